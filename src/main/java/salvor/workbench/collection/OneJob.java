package salvor.workbench.collection;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;

/** One piece of work at a time: what is begun ends what was under way, of which nobody hears. */
final class OneJob {
  private final Jobs jobs;
  private final Executor fx;
  private @Nullable Job<?> running;
  private int turn;

  OneJob(Jobs jobs, Executor fx) {
    this.jobs = jobs;
    this.fx = fx;
  }

  <T> void run(String title, Work<T> work, Consumer<JobState<T>> told) {
    cancel();
    int now = ++turn;
    Job<T> job = jobs.start(title, work);
    running = job;
    job.watch(
        fx,
        state -> {
          if (now == turn) { // what came after it is what counts
            told.accept(state);
          }
        });
  }

  /** Asks it to stop; how it ends is told. */
  void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  /** Asks it to stop, and hears no more of it. */
  void forget() {
    cancel();
    turn++;
  }
}

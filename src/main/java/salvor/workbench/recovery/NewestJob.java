package salvor.workbench.recovery;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;

/** One piece of work at a time: what is begun ends what was under way, which is heard no more. */
final class NewestJob {
  private final Jobs jobs;
  private final Executor fx;
  private @Nullable Job<?> running;
  private int turn;

  /**
   * @param fx where it is told
   */
  NewestJob(Jobs jobs, Executor fx) {
    this.jobs = jobs;
    this.fx = fx;
  }

  <T> void run(String title, Work<T> work, Consumer<JobState<T>> told) {
    forget();
    int now = turn;
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

  /** Ends what is under way; how it ends is told. */
  void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  /** Ends what is under way, and hears of it no more. */
  void forget() {
    cancel();
    turn++;
  }
}

package salvor.workbench.jobs;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;

/** One piece of work at a time: what is begun ends what was under way, which is heard no more. */
public final class NewestJob {
  private final Jobs jobs;
  private final Executor fx;
  private @Nullable Job<?> running;
  private int turn;

  /**
   * Nothing is under way yet.
   *
   * @param fx where it is told
   */
  public NewestJob(Jobs jobs, Executor fx) {
    this.jobs = jobs;
    this.fx = fx;
  }

  /**
   * Begins work; what was under way is forgotten.
   *
   * @param told hears each state of it, on the executor, until something newer begins
   */
  public <T> void run(String title, Work<T> work, Consumer<JobState<T>> told) {
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
  public void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  /** Ends what is under way, and hears of it no more. */
  public void forget() {
    cancel();
    turn++;
  }
}

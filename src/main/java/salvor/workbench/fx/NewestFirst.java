package salvor.workbench.fx;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.jobs.JobCancelled;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;

/**
 * Work whose input changes faster than it can be done: painting, sorting, fetching the selected
 * record. One at a time is done off the JavaFX thread; of the inputs that arrive meanwhile only the
 * newest is kept, and work on an older one is told to stop when it next reports progress. Results
 * of superseded inputs are shown too unless {@code lastOnly}, so that a picture moves while the
 * mouse does; of forgotten ones never.
 *
 * <p>It belongs to one thread, the one that {@code where} stands for: {@link #ask} is called there,
 * and results arrive there.
 */
public final class NewestFirst<I, O> {
  /** What is done with an input. */
  @FunctionalInterface
  public interface Step<I, O> {
    /** Does it, off the JavaFX thread. */
    O run(I input, Progress progress) throws Exception;
  }

  private final String title;
  private final Jobs jobs;
  private final Executor where;
  private final boolean lastOnly;
  private final Step<I, O> step;
  private final Consumer<O> result;
  private final Consumer<Throwable> failure;
  private final Object lock = new Object();
  private @Nullable I pending;
  private boolean running;
  private long asked; // how often something was asked for or forgotten
  private long forgotten;

  /**
   * @param title what the work is, for the name of its thread
   * @param where where results and failures are received
   * @param lastOnly whether work on an input is given up as soon as a newer one is there
   */
  public NewestFirst(
      String title,
      Jobs jobs,
      Executor where,
      boolean lastOnly,
      Step<I, O> step,
      Consumer<O> result,
      Consumer<Throwable> failure) {
    this.title = title;
    this.jobs = jobs;
    this.where = where;
    this.lastOnly = lastOnly;
    this.step = step;
    this.result = result;
    this.failure = failure;
  }

  /** Has the work done for this input, instead of any that still waits. */
  public void ask(I input) {
    synchronized (lock) {
      pending = input;
      asked++;
      if (running) {
        return;
      }
      running = true;
    }
    jobs.start(title, _ -> untilNothingWaits());
  }

  /** Wants nothing any more: neither result nor failure of what was asked for arrives from now. */
  public void forget() {
    synchronized (lock) {
      pending = null;
      forgotten = ++asked;
    }
  }

  private boolean isWanted(long number) {
    synchronized (lock) {
      return lastOnly ? number == asked : number > forgotten;
    }
  }

  private Boolean untilNothingWaits() {
    while (true) {
      I input;
      long number;
      synchronized (lock) {
        input = pending;
        number = asked;
        pending = null;
        if (input == null) {
          running = false;
          return true;
        }
      }
      attempt(input, number);
    }
  }

  private void attempt(I input, long number) {
    try {
      O output = step.run(input, stopWhenSuperseded(number));
      where.execute(() -> tell(result, output, number));
    } catch (JobCancelled _) {
      // it is not wanted any more
    } catch (Exception | StackOverflowError | OutOfMemoryError cause) {
      where.execute(() -> tell(failure, cause, number));
    }
  }

  private <T> void tell(Consumer<T> whom, T what, long number) {
    if (isWanted(number)) {
      whom.accept(what);
    }
  }

  private Progress stopWhenSuperseded(long number) {
    if (!lastOnly) {
      return Progress.NONE;
    }
    return new Progress() {
      @Override
      public void at(long done, long total, String doing) {
        if (!isWanted(number)) {
          throw new JobCancelled();
        }
      }

      @Override
      public void onCancel(Runnable stop) {}
    };
  }
}

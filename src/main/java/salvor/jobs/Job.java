package salvor.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One piece of work under way. Its watchers see each state, the last one always. */
public final class Job<T> {
  private record Watcher<T>(Executor where, Consumer<JobState<T>> watcher) {}

  private final String title;
  private final List<Watcher<T>> watchers = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private JobState<T> state = new JobState.Waiting<>();
  private volatile boolean cancelled;
  private Runnable stop = () -> {};

  Job(String title) {
    this.title = title;
  }

  /** What the job is, in words. */
  public String title() {
    return title;
  }

  /** Where it stands now. */
  public synchronized JobState<T> state() {
    return state;
  }

  /** Has each state from now on, the present one first, given to a watcher on an executor. */
  public synchronized Job<T> watch(Executor where, Consumer<JobState<T>> watcher) {
    watchers.add(new Watcher<>(where, watcher));
    JobState<T> now = state;
    where.execute(() -> watcher.accept(now));
    return this;
  }

  /** Asks the job to stop; it ends as cancelled unless it has ended already. */
  public void cancel() {
    Runnable release;
    synchronized (this) {
      if (cancelled || state.isFinal()) {
        return;
      }
      cancelled = true;
      release = stop;
    }
    release.run();
  }

  /** Waits for the end, and gives the last state. */
  public JobState<T> await() {
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return state();
  }

  void run(Work<T> work) {
    try {
      T result = work.run(progress());
      become(new JobState.Succeeded<>(result));
    } catch (Throwable cause) { // the edge of the job: whatever ended it is its last state
      become(cancelled ? new JobState.Cancelled<>() : new JobState.Failed<>(cause));
    } finally {
      ended.countDown();
    }
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void at(long done, long total, String doing) {
        tell(new JobState.Running<>(done, total, doing, false));
      }

      @Override
      public void bytes(long done, long total, String doing) {
        tell(new JobState.Running<>(done, total, doing, true));
      }

      private void tell(JobState.Running<T> now) {
        if (cancelled) {
          throw new JobCancelled();
        }
        become(now);
      }

      @Override
      public void onCancel(Runnable next) {
        boolean late;
        synchronized (Job.this) {
          stop = next;
          late = cancelled;
        }
        if (late) {
          next.run();
        }
      }
    };
  }

  private synchronized void become(JobState<T> next) {
    state = next;
    for (Watcher<T> watcher : watchers) {
      watcher.where().execute(() -> watcher.watcher().accept(next));
    }
  }
}

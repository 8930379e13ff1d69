package salvor.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one place that starts threads. */
public final class Jobs {
  private final AtomicInteger started = new AtomicInteger();

  /** Starts work on a thread of its own; the thread does not keep the program alive. */
  public <T> Job<T> start(String title, Work<T> work) {
    Job<T> job = new Job<>(title);
    Thread.ofPlatform()
        .daemon()
        .name("job-" + started.incrementAndGet() + " " + title)
        .start(() -> job.run(work));
    return job;
  }

  /** One share of parallel work. */
  @FunctionalInterface
  public interface Share {
    /** Does the share of worker number {@code worker}, from 0. */
    void run(int worker) throws Exception;
  }

  /**
   * Runs a share on each of several workers, the calling thread being one of them, and waits for
   * all.
   *
   * @throws Exception what the first failing worker threw
   */
  public static void inParallel(int workers, Share share) throws Exception {
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(workers - 1);
    for (int worker = 1; worker < workers; worker++) {
      int number = worker;
      Thread.ofPlatform()
          .daemon()
          .name(Thread.currentThread().getName() + "/" + number)
          .start(() -> {
            attempt(share, number, failed);
            done.countDown();
          });
    }
    attempt(share, 0, failed);
    done.await();
    Exception cause = failed.get();
    if (cause != null) {
      throw cause;
    }
  }

  private static void attempt(
      Share share, int worker, AtomicReference<@Nullable Exception> failed) {
    try {
      share.run(worker);
    } catch (Exception cause) {
      failed.compareAndSet(null, cause);
    } catch (Error cause) {
      failed.compareAndSet(null, new IllegalStateException(cause));
    }
  }
}

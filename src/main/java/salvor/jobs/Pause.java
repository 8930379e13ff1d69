package salvor.jobs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits within work that can be cancelled. */
@FunctionalInterface
public interface Pause {
  /** By the clock, and at once over when the work is cancelled. */
  Pause REAL =
      (length, progress) -> {
        CountDownLatch cancelled = new CountDownLatch(1);
        progress.onCancel(cancelled::countDown);
        try {
          var _ = cancelled.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt(); // somebody else's wish: the wait is over
        } finally {
          progress.onCancel(() -> {});
        }
      };

  /**
   * Waits for so long, or until the work is cancelled: that is learned at its next {@link
   * Progress#at}.
   */
  void last(Duration length, Progress progress);
}

package salvor.workbench.fx;

import com.sun.glass.ui.headless.BenchApplication;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;

/**
 * Watches how long the JavaFX thread works without a break. Processor time is measured, not the
 * clock's: a busy machine is no fault of the program, nor is what the display of the tests costs.
 *
 * <p>Measures on the headless display only. On GTK the robot moves the pointer on the JavaFX
 * thread, pixel by pixel; its calls to the X server and all the moves that are queued meanwhile
 * (each styles its tooltip anew) run between two looks of this watcher and would count as one turn.
 */
public final class FxTurns implements AutoCloseable {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AtomicLong longest = new AtomicLong();
  private final Thread watcher = new Thread(this::watch, "watches the JavaFX thread");
  private final boolean measures = "Bench".equals(System.getProperty("glass.platform"));
  private volatile boolean closed;
  private long last = -1;

  /** Begins to watch. */
  public FxTurns() {
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    while (!closed) {
      CountDownLatch turn = new CountDownLatch(1);
      Platform.runLater(() -> {
        long now = threads.getCurrentThreadCpuTime() - BenchApplication.COPYING.get();
        if (last >= 0 && measures) {
          longest.accumulateAndGet(now - last, Math::max);
        }
        last = now;
        turn.countDown();
      });
      try {
        turn.await();
      } catch (InterruptedException _) {
        return;
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** The longest stretch of work so far, in milliseconds, 0 on GTK; counting begins anew. */
  public long longestMillis() {
    return longest.getAndSet(0) / 1_000_000;
  }

  @Override
  public void close() {
    closed = true;
  }
}

package salvor.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has work end in order where the program itself is asked to end, as by Ctrl+C: it is cancelled,
 * and the program ends when it is closed, or after a while without that.
 */
public final class Ending implements AutoCloseable {
  private final CountDownLatch over = new CountDownLatch(1);
  private final long seconds;
  private final Thread hook;
  private Runnable stop = () -> {};
  private boolean asked;

  /**
   * Work that is under way from now on.
   *
   * @param seconds how long the program waits for it
   */
  public Ending(long seconds) {
    this.seconds = seconds;
    this.hook = Thread.ofPlatform().name("end in order").unstarted(this::end);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    Runnable release;
    synchronized (this) {
      asked = true;
      release = stop;
    }
    release.run();
    try {
      var _ = over.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // somebody else's wish: it is not waited for
    }
  }

  private synchronized boolean isAsked() {
    return asked;
  }

  /** A progress that is cancelled then. */
  public Progress of(Progress whole) {
    return new Progress() {
      @Override
      public void at(long done, long total, String doing) {
        if (isAsked()) {
          throw new JobCancelled();
        }
        whole.at(done, total, doing);
      }

      @Override
      public void onCancel(Runnable next) {
        boolean late;
        synchronized (Ending.this) {
          stop = next;
          late = asked;
        }
        if (late) {
          next.run();
        }
      }
    };
  }

  /** The work is over: the program need not wait for it any more. */
  @Override
  public void close() {
    over.countDown();
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // it ends already, and the hook has nothing to wait for
      }
    }
  }
}

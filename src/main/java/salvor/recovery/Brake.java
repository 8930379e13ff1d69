package salvor.recovery;

import salvor.jobs.Progress;

/** Holds work before its next part, until it is let go on. For any threads. */
public final class Brake {
  private boolean held;
  private boolean given;

  /** Holds it before its next part. */
  public synchronized void hold() {
    held = true;
  }

  /** Lets it go on. */
  public synchronized void letGo() {
    held = false;
    notifyAll();
  }

  /** Whether it is held. */
  public synchronized boolean isHeld() {
    return held;
  }

  private synchronized void giveUp() {
    given = true;
    notifyAll();
  }

  /**
   * Waits as long as it is held.
   *
   * @throws salvor.jobs.JobCancelled when the progress says so
   */
  void pass(Progress progress, long done, long total, String doing) throws InterruptedException {
    progress.onCancel(this::giveUp);
    synchronized (this) {
      while (held && !given) {
        wait();
      }
    }
    progress.onCancel(() -> {});
    progress.at(done, total, doing);
  }
}

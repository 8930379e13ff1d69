package salvor.jobs;

/**
 * The progress of one job for several workers that each wait for something of their own: cancelled,
 * all of them are released. Safe for many threads.
 */
public final class Branches {
  private final Progress whole;
  private final Runnable[] waiting;
  private boolean cancelled;

  /**
   * Branches of a progress.
   *
   * @param workers how many there are
   */
  public Branches(Progress whole, int workers) {
    this.whole = whole;
    this.waiting = new Runnable[workers];
    for (int i = 0; i < workers; i++) {
      waiting[i] = () -> {};
    }
    whole.onCancel(this::cancel);
  }

  /** Whether the job was asked to stop. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  private void cancel() {
    Runnable[] all;
    synchronized (this) {
      cancelled = true;
      all = waiting.clone();
    }
    for (Runnable each : all) {
      each.run();
    }
  }

  /** That of one worker, from 0. */
  public Progress of(int worker) {
    return new Progress() {
      @Override
      public void at(long done, long total, String doing) {
        if (isCancelled()) {
          throw new JobCancelled();
        }
        whole.at(done, total, doing);
      }

      @Override
      public void onCancel(Runnable stop) {
        boolean late;
        synchronized (Branches.this) {
          waiting[worker] = stop;
          late = cancelled;
        }
        if (late) {
          stop.run();
        }
      }
    };
  }
}

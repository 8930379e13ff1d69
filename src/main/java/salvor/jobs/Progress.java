package salvor.jobs;

/** How work tells where it stands, and learns that it should stop. Safe for many threads. */
public interface Progress {
  /** Tells nobody and is never cancelled. */
  Progress NONE =
      new Progress() {
        @Override
        public void at(long done, long total, String doing) {}

        @Override
        public void onCancel(Runnable stop) {}
      };

  /**
   * Tells how far the work is.
   *
   * @param done units done
   * @param total units in all, 0 when unknown
   * @param doing what is being done, in words
   * @throws JobCancelled when the work should stop
   */
  void at(long done, long total, String doing);

  /** As {@link #at}, where the units are bytes. */
  default void bytes(long done, long total, String doing) {
    at(done, total, doing);
  }

  /**
   * Has a blocked call released on cancelling, for example by closing what it reads from. It takes
   * the place of what was to be released before: a job waits for one thing at a time, and may wait
   * for as many as it likes.
   */
  void onCancel(Runnable stop);
}

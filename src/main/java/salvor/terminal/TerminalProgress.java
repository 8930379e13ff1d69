package salvor.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import salvor.evidence.Visible;
import salvor.jobs.Progress;

/**
 * Tells on one line of a terminal how far the work is; the line is taken back at the end. Safe for
 * many threads.
 */
public final class TerminalProgress implements Progress {
  private static final long EACH = 100_000_000;
  private static final int LONGEST = 70;

  private final PrintWriter err;
  private long next;
  private boolean shown;

  /**
   * @param err where the line goes: a terminal
   */
  public TerminalProgress(PrintWriter err) {
    this.err = err;
    this.next = System.nanoTime() + 5 * EACH; // short work says nothing
  }

  /** Whether somebody watches: input and output of the program are a terminal. */
  @SuppressWarnings(
      "SystemConsoleNull") // with -Djdk.console=java.base it is null where there is no terminal
  public static boolean wanted() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void at(long done, long total, String doing) {
    tell(doing, total > 0 ? done * 100 / total + " %" : "");
  }

  @Override
  public void bytes(long done, long total, String doing) {
    tell(doing, ofBytes(done, total));
  }

  /** How far it is; where nobody knows the end, that it goes on. */
  static String ofBytes(long done, long total) {
    return total > 0
        ? done * 100 / total + " %"
        : String.format(Locale.ROOT, "%,d MB", done / 1_000_000);
  }

  private synchronized void tell(String doing, String far) {
    long now = System.nanoTime();
    if (now < next) {
      return;
    }
    next = now + EACH;
    err.print("\r\u001b[K" + Visible.text(doing, LONGEST) + " " + far);
    err.flush();
    shown = true;
  }

  @Override
  public void onCancel(Runnable stop) {}

  /** Takes the line back. */
  public synchronized void end() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
      shown = false;
    }
  }
}

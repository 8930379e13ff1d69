package salvor.workbench.report;

/**
 * What became of the last thing that was to leave the window.
 *
 * @param text in a sentence, safe to show; empty when there was none
 * @param path the file that was written, empty when none was
 * @param failed whether it went wrong
 */
public record Outcome(String text, String path, boolean failed) {
  /** Nothing has left yet. */
  public static final Outcome NONE = new Outcome("", "", false);
}

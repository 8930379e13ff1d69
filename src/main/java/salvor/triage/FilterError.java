package salvor.triage;

/** A filter expression that cannot be understood, or means nothing for this recording. */
public final class FilterError extends Exception {
  private static final long serialVersionUID = 1;

  private final int position;
  private final String expected;

  FilterError(int position, String expected) {
    super("filter, character " + (position + 1) + ": expected " + expected);
    this.position = position;
    this.expected = expected;
  }

  /**
   * Where in the expression, in characters from 0; its length when something is missing at the end.
   */
  public int position() {
    return position;
  }

  /** What would have been right there. */
  public String expected() {
    return expected;
  }
}

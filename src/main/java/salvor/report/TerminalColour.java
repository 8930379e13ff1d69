package salvor.report;

/** Colours of a terminal; what they tell is told in words as well. */
final class TerminalColour {
  private TerminalColour() {}

  /** A text that must be seen. */
  static String red(String text, boolean colour) {
    return colour ? "\u001b[1;31m" + text + "\u001b[0m" : text;
  }
}

package salvor.timeline;

/** Text of the evidence, as it may be shown: what would be invisible or would reorder the line is replaced by a visible sign. */
public final class Visible {
  private static final int MOST = 400;

  private Visible() {}

  /** The text on one line, at most some hundred characters of it. */
  public static String text(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), MOST) + 1);
    int at = 0;
    while (at < text.length() && shown.length() < MOST) {
      int c = text.codePointAt(at);
      shown.appendCodePoint(visible(c));
      at += Character.charCount(c);
    }
    return at < text.length() ? shown.append('…').toString() : shown.toString();
  }

  private static int visible(int c) {
    if (c < 0x20) {
      return 0x2400 + c; // the pictures of the control characters
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED -> 0xFFFD;
      default -> c;
    };
  }
}

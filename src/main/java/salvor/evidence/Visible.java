package salvor.evidence;

import java.util.Locale;

/**
 * Text from the evidence made safe to be shown: what would steer a terminal or reorder a line is
 * spelt out.
 */
public final class Visible {
  private Visible() {}

  /**
   * The text with control, format and unassigned characters, line ends and lone surrogates written
   * as escapes ({@code \n}, {@code \x1b}, {@code \u202e}), and U+0000, which separates arguments,
   * as a space.
   */
  public static String text(String hostile) {
    StringBuilder out = null;
    for (int i = 0; i < hostile.length(); ) {
      int c = hostile.codePointAt(i);
      String shown = escape(c);
      if (shown != null && out == null) {
        out = new StringBuilder(hostile.length() + 16).append(hostile, 0, i);
      }
      if (out != null) {
        if (shown == null) {
          out.appendCodePoint(c);
        } else {
          out.append(shown);
        }
      }
      i += Character.charCount(c);
    }
    return out == null ? hostile : out.toString();
  }

  /** The same, shortened in the middle to a number of characters. */
  public static String text(String hostile, int longest) {
    String shown =
        text(hostile.length() > longest * 8 ? hostile.substring(0, longest * 8) : hostile);
    if (shown.length() <= longest) {
      return shown;
    }
    int head = longest * 2 / 3;
    int tail = shown.length() - (longest - head - 1);
    head -= Character.isHighSurrogate(shown.charAt(head - 1)) ? 1 : 0; // no half of a character
    tail += tail < shown.length() && Character.isLowSurrogate(shown.charAt(tail)) ? 1 : 0;
    return shown.substring(0, head) + "…" + shown.substring(tail);
  }

  private static @org.jspecify.annotations.Nullable String escape(int c) {
    if (c >= 0x20 && c < 0x7f) {
      return null;
    }
    return switch (c) {
      case 0 -> " ";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          switch (Character.getType(c)) {
            case Character.CONTROL -> String.format(Locale.ROOT, "\\x%02x", c);
            case Character.FORMAT,
                Character.SURROGATE,
                Character.UNASSIGNED,
                Character.PRIVATE_USE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
            default -> null;
          };
    };
  }
}

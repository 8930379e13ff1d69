package salvor.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Failures and names from evidence in words that are safe to show. */
final class Words {
  private static final int LONGEST = 300;

  private Words() {}

  /** What went wrong while reading a stream. */
  static String of(Exception cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    String lower = message.toLowerCase(Locale.ROOT);
    if (cause instanceof AccessDeniedException) {
      return "cannot be read, permission denied: allow reading it, or open a copy that you may read";
    }
    if (cause instanceof NoSuchFileException) {
      return "does not exist: check the path";
    }
    if (cause instanceof EOFException
        || lower.contains("truncated")
        || lower.contains("unexpected end")) {
      return "cut off: the data end too early; what came before was read: obtain a complete copy if there is one";
    }
    if (cause instanceof IOException && !message.isEmpty()) {
      return clean(message, LONGEST);
    }
    return "damaged: "
        + clean(message.isEmpty() ? cause.getClass().getSimpleName() : message, LONGEST)
        + "; what came before was read";
  }

  /**
   * Text from evidence, without control characters and not longer than {@code longest} characters.
   */
  static String clean(String text, int longest) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), longest));
    for (int i = 0; i < text.length() && out.length() < longest; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean unsafe =
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.SURROGATE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
          };
      out.appendCodePoint(unsafe ? 0xFFFD : c);
    }
    return out.toString();
  }
}

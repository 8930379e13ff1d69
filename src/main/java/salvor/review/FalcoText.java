package salvor.review;

import java.util.regex.Pattern;

/**
 * Texts in Falco's condition language. Its lexer ends a text at the first quote that no backslash
 * stands before, and only then resolves the escapes (falcosecurity/libs, {@code
 * libsinsp/filter/parser.cpp} and {@code escaping.cpp}): so a text that ends in a backslash cannot
 * be written at all.
 */
final class FalcoText {
  /** A word as lists are called, with what may stand around one on both sides. */
  private static final Pattern LIST =
      Pattern.compile("[ \\t\\n\\r(),=][A-Za-z0-9]*_[A-Za-z0-9_]*[ \\t\\n\\r(),=]");

  private FalcoText() {}

  /** The text in quotes. */
  static String quoted(String text) throws NotHeld {
    if (text.isEmpty() || text.endsWith("\\") || !Yaml.isWhole(text) || LIST.matcher(text).find()) {
      throw new NotHeld(Rendering.Why.VALUE, text);
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

package salvor.custody.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON with the places of its parts, so that some can be replaced and all else stays byte for byte.
 * Names that stand twice in an object stay both.
 */
final class JsonSpans {
  private static final int DEEPEST = 300;

  /** Those of JSON, and what some writers of numbers put there. */
  private static final Set<String> WORDS = Set.of("true", "false", "null", "NaN", "Infinity");

  private final String text;
  private int at;

  /** What a value is. */
  enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    WORD
  }

  /**
   * A value.
   *
   * @param from its first character
   * @param to behind its last
   * @param names of an object's members, each a text
   * @param parts members of an object, elements of an array
   */
  record Value(Kind kind, int from, int to, List<Value> names, List<Value> parts) {
    static final List<Value> NONE = List.of();

    /** The member with a name, null when there is none. */
    @Nullable Value member(String text, String name) {
      for (int i = 0; i < names.size(); i++) {
        if (decoded(text, names.get(i)).equals(name)) {
          return parts.get(i);
        }
      }
      return null;
    }
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
      super("", null, false, false);
    }
  }

  private JsonSpans(String text) {
    this.text = text;
  }

  /** The values that a text consists of, blanks and commas between them; null when it does not. */
  static @Nullable List<Value> parse(String text) {
    JsonSpans reader = new JsonSpans(text);
    List<Value> found = new ArrayList<>();
    try {
      while (reader.more()) {
        char c = text.charAt(reader.at);
        if (c != '{' && c != '[') {
          return null;
        }
        found.add(reader.value(0));
      }
    } catch (Malformed _) {
      return null;
    }
    return found.isEmpty() ? null : found;
  }

  private boolean more() {
    while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == ',')) {
      at++;
    }
    return at < text.length();
  }

  private char next() throws Malformed {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }

  private Value value(int depth) throws Malformed {
    if (depth > DEEPEST) {
      throw new Malformed();
    }
    char c = next();
    return switch (c) {
      case '{' -> many(Kind.OBJECT, '}', depth);
      case '[' -> many(Kind.ARRAY, ']', depth);
      case '"' -> text();
      default -> plain();
    };
  }

  private Value many(Kind kind, char end, int depth) throws Malformed {
    int from = at++;
    List<Value> names = new ArrayList<>();
    List<Value> parts = new ArrayList<>();
    while (next() != end) {
      if (!parts.isEmpty()) {
        if (text.charAt(at) != ',') {
          throw new Malformed();
        }
        at++;
      }
      if (kind == Kind.OBJECT) {
        if (next() != '"') {
          throw new Malformed();
        }
        names.add(text());
        if (next() != ':') {
          throw new Malformed();
        }
        at++;
      }
      parts.add(value(depth + 1));
    }
    at++;
    return new Value(kind, from, at, names, parts);
  }

  private Value text() throws Malformed {
    int from = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new Malformed();
    }
    at++;
    return new Value(Kind.TEXT, from, at, Value.NONE, Value.NONE);
  }

  private Value plain() throws Malformed {
    int from = at;
    while (at < text.length() && "{}[]\",: \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      throw new Malformed();
    }
    char c = text.charAt(from);
    boolean number = c == '-' || (c >= '0' && c <= '9');
    if (!number && !WORDS.contains(text.substring(from, at))) {
      throw new Malformed(); // words are not looked into: in any other a secret could stand
    }
    return new Value(number ? Kind.NUMBER : Kind.WORD, from, at, Value.NONE, Value.NONE);
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** The text that a value stands for, as bytes in UTF-8; of other kinds as it is written. */
  static String decoded(String text, Value value) {
    return value.kind() == Kind.TEXT
        ? unescaped(text.substring(value.from() + 1, value.to() - 1))
        : text.substring(value.from(), value.to());
  }

  /** Without JSON's escapes; one that is none stays. */
  static String unescaped(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    StringBuilder out = new StringBuilder(escaped.length());
    StringBuilder wide = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      int code = c == '\\' ? code(escaped, i) : -1;
      if (code >= 0) {
        wide.append((char) code);
        i += escaped.charAt(i + 1) == 'u' ? 5 : 1;
        continue;
      }
      flush(wide, out);
      out.append(c);
    }
    flush(wide, out);
    return out.toString();
  }

  private static void flush(StringBuilder wide, StringBuilder out) {
    if (!wide.isEmpty()) {
      byte[] bytes = wide.toString().getBytes(StandardCharsets.UTF_8);
      out.append(new String(bytes, StandardCharsets.ISO_8859_1));
      wide.setLength(0);
    }
  }

  private static int code(String text, int at) {
    if (at + 1 >= text.length()) {
      return -1;
    }
    char c = text.charAt(at + 1);
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(simple);
    }
    if (c != 'u' || at + 6 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }

  /** A text as JSON writes it, without the quotes; bytes beyond ASCII stay. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}

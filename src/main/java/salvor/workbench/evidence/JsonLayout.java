package salvor.workbench.evidence;

/**
 * Lays out a JSON text over several lines without reading it: only white space outside of strings
 * changes, so that numbers, escapes, order and repeated names stay exactly as the evidence has
 * them. A text that is no JSON comes back as it is.
 */
final class JsonLayout {
  /**
   * Deeper levels are not indented any further: hostile nesting must not fill the memory with
   * spaces.
   */
  private static final int DEEPEST = 24;

  private final String text;
  private final StringBuilder out;
  private int depth;

  private JsonLayout(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length() * 2);
  }

  static String of(String text) {
    int from = skipped(text, 0);
    return text.startsWith("{", from) || text.startsWith("[", from)
        ? new JsonLayout(text).run()
        : text;
  }

  /**
   * The first place that holds no white space of JSON. There is other white space, which is content
   * here.
   */
  private static int skipped(String text, int from) {
    int at = from;
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private String run() {
    char before = '[';
    boolean apart = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (" \t\n\r".indexOf(c) >= 0) {
        apart = true;
        continue;
      }
      switch (c) {
        case '"' -> i = string(i);
        case '{', '[' -> i = open(i, c);
        case '}', ']' -> {
          depth--;
          line().append(c);
        }
        case ',' -> {
          out.append(c);
          line();
        }
        case ':' -> out.append(": ");
        default -> {
          if (apart && "{[,:".indexOf(before) < 0) {
            return text; // words beside each other are no JSON: their spaces are content
          }
          out.append(c);
        }
      }
      before = text.charAt(i);
      apart = false;
    }
    return out.toString();
  }

  private int string(int from) {
    int i = from + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    int end = Math.min(text.length() - 1, i);
    out.append(text, from, end + 1);
    return end;
  }

  private int open(int at, char bracket) {
    int next = skipped(text, at + 1);
    out.append(bracket);
    if (next < text.length()
        && text.charAt(next) == bracket + 2) { // '{' + 2 is '}', '[' + 2 is ']'
      out.append(text.charAt(next));
      return next;
    }
    depth++;
    line();
    return at;
  }

  private StringBuilder line() {
    return out.append('\n').append("  ".repeat(Math.clamp(depth, 0, DEEPEST)));
  }
}

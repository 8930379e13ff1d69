package salvor.custody.redact;

/** Takes secrets out of lines that know of each other: keys over several of them, and YAML. */
final class PlainLines {
  private static final int MOST_OF_A_KEY = 400;
  private final Redactor redactor;
  private int key;

  PlainLines(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Whether the next line is one of a private key. */
  boolean isOfKey() {
    return key > 0;
  }

  /** What stands in a line beside its text. */
  String beside(String text) {
    return redactor.text(text);
  }

  /** A line, with its end. */
  String line(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    String text = line.substring(0, end);
    String rest = line.substring(end);
    if (key > 0) {
      key = text.contains("-----END") ? 0 : key - 1;
      if (key > 0) {
        return ofKey(text) + rest;
      }
    }
    int begin = text.lastIndexOf("-----BEGIN ");
    if (begin >= 0
        && text.indexOf("PRIVATE KEY-----", begin) > 0
        && text.indexOf("-----END", begin) < 0) {
      key = MOST_OF_A_KEY;
    }
    return mixed(text) + rest;
  }

  /** The last word of a line, which is a piece of a private key; before it may stand a time. */
  private String ofKey(String text) {
    int from = text.lastIndexOf(' ') + 1;
    return from == text.length()
        ? text
        : text.substring(0, from) + redactor.mask(RedactionRules.PEM, text.substring(from));
  }

  /** A line that may hold JSON behind something else. */
  private String mixed(String text) {
    int brace = text.indexOf('{');
    if (brace > 0 && JsonSpans.parse(text.substring(brace)) != null) {
      return redactor.text(text.substring(0, brace)) + redactor.text(text.substring(brace));
    }
    return redactor.text(text);
  }

  /** A YAML document, or the lines of something that is none. */
  String yaml(String document) {
    if (document.isEmpty()) {
      return "";
    }
    boolean secret =
        document
            .lines()
            .map(line -> line.strip().replaceFirst("^(- )+", ""))
            .anyMatch(line ->
                line.startsWith("kind:")
                    && line.substring(5).replaceAll("[\"'\\s]", "").startsWith("Secret"));
    YamlLines lines = new YamlLines(secret);
    StringBuilder out = new StringBuilder();
    for (int from = 0; from < document.length(); ) {
      int newline = document.indexOf('\n', from);
      int end = newline < 0 ? document.length() : newline + 1;
      out.append(lines.next(document.substring(from, end)));
      from = end;
    }
    return out.toString();
  }

  /** The lines of one document. */
  private final class YamlLines {
    private final boolean secret;
    private int block = -1;
    private String rule = RedactionRules.NAMED;
    private boolean keys;
    private String name = "";

    YamlLines(boolean secret) {
      this.secret = secret;
    }

    String next(String line) {
      String text = line.stripTrailing();
      int indent = 0;
      while (indent < text.length()
          && (text.charAt(indent) == ' ' || text.startsWith("- ", indent))) {
        indent++;
      }
      if (block >= 0 && (text.isBlank() || indent > block)) {
        return masked(line, text, indent);
      }
      block = -1;
      int colon = text.indexOf(':', indent);
      if (colon < 0) {
        return line(line);
      }
      String called = text.substring(indent, colon).replaceAll("[\"']", "");
      String value = text.substring(colon + 1).strip();
      boolean data = secret && (called.equals("data") || called.equals("stringData"));
      boolean named = SecretNames.is(called) || (called.equals("value") && SecretNames.is(name));
      if (called.equals("name") || called.equals("key")) {
        name = value.replaceAll("[\"']", "");
      }
      if (data || (named && isBlock(value))) {
        block = indent;
        keys = data;
        rule = data ? RedactionRules.SECRET : RedactionRules.NAMED;
      }
      boolean here = !value.isEmpty() && !isBlock(value) && (data || named);
      return here ? value(line, text, colon + 1, data ? RedactionRules.SECRET : rule) : line(line);
    }

    private static boolean isBlock(String value) {
      return value.startsWith("|") || value.startsWith(">");
    }

    /** A line below a name whose values are secret: the value of a name, or a piece of a text. */
    private String masked(String line, String text, int indent) {
      int colon = keys ? text.indexOf(':', indent) : -1;
      boolean named = colon > 0 && (colon + 1 == text.length() || text.charAt(colon + 1) == ' ');
      if (named && (colon + 1 == text.length() || isBlock(text.substring(colon + 1).strip()))) {
        return line;
      }
      return value(line, text, named ? colon + 1 : indent, rule);
    }

    private String value(String line, String text, int from, String of) {
      int begin = from;
      while (begin < text.length() && text.charAt(begin) == ' ') {
        begin++;
      }
      String value = text.substring(begin);
      boolean quoted =
          value.length() > 1
              && (value.charAt(0) == '"' || value.charAt(0) == '\'')
              && value.charAt(value.length() - 1) == value.charAt(0);
      String bare = quoted ? value.substring(1, value.length() - 1) : value;
      if (!SecretNames.isValue(bare)) {
        return line;
      }
      return text.substring(0, begin) + redactor.mask(of, bare) + line.substring(text.length());
    }
  }
}

package salvor.custody.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds secrets in a text by how they look and by what stands before them. Each step goes through
 * the text once.
 */
final class Matching {
  private static final int LONGEST_NAME = 64;
  static final List<String> SCHEMES = List.of("Bearer ", "Basic ", "Token ", "Digest ");
  private static final String BLANKS = " \t\r\n";
  private static final String ENDS = BLANKS + "\"'`,;&|<>)}]";
  private final RedactionRules rules;

  /** A secret: where it stands, and by which rule it is one; empty for a value that was sought. */
  record Span(int from, int to, String rule) {}

  Matching(RedactionRules rules) {
    this.rules = rules;
  }

  /** The secrets in a text, one behind the other. */
  List<Span> spans(String text, Sought sought) {
    List<Span> found = new ArrayList<>();
    if (text.length() >= 4) {
      words(text, found);
      named(text, found);
      options(text, found);
      urls(text, found);
      keys(text, found);
      texts(text, found);
      sought(text, sought, found);
    }
    if (found.size() < 2) {
      return found;
    }
    found.sort(Comparator.comparingInt(Span::from).thenComparing(Span::to, (a, b) -> b - a));
    List<Span> apart = new ArrayList<>();
    int end = 0;
    for (Span span : found) {
      if (span.from() >= end) {
        apart.add(span);
        end = span.to();
      } else if (span.to() > end) { // what goes on behind another is taken out as well
        apart.add(new Span(end, span.to(), span.rule()));
        end = span.to();
      }
    }
    return apart;
  }

  private static void add(int from, int to, String rule, String text, List<Span> found) {
    if (to > from && !text.startsWith(Secrets.MARK, from)) {
      found.add(new Span(from, to, rule));
    }
  }

  private void words(String text, List<Span> found) {
    for (RedactionRules.Word word : rules.words()) {
      String starts = word.starts();
      int end = 0;
      for (int at = text.indexOf(starts); at >= 0; at = text.indexOf(starts, end)) {
        int from = at + starts.length();
        end = from;
        while (end < text.length() && word.chars().get(text.charAt(end))) {
          end++;
        }
        int begin = word.keep() ? from : at;
        boolean apart = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        if (end - begin >= word.min() && (apart || word.keep())) {
          add(begin, end, word.id(), text, found);
        }
        end = Math.max(end, at + 1);
      }
    }
  }

  private void texts(String text, List<Span> found) {
    for (Map.Entry<String, String> each : rules.texts().entrySet()) {
      int length = each.getKey().length();
      for (int at = text.indexOf(each.getKey());
          at >= 0;
          at = text.indexOf(each.getKey(), at + length)) {
        add(at, at + length, each.getValue(), text, found);
      }
    }
  }

  private static void sought(String text, Sought sought, List<Span> found) {
    if (sought.isEmpty()) {
      return;
    }
    int mark = text.indexOf(Secrets.MARK);
    for (int at = 0; at < text.length(); ) {
      int from = sought.first(text, at, mark < 0 ? text.length() : mark);
      if (from >= 0) {
        at = from + sought.at(text, from);
        found.add(new Span(from, at, ""));
      } else if (mark >= 0) {
        at = Math.max(at, Secrets.endOfMarker(text, mark));
      } else {
        return;
      }
      if (mark >= 0 && mark < at) {
        mark = text.indexOf(Secrets.MARK, at);
      }
    }
  }

  /** name=value, name: value, "name": "value". */
  private void named(String text, List<Span> found) {
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c != '=' && c != ':') {
        continue;
      }
      int end = i;
      while (end > 0 && "\"'\\ ".indexOf(text.charAt(end - 1)) >= 0 && i - end < 4) {
        end--;
      }
      int from = end;
      while (from > 0 && end - from < LONGEST_NAME && isOfName(text.charAt(from - 1))) {
        from--;
      }
      String name = text.substring(from, end);
      String rule = name.isEmpty() ? null : rules.ofField(name, name);
      if (rule != null || (!name.isEmpty() && SecretNames.is(name))) {
        i =
            Math.max(
                i, value(text, i + 1, name, rule == null ? RedactionRules.NAMED : rule, found) - 1);
      }
    }
  }

  private static boolean isOfName(char c) {
    return (Character.isLetterOrDigit(c) && c < 0x7F) || c == '_' || c == '-' || c == '.';
  }

  /** Whether a value ends here; those of a cookie go on behind a semicolon. */
  private static boolean ends(String text, int from, int at, int quote, boolean cookie) {
    char c = text.charAt(at);
    if (quote != 0) {
      return c == quote || c == '\n';
    } else if (cookie) {
      boolean goesOn = c == ';' || (c == ' ' && at > from && text.charAt(at - 1) == ';');
      return !goesOn && ENDS.indexOf(c) >= 0;
    }
    return ENDS.indexOf(c) >= 0;
  }

  /** Takes the value that begins here; where it ends. */
  private static int value(String text, int at, String name, String rule, List<Span> found) {
    int from = at;
    while (from < text.length()
        && from - at < 8
        && (text.charAt(from) == ' ' || text.charAt(from) == '\\')) {
      from++;
    }
    if (from >= text.length()) {
      return from;
    }
    char quote = text.charAt(from);
    boolean quoted = quote == '"' || quote == '\'';
    from += quoted ? 1 : 0;
    String low = name.toLowerCase(Locale.ROOT);
    boolean cookie = low.endsWith("cookie");
    boolean scheme = false;
    if (low.endsWith("authorization")) {
      for (String each : SCHEMES) {
        if (text.regionMatches(true, from, each, 0, each.length())) {
          from += each.length();
          scheme = true;
        }
      }
    }
    int end = from;
    while (end < text.length() && !ends(text, from, end, quoted && !scheme ? quote : 0, cookie)) {
      end++;
    }
    while (quoted && end > from && text.charAt(end - 1) == '\\') {
      end--;
    }
    if (SecretNames.isValue(text.substring(from, end))) {
      add(from, end, rule, text, found);
    }
    return end;
  }

  /** --name value, -name value, mysql -pVALUE, redis-cli -a VALUE. */
  private void options(String text, List<Span> found) {
    boolean attached =
        text.contains("mysql") || text.contains("sshpass") || text.contains("mariadb");
    boolean logins = text.contains("curl") || text.contains("wget");
    boolean redis = text.contains("redis-cli");
    for (int at = text.indexOf('-');
        at >= 0 && at + 2 < text.length();
        at = text.indexOf('-', at + 1)) {
      if (at > 0 && " \t\"'".indexOf(text.charAt(at - 1)) < 0) {
        continue;
      }
      int from = text.charAt(at + 1) == '-' ? at + 2 : at + 1;
      int end = from;
      while (end < text.length() && end - from < LONGEST_NAME && isOfName(text.charAt(end))) {
        end++;
      }
      if (end >= text.length() || text.charAt(end) != ' ') {
        if (attached && from == at + 1 && text.charAt(from) == 'p' && end - from > 1) {
          at = value(text, from + 1, "p", RedactionRules.NAMED, found) - 1;
        }
        continue;
      }
      String name = text.substring(from, end);
      String rule = rules.ofField(name, name);
      if ((rule != null || (name.length() > 3 && SecretNames.is(name)))
          && end + 1 < text.length()
          && text.charAt(end + 1) != '-') {
        at = value(text, end + 1, name, rule == null ? RedactionRules.NAMED : rule, found) - 1;
      } else if (redis && name.equals("a")) {
        at = value(text, end + 1, name, RedactionRules.NAMED, found) - 1;
      } else if (logins && (name.equals("u") || name.equals("user"))) {
        login(text, end + 1, found);
      }
    }
  }

  /** curl -u NAME:VALUE. */
  private static void login(String text, int at, List<Span> found) {
    int end = at;
    int colon = -1;
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
      colon = colon < 0 && text.charAt(end) == ':' ? end : colon;
      end++;
    }
    if (colon > at && colon < end - 1) {
      add(colon + 1, end, RedactionRules.NAMED, text, found);
    }
  }

  /** scheme://name:password@host. */
  private static void urls(String text, List<Span> found) {
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      int from = at + 3;
      int end = from;
      int last = -1;
      while (end < text.length() && "/\"'`<> \t\r\n".indexOf(text.charAt(end)) < 0) {
        last = text.charAt(end) == '@' ? end : last;
        end++;
      }
      int colon = text.indexOf(':', from);
      if (colon > 0 && colon + 1 < last) {
        add(colon + 1, last, RedactionRules.URL, text, found);
      } else if (last - from >= 16) {
        add(from, last, RedactionRules.URL, text, found);
      }
    }
  }

  /** Private keys in PEM, to their end or that of the text. */
  private static void keys(String text, List<Span> found) {
    String begin = "-----BEGIN ";
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      int label = text.indexOf("-----", at + begin.length());
      if (label > 0 && text.substring(at, label).endsWith("PRIVATE KEY")) {
        int from = label + 5;
        int end = text.indexOf("-----END", from);
        int to = end < 0 ? text.length() : end;
        while (from < to && JsonSpans.isBlank(text.charAt(from))) {
          from++;
        }
        add(from, to, RedactionRules.PEM, text, found);
        at = to - 1;
      }
    }
  }
}

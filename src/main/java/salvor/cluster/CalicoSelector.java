package salvor.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A selector as Calico writes it, such as {@code app == 'web' && has(tier)}; see its documentation
 * of NetworkPolicy, "Selectors".
 */
public final class CalicoSelector {
  private static final int LONGEST = 20_000;
  private static final int DEEPEST = 100;
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<quoted>'[^']*'|\"[^\"]*\")|(?<sign>==|!=|&&|\\|\\||[!(){},])"
              + "|(?<word>[A-Za-z0-9_][-A-Za-z0-9_./]*))\\s*");

  private final List<String> tokens;
  private final Map<String, String> labels;
  private int at;
  private int depth;

  private CalicoSelector(List<String> tokens, Map<String, String> labels) {
    this.tokens = tokens;
    this.labels = labels;
  }

  /** It cannot be read. */
  private static final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Whether labels fit; empty where the selector is none that can be read here. An empty one fits
   * all.
   */
  public static Optional<Boolean> fits(String selector, Map<String, String> labels) {
    if (selector.isBlank()) {
      return Optional.of(true);
    }
    try {
      CalicoSelector reading = new CalicoSelector(tokens(selector), labels);
      boolean fits = reading.any();
      return reading.at == reading.tokens.size() ? Optional.of(fits) : Optional.empty();
    } catch (Unread _) {
      return Optional.empty();
    }
  }

  private static List<String> tokens(String selector) {
    if (selector.length() > LONGEST) {
      throw new Unread();
    }
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(selector);
    int end = 0;
    while (end < selector.length()) {
      if (!matcher.find() || matcher.start() != end) {
        throw new Unread();
      }
      end = matcher.end();
      tokens.add(matcher.group().strip());
    }
    return tokens;
  }

  private String next() {
    if (at == tokens.size()) {
      throw new Unread();
    }
    return tokens.get(at++);
  }

  private boolean skips(String token) {
    boolean is = at < tokens.size() && tokens.get(at).equals(token);
    at += is ? 1 : 0;
    return is;
  }

  private void require(String token) {
    if (!skips(token)) {
      throw new Unread();
    }
  }

  private boolean any() {
    boolean any = all();
    while (skips("||")) {
      any |= all();
    }
    return any;
  }

  private boolean all() {
    boolean all = one();
    while (skips("&&")) {
      all &= one();
    }
    return all;
  }

  private boolean one() {
    if (++depth > DEEPEST) {
      throw new Unread();
    }
    boolean fits = skips("!") ? !one() : skips("(") ? inBrackets() : term(next());
    depth--;
    return fits;
  }

  private boolean inBrackets() {
    boolean fits = any();
    require(")");
    return fits;
  }

  private boolean term(String word) {
    if (skips("(")) {
      return call(word);
    }
    String is = labels.get(word);
    String operator = next();
    return switch (operator) {
      case "==" -> text().equals(is);
      case "!=" -> !text().equals(is);
      case "contains" -> matches(is, text(), String::contains);
      case "in" -> set().contains(is == null ? "" : is) && is != null;
      case "not" -> {
        require("in");
        List<String> set = set();
        yield is == null || !set.contains(is);
      }
      case "starts" -> {
        require("with");
        yield matches(is, text(), String::startsWith);
      }
      case "ends" -> {
        require("with");
        yield matches(is, text(), String::endsWith);
      }
      default -> throw new Unread();
    };
  }

  private static boolean matches(
      @org.jspecify.annotations.Nullable String is,
      String text,
      java.util.function.BiPredicate<String, String> how) {
    return is != null && how.test(is, text);
  }

  /** {@code all()}, {@code has(label)}, {@code global()}: the last means what is no pod. */
  private boolean call(String name) {
    boolean fits =
        switch (name) {
          case "all" -> true;
          case "global" -> false;
          case "has" -> labels.containsKey(next());
          default -> throw new Unread();
        };
    require(")");
    return fits;
  }

  private String text() {
    String token = next();
    if (!token.matches("(?s)'.*'|\".*\"")) {
      throw new Unread();
    }
    return token.substring(1, token.length() - 1);
  }

  private List<String> set() {
    require("{");
    List<String> set = new ArrayList<>();
    while (!skips("}")) {
      set.add(text());
      if (!skips(",")) {
        require("}");
        break;
      }
    }
    return set;
  }
}

package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a program's arguments: options as they are, other words by their type ({@code <ip>},
 * {@code <path>}, {@code <url>}, {@code <number>}, {@code <word>}, {@code <text>}, {@code
 * <sensitive>} for a file of {@link Sensitive}; patterns that may mean such a file stay as they
 * are). What a shell executes ({@code -c}) is told by {@link ShellShape}; what is code for another
 * program stays as it is, see {@link Arguments}.
 */
public final class ArgumentShape {
  private static final Pattern IP =
      Pattern.compile(
          "\\[?(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=[0-9a-fA-F:]*:[0-9a-fA-F:]*:)[0-9a-fA-F:.]+)]?(?::[0-9]+)?(?:/[0-9]+)?");
  private static final String IN_WORD = "._@%+=:,-";
  private static final String IN_PATH = IN_WORD + "~/";
  private static final String IN_PATTERN = IN_PATH + "*?[]{}!^";

  private ArgumentShape() {}

  /**
   * The shape of arguments.
   *
   * @param executable the path of the executable, null when not known
   * @param argv program and arguments
   */
  public static String of(@Nullable String executable, List<String> argv) {
    if (argv.isEmpty()) {
      return "";
    }
    String called = Program.base(argv.getFirst());
    String name =
        executable == null || Program.hasManyNames(executable) ? called : Program.base(executable);
    boolean named = argv.size() > 1 && !argv.get(1).startsWith("-");
    int first = Program.hasManyNames(called) && named ? 2 : 1;
    if (first == 2) {
      name = Program.base(argv.get(1));
    }
    boolean shell = Program.isShell(name) || Program.isShell(called);
    Arguments arguments = new Arguments(shell && !Program.isShell(name) ? called : name, 0);
    List<String> tokens = new ArrayList<>();
    for (int i = first; i < argv.size(); i++) {
      boolean rest = shell && arguments.codeIsNext(); // sensors join what was one word
      String token =
          arguments.next(rest ? String.join(" ", argv.subList(i, argv.size())) : argv.get(i));
      if (tokens.isEmpty() || !token.startsWith("<") || !token.equals(tokens.getLast())) {
        tokens.add(token);
      }
      if (rest) {
        break;
      }
    }
    return String.join(" ", tokens);
  }

  /** The type of one word; an option without a value is its own type. */
  static String type(String word) {
    if (word.startsWith("-") && word.length() > 1 && !isNumber(word)) {
      int equal = word.indexOf('=');
      String option = equal < 0 ? word : word.substring(0, equal);
      return isOption(option)
          ? option + (equal < 0 ? "" : "=" + type(word.substring(equal + 1)))
          : "<text>";
    }
    if (mayBeAddress(word) && IP.matcher(word).matches()) {
      return "<ip>";
    }
    if (isUrl(word)) {
      String scheme = word.substring(0, word.indexOf(':')).toLowerCase(Locale.ROOT);
      return scheme.equals("http") || scheme.equals("https") ? "<url>" : "<url " + scheme + ">";
    }
    if (isNumber(word)) {
      return "<number>";
    }
    return pathOrWord(word);
  }

  private static String pathOrWord(String word) {
    if (word.indexOf('/') >= 0 || word.startsWith("~")) {
      if (!consists(word, 0, IN_PATH)) {
        return consists(word, 0, IN_PATTERN) && Sensitive.pattern(named(word)) ? word : "<text>";
      }
      String path = Canonicaliser.path(word).text();
      boolean devices = path.startsWith("/dev/tcp/") || path.startsWith("/dev/udp/");
      boolean sensitive = Sensitive.path(path) || Sensitive.path(named(word));
      return devices ? "<socket>" : sensitive ? "<sensitive>" : "<path>";
    }
    return !word.isEmpty() && consists(word, 0, IN_WORD) ? "<word>" : "<text>";
  }

  /**
   * The path from the root that a word may name: of {@code ../../etc/x}, {@code @/etc/x}, {@code
   * host:/etc/x} and {@code a=/etc/x} it is {@code /etc/x}; empty for a path below the working
   * directory.
   */
  private static String named(String word) {
    int up = word.lastIndexOf("../");
    if (up >= 0) {
      return Canonicaliser.path(word.substring(up + 2)).text();
    }
    if (word.startsWith("~")) {
      String home = word.startsWith("~/") ? "/root" : "/home/";
      return Canonicaliser.path(home + word.substring(1)).text();
    }
    int slash = word.indexOf('/');
    boolean fromRoot = slash == 0 || "@=:".indexOf(word.charAt(slash - 1)) >= 0;
    return fromRoot ? Canonicaliser.path(word.substring(slash)).text() : "";
  }

  /** A look that spares most words the pattern. */
  private static boolean mayBeAddress(String word) {
    boolean separated = word.indexOf('.') > 0 || word.indexOf(':') >= 0;
    return separated && (word.charAt(0) <= ':' || "[abcdefABCDEF".indexOf(word.charAt(0)) >= 0);
  }

  /** A scheme, {@code ://}, anything. */
  private static boolean isUrl(String word) {
    int end = word.indexOf("://");
    if (end <= 0 || !isLetter(word.charAt(0))) {
      return false;
    }
    return consists(word.substring(0, end), 1, "+.-");
  }

  /**
   * A sign, groups of digits between single separators, and one letter for a unit; all but the
   * first group may be absent.
   */
  private static boolean isNumber(String word) {
    int at = word.startsWith("+") || word.startsWith("-") ? 1 : 0;
    int end = word.length();
    if (end > at && (isLetter(word.charAt(end - 1)) || word.charAt(end - 1) == '%')) {
      end--;
    }
    boolean digit = false;
    for (; at < end; at++) {
      char c = word.charAt(at);
      if (!isDigit(c) && !(digit && ".,:".indexOf(c) >= 0)) {
        return false;
      }
      digit = isDigit(c);
    }
    return digit;
  }

  /** One or two hyphens and a name. */
  static boolean isOption(String word) {
    int at = word.startsWith("--") ? 2 : 1;
    if (!word.startsWith("-") || at >= word.length()) {
      return false;
    }
    char first = word.charAt(at);
    return (isLetter(first) || isDigit(first) || first == '?') && consists(word, at + 1, "_.-");
  }

  /**
   * Whether all characters from a place on are letters and digits of ASCII, or others that are
   * named.
   */
  static boolean consists(String word, int from, String others) {
    for (int at = from; at < word.length(); at++) {
      char c = word.charAt(at);
      if (!isLetter(c) && !isDigit(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a program's arguments: options as they are, other words by their type ({@code <ip>},
 * {@code <path>}, {@code <url>}, {@code <number>}, {@code <word>}, {@code <text>}, {@code
 * <sensitive>} for a file of {@link Sensitive}). What a shell executes ({@code -c}) is told by
 * {@link ShellShape}; an interpreter's script and code stay as they are, since they are the program
 * in effect.
 */
public final class ArgumentShape {
  private static final Set<String> INTERPRETERS =
      Set.of("python", "perl", "ruby", "node", "nodejs", "php", "lua", "pypy", "tclsh");
  private static final Pattern CODE_OPTION = Pattern.compile("-[a-zA-Z]*[cer]");
  private static final Pattern IP =
      Pattern.compile(
          "\\[?(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=[0-9a-fA-F:]*:[0-9a-fA-F:]*:)[0-9a-fA-F:.]+)]?(?::[0-9]+)?(?:/[0-9]+)?");
  private static final String IN_WORD = "._@%+=:,-";
  private static final String IN_PATH = IN_WORD + "~/";
  private static final int LONGEST_CODE = 200;

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
    int first = Program.hasManyNames(called) && argv.size() > 1 ? 2 : 1;
    if (first == 2) {
      name = Program.base(argv.get(1));
    }
    boolean shell = Program.isShell(name) || Program.isShell(called);
    boolean interpreter = shell || isInterpreter(name);
    return interpreter
        ? interpreted(argv, first, shell)
        : typed(argv, first, argv.size(), new ArrayList<>());
  }

  private static String interpreted(List<String> argv, int first, boolean shell) {
    List<String> tokens = new ArrayList<>();
    for (int i = first; i < argv.size(); i++) {
      String word = argv.get(i);
      if (word.startsWith("-") && CODE_OPTION.matcher(word).matches() && i + 1 < argv.size()) {
        tokens.add(word);
        String code = String.join(" ", argv.subList(i + 1, argv.size()));
        tokens.add(shell ? "{" + ShellShape.of(code) + "}" : "{" + brief(code) + "}");
        return String.join(" ", tokens);
      }
      if (!word.startsWith("-")) {
        tokens.add(Canonicaliser.path(word).text());
        return typed(argv, i + 1, argv.size(), tokens);
      }
      tokens.add(word);
    }
    return String.join(" ", tokens);
  }

  /** An interpreter's name may carry a version. */
  private static boolean isInterpreter(String name) {
    int end = name.length();
    while (end > 0 && (isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    return INTERPRETERS.contains(name.substring(0, end));
  }

  private static String brief(String code) {
    return code.length() <= LONGEST_CODE
        ? code
        : code.substring(0, LONGEST_CODE) + "#" + Integer.toHexString(code.hashCode());
  }

  private static String typed(List<String> argv, int from, int to, List<String> tokens) {
    for (int i = from; i < to; i++) {
      String type = type(argv.get(i));
      if (tokens.isEmpty() || !type.startsWith("<") || !type.equals(tokens.getLast())) {
        tokens.add(type);
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
      return "<url>";
    }
    if (isNumber(word)) {
      return "<number>";
    }
    return pathOrWord(word);
  }

  private static String pathOrWord(String word) {
    if (word.indexOf('/') >= 0 || word.startsWith("~")) {
      if (!consists(word, 0, IN_PATH)) {
        return "<text>";
      }
      String path = Canonicaliser.path(word).text();
      boolean devices = path.startsWith("/dev/tcp/") || path.startsWith("/dev/udp/");
      return devices ? "<socket>" : Sensitive.path(path) ? "<sensitive>" : "<path>";
    }
    return !word.isEmpty() && consists(word, 0, IN_WORD) ? "<word>" : "<text>";
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
  private static boolean isOption(String word) {
    int at = word.startsWith("--") ? 2 : 1;
    if (at >= word.length()) {
      return false;
    }
    char first = word.charAt(at);
    return (isLetter(first) || isDigit(first) || first == '?') && consists(word, at + 1, "_.-");
  }

  /**
   * Whether all characters from a place on are letters and digits of ASCII, or others that are
   * named.
   */
  private static boolean consists(String word, int from, String others) {
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

package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a program's arguments: options as they are, other words by their type ({@code <ip>}, {@code <path>}, {@code
 * <url>}, {@code <number>}, {@code <word>}, {@code <text>}, {@code <sensitive>} for a file of {@link Sensitive}). What a
 * shell executes ({@code -c}) is told by {@link ShellShape}; an interpreter's script and code stay as they are, since they
 * are the program in effect.
 */
public final class ArgumentShape {
  private static final Pattern INTERPRETER = Pattern.compile("(?:python|perl|ruby|node|nodejs|php|lua|pypy|tclsh)[0-9.]*");
  private static final Pattern CODE_OPTION = Pattern.compile("-[a-zA-Z]*[cer]");
  private static final Pattern IP =
      Pattern.compile("\\[?(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=[0-9a-fA-F:]*:[0-9a-fA-F:]*:)[0-9a-fA-F:.]+)]?(?::[0-9]+)?(?:/[0-9]+)?");
  private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(?:[.,:][0-9]+)*[a-zA-Z%]?");
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z0-9?][A-Za-z0-9_.-]*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._@%+=:,-]+");
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
    String name = executable == null || Program.hasManyNames(executable) ? called : Program.base(executable);
    int first = Program.hasManyNames(called) && argv.size() > 1 ? 2 : 1;
    if (first == 2) {
      name = Program.base(argv.get(1));
    }
    boolean shell = Program.isShell(name) || Program.isShell(called);
    boolean interpreter = shell || INTERPRETER.matcher(name).matches();
    return interpreter ? interpreted(argv, first, shell) : typed(argv, first, argv.size(), new ArrayList<>());
  }

  private static String interpreted(List<String> argv, int first, boolean shell) {
    List<String> tokens = new ArrayList<>();
    for (int i = first; i < argv.size(); i++) {
      String word = argv.get(i);
      if (CODE_OPTION.matcher(word).matches() && i + 1 < argv.size()) {
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

  private static String brief(String code) {
    return code.length() <= LONGEST_CODE ? code : code.substring(0, LONGEST_CODE) + "#" + Integer.toHexString(code.hashCode());
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
    if (word.startsWith("-") && word.length() > 1 && !NUMBER.matcher(word).matches()) {
      int equal = word.indexOf('=');
      String option = equal < 0 ? word : word.substring(0, equal);
      return OPTION.matcher(option).matches() ? option + (equal < 0 ? "" : "=" + type(word.substring(equal + 1))) : "<text>";
    }
    if (IP.matcher(word).matches()) {
      return "<ip>";
    }
    if (URL.matcher(word).matches()) {
      return "<url>";
    }
    if (NUMBER.matcher(word).matches()) {
      return "<number>";
    }
    return pathOrWord(word);
  }

  private static String pathOrWord(String word) {
    if (word.indexOf('/') >= 0 || word.startsWith("~")) {
      if (!word.matches("[A-Za-z0-9._@%+=:,~/-]+")) {
        return "<text>";
      }
      String path = Canonicaliser.path(word).text();
      boolean devices = path.startsWith("/dev/tcp/") || path.startsWith("/dev/udp/");
      return devices ? "<socket>" : Sensitive.path(path) ? "<sensitive>" : "<path>";
    }
    return WORD.matcher(word).matches() ? "<word>" : "<text>";
  }
}

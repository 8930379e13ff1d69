package salvor.baseline;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the arguments of one program, one after the other, and tells the shape of each: what
 * decides which code is executed stays as it is, other words become their type (see {@link
 * ArgumentShape#type}).
 *
 * <p>As they are stay an interpreter's options, script and code, the first argument of awk and sed,
 * and the command of find's {@code -exec}. What a shell executes becomes its {@link ShellShape}.
 */
final class Arguments {
  private static final Set<String> INTERPRETERS =
      Set.of(
          "python", "perl", "ruby", "node", "nodejs", "php", "lua", "pypy", "tclsh", "java",
          "expect");
  private static final Set<String> CODE_COMES_FIRST = Set.of("awk", "gawk", "mawk", "nawk", "sed");
  private static final Set<String> RUN = Set.of("-exec", "-execdir", "-ok", "-okdir");
  private static final Pattern PAYLOAD = Pattern.compile("-[a-zA-Z]*c");
  private static final Pattern CODE =
      Pattern.compile("-[a-zA-Z]*[ceE]|--eval|--print|--expression");

  /** Options of interpreters whose value is the next word, which is not the script then. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-W", "-X", "-I", "-r", "-R", "-p", "-cp", "-classpath", "--class-path", "--module-path");

  private static final String SIMPLE = "._@%+=:,~/-";
  private static final int LONGEST = 200;

  private enum Next {
    ANY,
    CODE,
    AS_IT_IS
  }

  private final int depth;
  private final boolean shell;
  private final boolean interpreter;
  private final boolean codeFirst;
  private final boolean find;
  private boolean program = true; // its script or code is still to come
  private Next next = Next.ANY;

  /**
   * @param name the program's name; it may carry a version
   * @param depth how deep it stands in payloads of shells
   */
  Arguments(String name, int depth) {
    this.depth = depth;
    this.shell = Program.isShell(name);
    this.interpreter = shell || isInterpreter(name) || name.isEmpty();
    this.codeFirst = CODE_COMES_FIRST.contains(name);
    this.find = name.equals("find");
  }

  /** The shape of the next argument. */
  String next(String word) {
    Next now = next;
    next = Next.ANY;
    if (now == Next.AS_IT_IS) {
      return asItIs(word);
    }
    boolean option = ArgumentShape.isOption(word);
    if (now == Next.CODE && !option) {
      program = false;
      return code(word);
    }
    if (word.startsWith("-") && word.length() > 1) {
      next = now; // an option between -c and the code
      return option(word);
    }
    boolean first = program;
    program = false;
    if (interpreter && first) {
      return asItIs(word);
    }
    String type = ArgumentShape.type(word);
    return codeFirst && (first || type.equals("<text>")) ? code(word) : type;
  }

  /** Whether the next word is code. */
  boolean codeIsNext() {
    return next == Next.CODE;
  }

  private String option(String word) {
    if (find && RUN.contains(word)) {
      next = Next.AS_IT_IS;
    } else if ((interpreter && program) || codeFirst) {
      boolean takesCode = (shell ? PAYLOAD : CODE).matcher(word).matches();
      next = takesCode ? Next.CODE : !shell && WITH_VALUE.contains(word) ? Next.AS_IT_IS : Next.ANY;
      return word.startsWith("-D") ? ArgumentShape.type(word) : asItIs(word);
    }
    return ArgumentShape.type(word);
  }

  private String code(String word) {
    return "{" + (shell ? ShellShape.of(word, depth + 1) : brief(word)) + "}";
  }

  /** A word as it is, set in quotes where it might be taken for a shape. */
  static String asItIs(String word) {
    String path = Canonicaliser.path(word).text();
    boolean option = word.startsWith("-");
    return option || ArgumentShape.consists(path, 0, SIMPLE) ? path : "'" + brief(path) + "'";
  }

  private static String brief(String code) {
    return code.length() <= LONGEST
        ? code
        : code.substring(0, LONGEST) + "#" + Integer.toHexString(code.hashCode());
  }

  private static boolean isInterpreter(String name) {
    int end = name.length();
    while (end > 0
        && ((name.charAt(end - 1) >= '0' && name.charAt(end - 1) <= '9')
            || name.charAt(end - 1) == '.')) {
      end--;
    }
    return INTERPRETERS.contains(name.substring(0, end));
  }
}

package salvor.baseline;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The shape of what a shell is told to do: command words, operators and redirections as they are,
 * arguments by their type.
 *
 * <p>{@code ping -c 4 10.1.2.3} and {@code ping -c 4 10.9.9.9} have one shape; {@code ping -c 4
 * 10.1.2.3;cat token} has another. The reader follows the word rules of POSIX.1-2024, section 2.2
 * to 2.3, as far as they decide what is executed; it takes any text, since sensors cut and garble,
 * and what it cannot follow becomes a token of its own, so that it equals nothing ordinary.
 */
public final class ShellShape {
  private static final int DEEPEST = 12;
  private static final int LONGEST = 1 << 14;
  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "then", "else", "elif", "do", "while", "until", "!", "time", "{", "}", "fi", "done",
          "esac");
  private static final Set<String> WRAPPERS =
      Set.of(
          "exec", "nohup", "xargs", "env", "sudo", "command", "busybox", "timeout", "nice",
          "setsid", "eval", "builtin", "stdbuf", "chroot", "unshare", "nsenter", "su", "watch",
          "time", "ionice", "taskset", "source", ".");

  private static final Pattern DESCRIPTOR = Pattern.compile("[0-9]{1,2}");
  private static final Pattern DURATION = Pattern.compile("[0-9.]+[smhd]?");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");

  private final String text;
  private final int depth;
  private final StringBuilder shape = new StringBuilder();
  private int at;
  private String last = "";
  private boolean commandNext = true;
  private boolean targetNext;
  private boolean wrapped;
  private Arguments arguments;

  private ShellShape(String text, int depth) {
    this.text = text;
    this.depth = depth;
    this.arguments = new Arguments("", depth);
  }

  /** The shape of a shell's program text; empty for an empty one. */
  public static String of(String payload) {
    return of(payload, 0);
  }

  static String of(String payload, int depth) {
    if (depth > DEEPEST) {
      return "<deep>";
    }
    return payload.length() <= LONGEST
        ? new ShellShape(payload, depth).read()
        : new ShellShape(payload.substring(0, LONGEST), depth).read()
            + " <cut "
            + Integer.toHexString(payload.hashCode())
            + ">";
  }

  private String read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '#') {
        emit("#");
        skipLine();
      } else if (";|&()\n\r<>".indexOf(c) >= 0) {
        operator();
      } else {
        word();
      }
    }
    return shape.toString();
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void operator() {
    char c = text.charAt(at);
    int end = at + 1;
    if (c == '<' || c == '>') {
      while (end < text.length() && "<>&|-".indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      emit(text.substring(at, end));
      targetNext = true;
    } else {
      if ((c == '&' || c == '|' || c == ';')
          && end < text.length()
          && (text.charAt(end) == c || text.charAt(end) == '&')) {
        end++;
      }
      emit(c == '\n' || c == '\r' ? ";" : text.substring(at, end));
      commandNext = true;
      targetNext = false;
      wrapped = false;
    }
    at = end;
  }

  private void word() {
    Word word = new Word();
    while (at < text.length() && " \t\n\r;|&()<>".indexOf(text.charAt(at)) < 0) {
      part(word);
    }
    String plain = word.plain.toString();
    boolean redirected =
        at < text.length()
            && "<>".indexOf(text.charAt(at)) >= 0
            && DESCRIPTOR.matcher(plain).matches();
    emit(redirected ? plain : token(word, plain));
  }

  private static final class Word {
    final StringBuilder plain = new StringBuilder();
    final StringBuilder inner = new StringBuilder();
    final StringBuilder variables = new StringBuilder();
    boolean escaped;
    boolean broken;
  }

  private void part(Word word) {
    char c = text.charAt(at);
    switch (c) {
      case '\'' -> singleQuoted(word);
      case '"' -> doubleQuoted(word);
      case '`' -> backtick(word);
      case '$' -> dollar(word);
      case '\\' -> {
        word.escaped = true;
        at++;
        if (at < text.length()) {
          word.plain.append(text.charAt(at++));
        }
      }
      default -> {
        word.plain.append(c);
        at++;
      }
    }
  }

  private void singleQuoted(Word word) {
    int end = text.indexOf('\'', at + 1);
    word.broken |= end < 0;
    int to = end < 0 ? text.length() : end;
    word.plain.append(text, at + 1, to);
    at = end < 0 ? to : to + 1;
  }

  private void doubleQuoted(Word word) {
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '$') {
        dollar(word);
      } else if (c == '`') {
        backtick(word);
      } else {
        at += c == '\\' ? 1 : 0;
        if (at < text.length()) {
          word.plain.append(text.charAt(at++));
        }
      }
    }
    word.broken |= at >= text.length();
    at++;
  }

  private void backtick(Word word) {
    int end = text.indexOf('`', at + 1);
    int to = end < 0 ? text.length() : end;
    word.broken |= end < 0;
    word.inner.append("$(").append(of(text.substring(at + 1, to), depth + 1)).append(')');
    at = to + 1;
  }

  /** What is put in for a variable is not known; its name and what stands in its braces are. */
  private void dollar(Word word) {
    int from = at++;
    if (at < text.length() && text.charAt(at) == '(') {
      int end = closing(at);
      word.broken |= end >= text.length();
      word.inner
          .append("$(")
          .append(of(text.substring(at + 1, Math.min(end, text.length())), depth + 1))
          .append(')');
      at = end + 1;
      return;
    }
    if (at < text.length() && text.charAt(at) == '{') {
      int end = text.indexOf('}', at);
      word.broken |= end < 0;
      at = end < 0 ? text.length() : end + 1;
    } else {
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
    }
    word.variables.append(text, from, at);
  }

  private int closing(int open) {
    int level = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      level += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (level == 0) {
        return i;
      }
    }
    return text.length();
  }

  private String token(Word word, String plain) {
    String mark =
        (word.broken ? "<unclosed>" : word.escaped ? "<escaped>" : "")
            + (word.variables.isEmpty() ? "" : "<" + word.variables + ">");
    if (targetNext) { // of a redirection, wherever it stands
      targetNext = false;
      return mark + (word.inner.isEmpty() ? ArgumentShape.type(plain) : word.inner);
    }
    if (!word.inner.isEmpty()) {
      if (commandNext) {
        arguments = new Arguments("", depth); // of a program that is not known
      } else {
        arguments.next(plain);
      }
      commandNext = false;
      return mark + word.inner;
    }
    boolean command =
        commandNext || (wrapped && !plain.startsWith("-") && !DURATION.matcher(plain).matches());
    if (command) {
      return mark + command(plain, !word.variables.isEmpty());
    }
    boolean code = arguments.codeIsNext();
    String shape = arguments.next(plain);
    return code ? mark + shape : mark.isEmpty() ? shape : mark;
  }

  private String command(String plain, boolean variable) {
    boolean assignment = plain.indexOf('=') > 0 && ASSIGNMENT.matcher(plain).matches();
    commandNext = KEYWORDS.contains(plain) || assignment;
    wrapped = WRAPPERS.contains(Program.base(plain));
    arguments = new Arguments(variable ? "" : Program.base(plain), depth);
    return assignment
        ? plain.substring(0, plain.indexOf('=') + 1)
            + ArgumentShape.type(plain.substring(plain.indexOf('=') + 1))
        : Arguments.asItIs(plain);
  }

  private void emit(String token) {
    if (token.equals(last) && token.startsWith("<") && token.endsWith(">") && token.length() > 2) {
      return; // several arguments of one type are one
    }
    last = token;
    if (!shape.isEmpty()) {
      shape.append(' ');
    }
    shape.append(token);
  }
}

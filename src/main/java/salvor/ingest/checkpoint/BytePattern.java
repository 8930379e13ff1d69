package salvor.ingest.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is looked for in memory: fixed bytes, or an expression over bytes. Expressions are those of
 * Java, over text in which each byte is the character of its number; hexadecimal patterns, as YARA
 * writes them, become such expressions where they are more than fixed bytes.
 */
public final class BytePattern {
  /** As many steps an expression may take for each byte before it is given up. */
  private static final long MOST_STEPS = 2_000;

  private static final Pattern JUMP =
      Pattern.compile("\\[\\s*(\\d{1,5})?\\s*(?:(-)\\s*(\\d{1,5})?)?\\s*\\]");
  private static final String HEX = "0123456789abcdef";

  /** The expression takes too long. */
  static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final byte[] fixed;
  private final int[] skips = new int[256];
  private final Pattern expression;

  private BytePattern(byte[] fixed, Pattern expression) {
    this.fixed = fixed;
    this.expression = expression;
    Arrays.fill(skips, fixed.length);
    for (int i = 0; i < fixed.length - 1; i++) {
      skips[fixed[i] & 0xFF] = fixed.length - 1 - i;
    }
  }

  /**
   * A text, as UTF-8.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public static BytePattern text(String text) {
    return fixed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static BytePattern fixed(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("nothing is looked for");
    }
    return new BytePattern(bytes, Pattern.compile(""));
  }

  /**
   * An expression over bytes: {@code \xHH} is a byte, a dot is any but a line feed.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static BytePattern expression(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("nothing is looked for");
    }
    try {
      String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      return new BytePattern(new byte[0], Pattern.compile(bytes));
    } catch (PatternSyntaxException cause) {
      throw new IllegalArgumentException(
          "not an expression: " + cause.getDescription() + " at " + cause.getIndex(), cause);
    }
  }

  /**
   * Bytes as hexadecimal digits, {@code ?} for a digit that may be any, {@code [n]} and {@code
   * [n-m]} for bytes that may be any, {@code (AA | BB)} for one or the other.
   *
   * @throws IllegalArgumentException when it is not understood
   */
  public static BytePattern hex(String text) {
    StringBuilder expression = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    boolean fixed = true;
    String rest = text.strip().replaceFirst("^\\{(.*)}$", "$1");
    for (int i = 0; i < rest.length(); ) {
      char c = rest.charAt(i);
      Matcher jump = JUMP.matcher(rest).region(i, rest.length());
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '(' || c == '|' || c == ')') {
        expression.append(c == '(' ? "(?:" : String.valueOf(c));
        fixed = false;
        i++;
      } else if (jump.lookingAt()) {
        expression.append("[\\x00-\\xFF]").append(times(jump));
        fixed = false;
        i = jump.end();
      } else if (i + 1 < rest.length() && isDigit(c) && isDigit(rest.charAt(i + 1))) {
        String digits = rest.substring(i, i + 2).toLowerCase(Locale.ROOT);
        expression.append(one(digits));
        plain.append(digits);
        fixed &= digits.indexOf('?') < 0;
        i += 2;
      } else {
        throw new IllegalArgumentException(
            "not understood at position "
                + (i + 1)
                + ": two hexadecimal digits, ??, [n-m] or (a | b)");
      }
    }
    return fixed ? fixed(HexFormat.of().parseHex(plain)) : expression(expression.toString());
  }

  private static boolean isDigit(char c) {
    return c == '?' || HEX.indexOf(Character.toLowerCase(c)) >= 0;
  }

  private static String one(String digits) {
    char high = digits.charAt(0);
    char low = digits.charAt(1);
    if (high != '?' && low != '?') {
      return "\\x" + digits;
    } else if (high == '?' && low == '?') {
      return "[\\x00-\\xFF]";
    } else if (low == '?') {
      return "[\\x" + high + "0-\\x" + high + "F]";
    }
    StringBuilder any = new StringBuilder("[");
    for (int i = 0; i < HEX.length(); i++) {
      any.append("\\x").append(HEX.charAt(i)).append(low);
    }
    return any.append(']').toString();
  }

  private static String times(Matcher jump) {
    String from = jump.group(1) == null ? "0" : jump.group(1);
    String to = jump.group(2) == null ? from : jump.group(3) == null ? "" : jump.group(3);
    if (jump.group(1) == null && jump.group(2) == null) {
      throw new IllegalArgumentException("a jump without a length");
    } else if (!to.isEmpty() && Integer.parseInt(to) < Integer.parseInt(from)) {
      throw new IllegalArgumentException("a jump whose end is before its begin");
    }
    return (from.equals(to) ? "{" + from + "}" : "{" + from + "," + to + "}") + "?";
  }

  /** Whether it is fixed bytes. */
  boolean isFixed() {
    return fixed.length > 0;
  }

  /** Takes what is found. */
  interface Found {
    /** Bytes from one place up to another. */
    void at(int from, int to);
  }

  /**
   * Finds what begins in a part of an array, one behind the other; gives where to go on.
   *
   * @param to what is found may reach up to here
   * @param limit and begins before here
   */
  int find(byte[] bytes, int from, int to, int limit, Found found) {
    return isFixed()
        ? findFixed(bytes, from, to, limit, found)
        : findExpression(bytes, from, to, limit, found);
  }

  /** After Horspool: the byte under the pattern's end tells how far it can be moved. */
  private int findFixed(byte[] bytes, int from, int to, int limit, Found found) {
    byte[] wanted = fixed;
    int last = wanted.length - 1;
    byte end = wanted[last];
    int[] skip = skips;
    int at = from;
    int most = Math.min(limit - 1, to - wanted.length);
    while (at <= most) {
      byte under = bytes[at + last];
      if (under == end && isAt(bytes, at, wanted, last)) {
        found.at(at, at + wanted.length);
        at += wanted.length;
      } else {
        at += skip[under & 0xFF];
      }
    }
    return Math.max(at, limit);
  }

  private static boolean isAt(byte[] bytes, int at, byte[] wanted, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int findExpression(byte[] bytes, int from, int to, int limit, Found found) {
    Matcher matcher =
        expression
            .matcher(new Characters(bytes, to, MOST_STEPS * Math.max(1 << 16, to - from)))
            .useAnchoringBounds(false)
            .useTransparentBounds(true);
    int at = from;
    while (at < limit && isFound(matcher.region(at, to)) && matcher.start() < limit) {
      if (matcher.end() > matcher.start()) {
        found.at(matcher.start(), matcher.end());
      }
      at = Math.max(matcher.end(), matcher.start() + 1);
    }
    return Math.max(at, limit);
  }

  /** Alternatives that repeat are tried one inside the other, as deep as what is read is long. */
  private static boolean isFound(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError _) {
      throw new TooSlow();
    }
  }

  /** Bytes as characters; counts how often it is asked, which bounds the work of an expression. */
  private static final class Characters implements CharSequence {
    private final byte[] bytes;
    private final int length;
    private long steps;

    Characters(byte[] bytes, int length, long steps) {
      this.bytes = bytes;
      this.length = length;
      this.steps = steps;
    }

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw new TooSlow();
      }
      return (char) (bytes[index] & 0xFF);
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }
}

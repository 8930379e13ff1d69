package salvor.baseline;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * The one matcher of the product, with the wildcards of Kubescape's profiles (kubescape/storage,
 * {@code dynamicpathdetector} and {@code networkmatch}): {@code ⋯} (U+22EF) is one path segment or
 * one argument; {@code ⋯⋯} as the last argument is any number of them; {@code *} is a wildcard in
 * paths, names and addresses and an ordinary character in arguments. A pattern with {@code **}
 * matches nothing. Salvor's own patterns also have {@code ⋯} within a segment, for one or more
 * ASCII letters and digits: {@code dump-⋯.rdb}.
 */
public final class Wildcards {
  /** One path segment or argument. */
  public static final String ONE = "\u22ef";

  /** Any number of arguments, as the last one. */
  public static final String REST = "\u22ef\u22ef";

  private Wildcards() {}

  /**
   * Whether a path matches: a {@code *} segment stands for one or more segments at the end, for
   * zero or more elsewhere.
   */
  public static boolean path(String pattern, String path) {
    if (pattern.indexOf('*') < 0 && pattern.indexOf(ONE.charAt(0)) < 0) {
      return pattern.equals(path);
    }
    if (pattern.contains("**")) {
      return false;
    }
    return segments(pattern.split("/", -1), path.split("/", -1));
  }

  /**
   * Keeps the set of positions that the pattern so far can have reached: never worse than pattern
   * times path.
   */
  private static boolean segments(String[] pattern, String[] path) {
    boolean[] reached = new boolean[path.length + 1];
    reached[0] = true;
    for (int p = 0; p < pattern.length; p++) {
      boolean any = pattern[p].equals("*");
      boolean last = p == pattern.length - 1;
      boolean[] next = new boolean[path.length + 1];
      for (int s = 0; s <= path.length; s++) {
        if (any) {
          next[s] = (s > 0 && (next[s - 1] || (last && reached[s - 1]))) || (!last && reached[s]);
        } else {
          next[s] = s > 0 && reached[s - 1] && segment(pattern[p], path[s - 1]);
        }
      }
      reached = next;
    }
    return reached[path.length];
  }

  private static boolean segment(String pattern, String segment) {
    if (pattern.equals(ONE)) {
      return !segment.isEmpty();
    }
    return pattern.contains(ONE) ? pieces(pattern, segment) : pattern.equals(segment);
  }

  /** As {@link #segments}, on characters. */
  private static boolean pieces(String pattern, String segment) {
    boolean[] reached = new boolean[segment.length() + 1];
    reached[0] = true;
    for (int p = 0; p < pattern.length(); p++) {
      boolean piece = pattern.charAt(p) == ONE.charAt(0);
      boolean[] next = new boolean[segment.length() + 1];
      for (int s = 1; s <= segment.length(); s++) {
        char c = segment.charAt(s - 1);
        next[s] =
            piece
                ? isLetterOrDigit(c) && (reached[s - 1] || next[s - 1])
                : reached[s - 1] && c == pattern.charAt(p);
      }
      reached = next;
    }
    return reached[segment.length()];
  }

  private static boolean isLetterOrDigit(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  /** Whether arguments match, one by one; {@code *} is an ordinary character. */
  public static boolean arguments(List<String> pattern, List<String> arguments) {
    int fixed = pattern.size();
    boolean rest = fixed > 0 && pattern.getLast().equals(REST);
    if (rest) {
      fixed--;
    }
    if (arguments.size() < fixed || (!rest && arguments.size() > fixed)) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (!argument(pattern.get(i), arguments.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean argument(String pattern, String argument) {
    if (pattern.equals(ONE) || pattern.equals(argument)) {
      return true;
    }
    return pattern.contains(ONE) && same(pattern.split("/", -1), argument.split("/", -1));
  }

  private static boolean same(String[] pattern, String[] parts) {
    boolean same = pattern.length == parts.length;
    for (int i = 0; same && i < parts.length; i++) {
      same = segment(pattern[i], parts[i]);
    }
    return same;
  }

  /**
   * Whether a DNS name matches: {@code *.x} has exactly one label before x, {@code x.*} one or more
   * after it; {@code ⋯} is one label.
   */
  public static boolean name(String pattern, String name) {
    String p = plain(pattern);
    String n = plain(name);
    if (p.startsWith("*.")) {
      int dot = n.indexOf('.');
      return dot > 0 && n.substring(dot).equals(p.substring(1));
    }
    if (p.endsWith(".*")) {
      return n.length() > p.length() - 1 && n.startsWith(p.substring(0, p.length() - 1));
    }
    if (p.contains("**")) {
      return false;
    }
    return p.contains(ONE) ? same(p.split("\\.", -1), n.split("\\.", -1)) : p.equals(n);
  }

  /** A name in lower case and without its last dot. */
  static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Whether an address matches a literal address, a CIDR range, or {@code *}. */
  public static boolean address(String pattern, String address) {
    if (pattern.equals("*") || pattern.equals(address)) {
      return true;
    }
    int slash = pattern.indexOf('/');
    byte[] wanted = bytes(slash < 0 ? pattern : pattern.substring(0, slash));
    byte[] given = bytes(address);
    if (wanted.length == 0 || wanted.length != given.length) {
      return false;
    }
    int bits =
        slash < 0 ? wanted.length * 8 : prefix(pattern.substring(slash + 1), wanted.length * 8);
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >>> (bit & 7);
      if (((wanted[bit >>> 3] ^ given[bit >>> 3]) & mask) != 0) {
        return false;
      }
    }
    return bits >= 0;
  }

  private static int prefix(String digits, int most) {
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int bits = Integer.parseInt(digits);
    return bits <= most ? bits : -1;
  }

  /**
   * The bytes of a literal address, an IPv4 address mapped into IPv6 as IPv4; empty for anything
   * else. Never asks DNS.
   */
  static byte[] bytes(String address) {
    byte[] plain = dotted(address);
    if (plain.length > 0) {
      return plain;
    }
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** An IPv4 address of four decimal numbers without leading zeros; empty for anything else. */
  private static byte[] dotted(String address) {
    byte[] bytes = new byte[4];
    int part = 0;
    int digits = 0;
    int value = 0;
    for (int at = 0; at <= address.length(); at++) {
      char c = at == address.length() ? '.' : address.charAt(at);
      if (c == '.' && digits > 0 && part < 4) {
        bytes[part++] = (byte) value;
        digits = 0;
        value = 0;
      } else if (c >= '0' && c <= '9' && !(digits > 0 && value == 0)) {
        value = value * 10 + c - '0';
        digits++;
      } else {
        return new byte[0];
      }
      if (value > 255) {
        return new byte[0];
      }
    }
    return part == 4 ? bytes : new byte[0];
  }
}

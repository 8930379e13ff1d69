package salvor.custody.redact;

import java.util.Set;

/**
 * Values that are sought in texts. They are sorted; the longest that a text goes on with at some
 * place is found by the value that sorts before it, or by those that this one begins with. At most
 * places a few bits tell that none begins there, by a hash of the next characters: there are 64
 * times as many as values, so that few are set however many values there are.
 */
final class Sought {
  /** Shorter ones stand everywhere. */
  static final int SHORTEST = 6;

  static final Sought NOTHING = new Sought(Set.of());

  private static final int FEWEST_BITS = 16;
  private static final int MOST_BITS = 26;
  private static final long KEY = (1L << (8 * SHORTEST)) - 1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final String[] values;
  private final int[] shorter;
  private final long[] begins;
  private final int shift;

  Sought(Set<String> found) {
    values = found.stream().sorted().toArray(String[]::new);
    shorter = new int[values.length];
    int wanted = 64 - Long.numberOfLeadingZeros(64L * values.length);
    int bits = Math.clamp(wanted, FEWEST_BITS, MOST_BITS);
    shift = 64 - bits;
    begins = new long[1 << (bits - 6)];
    for (int i = 0; i < values.length; i++) {
      int before = i - 1;
      while (before >= 0 && !values[i].startsWith(values[before])) {
        before = shorter[before];
      }
      shorter[i] = before;
      int bit = bit(key(values[i], 0, SHORTEST));
      begins[bit >> 6] |= 1L << bit;
    }
  }

  private static long key(String text, int from, int to) {
    long key = 0;
    for (int i = from; i < to; i++) {
      key = next(key, text.charAt(i));
    }
    return key;
  }

  private static long next(long key, char c) {
    return (key << 8 | (c & 0xFF)) & KEY;
  }

  private int bit(long key) {
    return (int) ((key * SPREAD) >>> shift);
  }

  boolean isEmpty() {
    return values.length == 0;
  }

  /** Where the first begins from here on and before an end; -1 when none does. */
  int first(String text, int from, int end) {
    int last = Math.min(end, text.length() - SHORTEST + 1);
    if (values.length == 0 || from >= last) {
      return -1;
    }
    long key = key(text, from, from + SHORTEST - 1);
    for (int at = from; at < last; at++) {
      key = next(key, text.charAt(at + SHORTEST - 1));
      int bit = bit(key);
      if ((begins[bit >> 6] >> bit & 1) != 0 && at(text, at) > 0) {
        return at;
      }
    }
    return -1;
  }

  /** How long the longest value is that a text goes on with here; 0 when with none. */
  int at(String text, int at) {
    int low = 0;
    int high = values.length;
    while (low < high) { // the first that sorts behind the rest of the text
      int middle = (low + high) >>> 1;
      if (compare(values[middle], text, at) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low - 1; i >= 0; i = shorter[i]) {
      if (text.startsWith(values[i], at)) {
        return values[i].length();
      }
    }
    return 0;
  }

  private static int compare(String value, String text, int at) {
    int end = Math.min(value.length(), text.length() - at);
    for (int i = 0; i < end; i++) {
      int by = value.charAt(i) - text.charAt(at + i);
      if (by != 0) {
        return by;
      }
    }
    return value.length() > end ? 1 : 0;
  }

  /** Whether one of them stands somewhere in a text. */
  boolean isIn(String text) {
    return first(text, 0, text.length()) >= 0;
  }
}

package salvor.custody.redact;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Values that are sought in texts. They are sorted; the longest that a text goes on with at some
 * place is found by the value that sorts before it, or by those that this one begins with.
 */
final class Sought {
  /** Shorter ones stand everywhere. */
  static final int SHORTEST = 6;

  static final Sought NOTHING = new Sought(new TreeSet<>());

  private final String[] values;
  private final int[] shorter;
  private final boolean[] begins = new boolean[1 << 16];

  Sought(Collection<String> found) {
    values = new TreeSet<>(found).toArray(String[]::new);
    shorter = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int before = i - 1;
      while (before >= 0 && !values[i].startsWith(values[before])) {
        before = shorter[before];
      }
      shorter[i] = before;
      begins[key(values[i], 0)] = true;
    }
  }

  private static int key(String text, int at) {
    int key = 0;
    for (int i = at; i < at + 4; i++) {
      key = key * 31 + text.charAt(i);
    }
    return key & 0xFFFF;
  }

  boolean isEmpty() {
    return values.length == 0;
  }

  /** How long the value is that a text goes on with here; 0 when with none. */
  int at(String text, int at) {
    if (values.length == 0 || at + SHORTEST > text.length() || !begins[key(text, at)]) {
      return 0;
    }
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
    for (int at = 0; values.length > 0 && at + SHORTEST <= text.length(); at++) {
      if (at(text, at) > 0) {
        return true;
      }
    }
    return false;
  }
}

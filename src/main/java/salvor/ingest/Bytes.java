package salvor.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searching in bytes, eight at a time (Mycroft's zero byte test on the word XORed with the
 * pattern).
 */
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private Bytes() {}

  /** Where the byte first stands; -1 when it does not. */
  static int indexOf(byte[] bytes, int from, int to, char wanted) {
    long pattern = wanted * ONES;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long x = (long) LONG.get(bytes, at) ^ pattern;
      long zeros = (x - ONES) & ~x & HIGH;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /** The first place from {@code from} that holds no space, tab or line end. */
  static int skipBlank(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}

package salvor.ingest.scap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and texts one after the other; what lies behind the end is zero. */
final class Bytes {
  private final byte[] bytes;
  private final int to;
  private int at;

  Bytes(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  int at() {
    return at;
  }

  int left() {
    return to - at;
  }

  void skip(int count) {
    at = (int) Math.min(to, at + (long) Math.max(0, count));
  }

  int u8() {
    return (int) number(1);
  }

  int u16() {
    return (int) number(2);
  }

  int u32() {
    return (int) number(4);
  }

  long u64() {
    return number(8);
  }

  private long number(int width) {
    long value = 0;
    for (int i = 0; i < width && at + i < to; i++) {
      value |= (bytes[at + i] & 0xFFL) << (8 * i);
    }
    skip(width);
    return value;
  }

  /** The next bytes, fewer where there are no more. */
  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, at, at + Math.clamp(count, 0, left()));
    skip(count);
    return taken;
  }

  /** A text behind its length in two bytes. */
  String text() {
    return text(take(u16()));
  }

  /** Bytes as text, without zeros at its end. */
  static String text(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** A number of 1, 2, 4 or 8 bytes; the sign counts where it has 8. */
  static long number(byte[] bytes) {
    return new Bytes(bytes, 0, bytes.length).number(Math.min(8, bytes.length));
  }
}

package salvor.ingest.capture;

import java.io.IOException;
import java.io.InputStream;

/** A stream of numbers and bytes that knows where it is. */
final class ByteFeed {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private boolean little;
  private int at;
  private int end;
  private long before;

  ByteFeed(InputStream in) {
    this.in = in;
  }

  /** Numbers have their lowest byte first from now on, or their highest. */
  void order(boolean littleEndian) {
    little = littleEndian;
  }

  /** Whether numbers have their lowest byte first. */
  boolean isLittle() {
    return little;
  }

  /** How many bytes were taken. */
  long offset() {
    return before + at;
  }

  /** Whether so many bytes, not more than a number has, are left. */
  boolean has(int bytes) throws IOException {
    while (end - at < bytes) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      before += at;
      end -= at;
      at = 0;
      int n = in.read(buffer, end, buffer.length - end);
      if (n <= 0) {
        return false;
      }
      end += n;
    }
    return true;
  }

  /** The next byte; {@link #has} was asked. */
  int u8() {
    return buffer[at++] & 0xFF;
  }

  /** The next four bytes, the highest first, which stay the next; {@link #has} was asked. */
  int peek() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (buffer[at + i] & 0xFF);
    }
    return value;
  }

  /** The next two bytes as a number. */
  int u16() {
    int one = u8();
    int two = u8();
    return little ? two << 8 | one : one << 8 | two;
  }

  /** The next four bytes as a number. */
  int i32() {
    int one = u16();
    int two = u16();
    return little ? two << 16 | one : one << 16 | two;
  }

  /** The next four bytes as a number that is not negative. */
  long u32() {
    return i32() & 0xFFFF_FFFFL;
  }

  /** Takes up to so many bytes; fewer only at the end. */
  int take(byte[] into, int from, int length) throws IOException {
    int done = 0;
    while (done < length && has(1)) {
      int n = Math.min(length - done, end - at);
      System.arraycopy(buffer, at, into, from + done, n);
      at += n;
      done += n;
    }
    return done;
  }

  /** Leaves out so many bytes; whether there were that many. */
  boolean skip(long bytes) throws IOException {
    long left = bytes;
    while (left > 0 && has(1)) {
      int n = (int) Math.min(left, end - at);
      at += n;
      left -= n;
    }
    return left == 0;
  }
}

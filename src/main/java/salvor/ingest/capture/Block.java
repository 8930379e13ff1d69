package salvor.ingest.capture;

import java.nio.charset.StandardCharsets;

/** The body of a pcapng block. Whoever asks has looked at its length. */
record Block(byte[] bytes, int length, boolean little) {
  /** Takes an option. */
  interface Option {
    void take(int code, int from, int length);
  }

  int u8(int at) {
    return bytes[at] & 0xFF;
  }

  int u16(int at) {
    return little ? u8(at + 1) << 8 | u8(at) : u8(at) << 8 | u8(at + 1);
  }

  long u32(int at) {
    long one = u16(at);
    long two = u16(at + 2);
    return little ? two << 16 | one : one << 16 | two;
  }

  long i64(int at) {
    long one = u32(at);
    long two = u32(at + 4);
    return little ? two << 32 | one : one << 32 | two;
  }

  /** Gives each option that lies whole in the block. */
  void options(int from, Option each) {
    for (int at = from; at + 4 <= length; ) {
      int code = u16(at);
      int size = u16(at + 2);
      if (code == 0 || at + 4 + size > length) {
        return;
      }
      each.take(code, at + 4, size);
      at += 4 + (size + 3) / 4 * 4;
    }
  }

  /** The text up to a zero byte, without what is no plain character of a name. */
  String text(int from, int most) {
    int end = from;
    while (end < from + most && bytes[end] != 0) {
      end++;
    }
    String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
    return text.chars().allMatch(c -> c > ' ' && c < 0x7F) ? text : "";
  }

  /** An address of 4 or 16 bytes, the highest first. */
  Address address(int at, int size) {
    Frame frame = new Frame();
    System.arraycopy(bytes, at, frame.bytes, 0, size);
    return size == 4 ? Address.v4(frame.i32(0)) : new Address(frame.i64(0), frame.i64(8));
  }
}

package salvor.ingest.capture;

/** A packet as a capture holds it; one object is used for all of them. */
final class Frame {
  /** The longest packet that is believed. */
  static final int LONGEST = 1 << 20;

  /** Stands for a packet without a time. */
  static final long NO_TIME = Long.MIN_VALUE;

  byte[] bytes = new byte[1 << 12];

  /** How many bytes were captured. */
  int length;

  /** How many there were on the wire. */
  long original;

  int linkType;

  /** Nanoseconds since 1970, or {@link #NO_TIME}. */
  long nanos;

  /** How many digits of the second the capture tells. */
  int digits;

  /** Where its record stands in the file. */
  long offset;

  /** The number of its record, from 1. */
  long number;

  /** How long its record is. */
  int recordLength;

  /** Makes room. */
  void room(int size) {
    if (bytes.length < size) {
      bytes = new byte[Math.max(size, Math.min(LONGEST, 2 * bytes.length))];
    }
  }

  /** The two bytes at a place, the highest first. */
  int u16(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /** The four bytes at a place, the highest first. */
  int i32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  /** The eight bytes at a place, the highest first. */
  long i64(int at) {
    return (long) i32(at) << 32 | (i32(at + 4) & 0xFFFF_FFFFL);
  }
}

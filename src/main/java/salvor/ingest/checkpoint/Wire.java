package salvor.ingest.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of one protobuf message in their order (protobuf encoding specification). What a
 * length promises is compared with what is there before anything is made of it.
 */
final class Wire {
  /** The bytes are no message. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;
  private static final int GREATEST_FIELD = (1 << 29) - 1;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int field;
  private long number;
  private int from;
  private int length;

  Wire(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Wire(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Goes to the next field; false at the end. */
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 3 > GREATEST_FIELD) {
      throw new Malformed("a field of a number that there cannot be");
    }
    field = (int) (tag >>> 3);
    number = 0;
    length = 0;
    from = at;
    switch ((int) tag & 7) {
      case VARINT -> number = varint();
      case FIXED_64 -> number = fixed(8);
      case FIXED_32 -> number = fixed(4);
      case BYTES -> {
        long promised = varint();
        if (promised < 0 || promised > end - at) {
          throw new Malformed("a field says it is longer than its record");
        }
        from = at;
        length = (int) promised;
        at += length;
      }
      default -> throw new Malformed("a field of a kind that is not known");
    }
    return true;
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** Its value, where it is a number. */
  long number() {
    return number;
  }

  /** Its value as 32 bits; what does not fit is cut, as protobuf does. */
  int integer() {
    return (int) number;
  }

  /** Its value, where it is bytes. */
  byte[] bytes() {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** Its value, where it is text. */
  String text() {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** Its value, where it is a message. */
  Wire message() {
    return new Wire(bytes, from, from + length);
  }

  /** Its values, where it is a number of a list, packed or not. */
  long[] numbers() {
    if (length == 0) {
      return new long[] {number};
    }
    long[] all = new long[length];
    int count = 0;
    for (Wire packed = message(); packed.at < packed.end; ) {
      all[count++] = packed.varint();
    }
    return Arrays.copyOf(all, count);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw new Malformed("a record ends in the middle of a number");
      }
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Malformed("a number without end");
  }

  private long fixed(int size) {
    if (size > end - at) {
      throw new Malformed("a record ends in the middle of a number");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return value;
  }
}

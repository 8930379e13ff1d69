package salvor.ingest.scap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;

/**
 * One event.
 *
 * @param time nanoseconds since 1970; 0 and -1 when there is none
 * @param thread the thread's id on the machine; negative when there is none
 * @param number the number of its kind
 * @param type its kind, null when it is newer than the table
 * @param parameters their bytes, in order
 */
record Event(
    long time, long thread, int number, EventTypes.@Nullable Type type, List<byte[]> parameters) {
  private static final int MOST_PARAMETERS = 256;

  /** The form of the block that an event lies in. */
  enum Form {
    /** How many parameters there are follows from where they end. */
    FIRST,
    COUNTED,
    /** As before, with lengths in four bytes. */
    LARGE
  }

  /** The event that a block holds; null when its lengths contradict. */
  static @Nullable Event of(Bytes in, Form form) {
    int begin = in.left();
    long time = in.u64();
    long thread = in.u64();
    int length = in.u32();
    int number = in.u16();
    if (length < 22 || length > begin) {
      return null;
    }
    int width = form == Form.LARGE ? 4 : 2;
    int count = form == Form.FIRST ? -1 : in.u32();
    int rest = length - (form == Form.FIRST ? 22 : 26);
    if (count > MOST_PARAMETERS || rest < 0 || (long) Math.max(0, count) * width > rest) {
      return null;
    }
    Bytes body = new Bytes(in.take(rest), 0, rest);
    List<byte[]> parameters = count < 0 ? guessed(body) : parameters(body, count, width);
    return parameters == null
        ? null
        : new Event(time, thread, number, EventTypes.of(number), parameters);
  }

  private static @Nullable List<byte[]> parameters(Bytes body, int count, int width) {
    int[] lengths = new int[count];
    long all = 0;
    for (int i = 0; i < count; i++) {
      lengths[i] = width == 4 ? body.u32() : body.u16();
      all += lengths[i] < 0 ? Integer.MAX_VALUE : lengths[i];
    }
    if (all > body.left()) {
      return null;
    }
    List<byte[]> parameters = new ArrayList<>(count);
    for (int length : lengths) {
      parameters.add(body.take(length));
    }
    return parameters;
  }

  /** As many as make the lengths and the parameters fill the event. */
  private static @Nullable List<byte[]> guessed(Bytes body) {
    int size = body.left();
    byte[] all = body.take(size);
    long sum = 0;
    for (int count = 0; count <= MOST_PARAMETERS && 2 * count <= size; count++) {
      if (sum == size - 2 * count) {
        return parameters(new Bytes(all, 0, size), count, 2);
      }
      sum += new Bytes(all, 2 * count, size).u16();
    }
    return null;
  }

  /** Whether it is the end of a call. */
  boolean isEnd() {
    return (number & 1) == 1;
  }

  String name() {
    return type == null ? "event " + number : type.name();
  }

  /** When; null when it does not say. */
  @Nullable ObservedTime when() {
    return time <= 0 ? null : new ObservedTime(time, Long.toString(time));
  }

  /** The bytes of a parameter; null when there is none of that name. */
  byte @Nullable [] bytes(String parameter) {
    int index = type == null ? -1 : type.parameters().indexOf(parameter);
    return index < 0 || index >= parameters.size() ? null : parameters.get(index);
  }

  /** A text; null when it is absent or empty, or the sensor could not tell it. */
  @Nullable String text(String parameter) {
    byte[] bytes = bytes(parameter);
    String text = bytes == null ? "" : Bytes.text(bytes);
    return text.isEmpty() || text.equals("<NA>") || text.equals("NULL") ? null : text;
  }

  /** A number; null when it is absent. */
  @Nullable Long number(String parameter) {
    byte[] bytes = bytes(parameter);
    return bytes == null || bytes.length == 0 || bytes.length > 8
        ? null
        : Long.valueOf(Bytes.number(bytes));
  }

  /** A number that fits into 32 bits. */
  @Nullable Integer integer(String parameter) {
    Long number = number(parameter);
    return number == null || number != number.intValue()
        ? null
        : Integer.valueOf(number.intValue());
  }

  /** How large it is in memory, about. */
  int size() {
    int size = 64;
    for (byte[] parameter : parameters) {
      size += parameter.length + 24;
    }
    return size;
  }
}

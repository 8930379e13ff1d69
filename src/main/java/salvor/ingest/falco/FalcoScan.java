package salvor.ingest.falco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of known keys in one line of Falco output, without copying a byte.
 *
 * <p>It takes only lines that it understands to the last byte: one object in plain ASCII, scalars
 * at the top but for {@code output_fields} and {@code tags}. Eight bytes are looked at in one step
 * (Lamport, "Multiple byte processing with full-word instructions", CACM 1975).
 */
final class FalcoScan {
  static final byte ABSENT = 0;
  static final byte PLAIN = 1;
  static final byte ESCAPED = 2;
  static final byte NUMBER = 3;
  static final byte TRUE = 4;
  static final byte FALSE = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final byte[] TELEMETRY = "telemetry".getBytes(StandardCharsets.US_ASCII);

  private final FalcoNames names;
  private final FalcoNames.Name firstOfRecord;
  private final FalcoNames.Name firstOfFields;
  private final int nested;
  private final int tags;

  /** For each key: what its value is, and where in the line it stands (without quotes). */
  final byte[] type;

  final int[] from;
  final int[] to;

  /** Whether the tags hold {@code telemetry}. */
  boolean tagged;

  private byte[] bytes = {};
  private int at;
  private int end;
  private boolean escaped;

  /**
   * @param wanted the keys to be found; a key of {@code output_fields} begins with a dot, {@code
   *     output_fields} and {@code tags} must be among them
   */
  FalcoScan(String... wanted) {
    names = new FalcoNames(wanted);
    firstOfRecord = names.start();
    firstOfFields = names.start();
    nested = Arrays.asList(wanted).indexOf("output_fields");
    tags = Arrays.asList(wanted).indexOf("tags");
    type = new byte[wanted.length];
    from = new int[wanted.length];
    to = new int[wanted.length];
  }

  /** Whether the line was understood as a whole. */
  boolean scan(byte[] line, int first, int last) {
    bytes = line;
    at = first;
    end = last;
    tagged = false;
    Arrays.fill(type, ABSENT);
    if (!object(false)) {
      return false;
    }
    while (at < end && blank(bytes[at])) {
      at++;
    }
    return at == end;
  }

  private boolean object(boolean fields) {
    if (!taken('{')) {
      return false;
    }
    if (peek() == '}') {
      at++;
      return true;
    }
    FalcoNames.Name before = fields ? firstOfFields : firstOfRecord;
    while (true) {
      FalcoNames.Name name = before.next(bytes, at, end);
      if (name != null) {
        at += name.length;
      } else {
        name = spelled(fields, before);
        if (name == null) {
          return false;
        }
      }
      if (!member(fields, name.key)) {
        return false;
      }
      before = name;
      int next = peek();
      at++;
      if (next == '}') {
        return true;
      }
      if (next != ',') {
        return false;
      }
    }
  }

  private boolean member(boolean fields, int key) {
    if (fields || (key != nested && key != tags)) {
      return value(key);
    }
    if (key == tags) {
      return tags();
    }
    boolean again = type[nested] != ABSENT;
    type[nested] = TRUE;
    return !again && object(true);
  }

  /**
   * The name that stands here, up to behind its colon; null when none does, or one with escapes.
   */
  private FalcoNames.@Nullable Name spelled(boolean fields, FalcoNames.Name before) {
    if (!taken('"')) {
      return null;
    }
    int start = at;
    if (!string() || escaped) {
      return null;
    }
    int length = at - 1 - start;
    if (!taken(':')) {
      return null;
    }
    FalcoNames.Name name = names.of(bytes, start, length, fields);
    if (names.knows(name) && names.knows(before)) {
      before.followedBy(name);
    }
    return name;
  }

  private boolean value(int key) {
    int first = peek();
    int start = at;
    byte kind;
    if (first == '"') {
      start = ++at;
      if (!string()) {
        return false;
      }
      kind = escaped ? ESCAPED : PLAIN;
      if (key >= 0) {
        set(key, kind, start, at - 1);
      }
      return true;
    }
    if (first == 't' || first == 'f' || first == 'n') {
      return literal(key, first);
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      return number(key, start);
    }
    return false;
  }

  private boolean literal(int key, int first) {
    int length = first == 'f' ? 5 : 4;
    String word = first == 't' ? "true" : first == 'f' ? "false" : "null";
    if (at + length > end) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += length;
    if (key >= 0) {
      set(key, first == 't' ? TRUE : first == 'f' ? FALSE : ABSENT, 0, 0);
    }
    return true;
  }

  /**
   * Whole numbers of up to 18 digits, or 19 beginning with 1 to 8, are taken; others are for the
   * ordinary reader.
   */
  private boolean number(int key, int start) {
    int digits = bytes[at] == '-' ? at + 1 : at;
    at = digits;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    int count = at - digits;
    if (count == 0
        || count > 19
        || (count == 19 && bytes[digits] == '9')
        || (bytes[digits] == '0' && at > start + 1)) {
      return false;
    }
    if (at < end && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E')) {
      return key < 0 && fraction();
    }
    if (key >= 0) {
      set(key, NUMBER, start, at);
    }
    return true;
  }

  /**
   * The rest of a number that is not looked at, read as strictly as the grammar asks (RFC 8259, 6).
   */
  private boolean fraction() {
    if (bytes[at] == '.') {
      at++;
      if (!digits()) {
        return false;
      }
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int first = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at > first;
  }

  private boolean tags() {
    if (!taken('[')) {
      return false;
    }
    tagged = false;
    if (peek() == ']') {
      at++;
      return true;
    }
    while (true) {
      if (!taken('"')) {
        return false;
      }
      int start = at;
      if (!string() || escaped) {
        return false;
      }
      tagged |= Arrays.equals(TELEMETRY, 0, TELEMETRY.length, bytes, start, at - 1);
      int next = peek();
      at++;
      if (next == ']') {
        return true;
      }
      if (next != ',') {
        return false;
      }
    }
  }

  /**
   * Goes behind the closing quote; false for bytes that are no plain ASCII and for escapes by
   * number.
   */
  private boolean string() {
    byte[] line = bytes;
    int i = at;
    int last = end;
    escaped = false;
    while (true) {
      while (i + 8 <= last) {
        long word = (long) LONG.get(line, i);
        long quote = word ^ (ONES * '"');
        long slash = word ^ (ONES * '\\');
        // a borrow makes a byte look found only above one that is, and bytes of 0x80 and above are
        // sought as well
        long found = ((quote - ONES) | (slash - ONES) | (word - ONES * 0x20) | word) & HIGH;
        if (found != 0) {
          i += Long.numberOfTrailingZeros(found) >>> 3;
          break;
        }
        i += 8;
      }
      if (i >= last) {
        return false;
      }
      byte b = line[i];
      if (b == '"') {
        at = i + 1;
        return true;
      }
      if (b == '\\') {
        escaped = true;
        if (i + 1 >= last || !simple(line[i + 1])) {
          return false;
        }
        i += 2;
      } else if (b < 0x20) { // also bytes of 0x80 and above, which are negative
        return false;
      } else {
        i++;
      }
    }
  }

  private static boolean simple(byte b) {
    return b == '"' || b == '\\' || b == '/' || b == 'n' || b == 't' || b == 'r' || b == 'b'
        || b == 'f';
  }

  private void set(int key, byte kind, int start, int stop) {
    type[key] = kind;
    from[key] = start;
    to[key] = stop;
  }

  private boolean taken(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** The next byte that is not blank, -1 at the end. */
  private int peek() {
    while (at < end && blank(bytes[at])) {
      at++;
    }
    return at < end ? bytes[at] : -1;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}

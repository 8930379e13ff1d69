package salvor.ingest.falco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the numbers of locations by how records spell them: a container spells its location
 * alike in all of its records, and to compare that costs less than to look up each part. Not safe
 * for several threads.
 */
final class FalcoPlaces {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * Spellings come from evidence: longer ones are not remembered, and of those that meet in a slot
   * only the last.
   */
  private static final int LONGEST = 2000;

  private final FalcoScan scan;
  private final int[] keys;
  private final @Nullable Spelling[] slots = new Spelling[1 << 10];

  private record Spelling(byte[] types, int[] ends, byte[] text, int location) {}

  /**
   * @param keys the keys whose values make a location
   */
  FalcoPlaces(FalcoScan scan, int... keys) {
    this.scan = scan;
    this.keys = keys;
  }

  /** Forgets everything: numbers are those of one table. */
  void clear() {
    Arrays.fill(slots, null);
  }

  /** Where a location is remembered that is told from others by the value of a key, most often. */
  int slot(byte[] line, int key) {
    int from = scan.from[key];
    if (scan.type[key] != FalcoScan.PLAIN || scan.to[key] - from < Long.BYTES) {
      return 0;
    }
    long mixed = (long) LONG.get(line, from) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 54);
  }

  /**
   * The number of the location that the scanned line spells, -1 when it is not remembered in this
   * slot.
   */
  int known(byte[] line, int slot) {
    Spelling spelling = slots[slot];
    if (spelling == null) {
      return -1;
    }
    int at = 0;
    for (int i = 0; i < keys.length; i++) {
      int key = keys[i];
      int end = spelling.ends[i];
      if (scan.type[key] != spelling.types[i]
          || (end > at
              && !Arrays.equals(line, scan.from[key], scan.to[key], spelling.text, at, end))
          || (end == at && length(key) != 0)) {
        return -1;
      }
      at = end;
    }
    return spelling.location;
  }

  /** Remembers the location that the scanned line spells. */
  void remember(byte[] line, int slot, int location) {
    int length = 0;
    for (int key : keys) {
      length += length(key);
    }
    if (length > LONGEST) {
      return;
    }
    byte[] types = new byte[keys.length];
    int[] ends = new int[keys.length];
    byte[] text = new byte[length];
    int at = 0;
    for (int i = 0; i < keys.length; i++) {
      types[i] = scan.type[keys[i]];
      int more = length(keys[i]);
      if (more > 0) {
        System.arraycopy(line, scan.from[keys[i]], text, at, more);
      }
      at += more;
      ends[i] = at;
    }
    slots[slot] = new Spelling(types, ends, text, location);
  }

  private int length(int key) {
    byte type = scan.type[key];
    boolean spelled =
        type == FalcoScan.PLAIN || type == FalcoScan.ESCAPED || type == FalcoScan.NUMBER;
    return spelled ? scan.to[key] - scan.from[key] : 0;
  }
}

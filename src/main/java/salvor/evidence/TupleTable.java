package salvor.evidence;

import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Collects distinct rows of numbers and numbers them in the order they come, from 0; not safe for
 * several threads.
 */
public final class TupleTable {
  private int[] values = new int[1 << 12];
  private int[] starts = new int[1 << 10];
  private final int tail;
  private int size;

  /**
   * A power of two, at least twice the size; a slot holds the hash in its upper half and the number
   * + 1 in its lower.
   */
  private long[] slots = new long[1 << 11];

  /** Of tuples without a tail. */
  public TupleTable() {
    this(0);
  }

  /**
   * @param tail how many values at the end of each tuple are its tail, see {@link Tuples}
   */
  TupleTable(int tail) {
    this.tail = tail;
  }

  /** The number of the tuple that the first {@code length} values form. */
  public int add(int[] tuple, int length) {
    int hash = hash(tuple, length);
    long[] table = slots;
    int mask = table.length - 1;
    int slot = hash & mask;
    for (long taken; (taken = table[slot]) != 0; slot = (slot + 1) & mask) {
      if ((int) (taken >>> 32) == hash) {
        int id = (int) taken - 1;
        if (Arrays.equals(values, starts[id], starts[id + 1], tuple, 0, length)) {
          return id;
        }
      }
    }
    int id = append(tuple, length);
    table[slot] = (long) hash << 32 | (id + 1);
    if (size * 2 > table.length) {
      rehash();
    }
    return id;
  }

  /** Two values at a time; the finalizer is that of MurmurHash3. */
  private static int hash(int[] tuple, int length) {
    long hash = length;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      hash =
          (hash ^ ((tuple[i] & 0xFFFF_FFFFL) | ((long) tuple[i + 1] << 32))) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    if (i < length) {
      hash = (hash ^ (tuple[i] & 0xFFFF_FFFFL)) * 0x9E3779B97F4A7C15L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    return (int) (hash ^ (hash >>> 33));
  }

  /** The number of tuples. */
  public int size() {
    return size;
  }

  /** Copies a tuple into the array and returns its length. */
  public int get(int id, int[] into) {
    int length = starts[id + 1] - starts[id];
    System.arraycopy(values, starts[id], into, 0, length);
    return length;
  }

  /** The tuples so far, to be read. */
  public Tuples freeze() {
    return new Tuples(
        IntBuffer.wrap(values, 0, starts[size]), IntBuffer.wrap(starts, 0, size + 1), size, tail);
  }

  private int append(int[] tuple, int length) {
    int start = starts[size];
    if (start + length > values.length) {
      values = Arrays.copyOf(values, Math.max(values.length * 2, start + length));
    }
    System.arraycopy(tuple, 0, values, start, length);
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    starts[size + 1] = start + length;
    return size++;
  }

  private void rehash() {
    long[] old = slots;
    slots = new long[old.length * 2];
    int mask = slots.length - 1;
    for (long taken : old) {
      if (taken != 0) {
        int slot = (int) (taken >>> 32) & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = taken;
      }
    }
  }
}

package salvor.evidence;

import java.nio.IntBuffer;
import java.util.Arrays;

/** Collects distinct rows of numbers and numbers them in the order they come, from 0; not safe for several threads. */
public final class TupleTable {
  private int[] values = new int[1 << 12];
  private int[] starts = new int[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int size;
  private int[] slots = new int[1 << 11];

  /** The number of the tuple that the first {@code length} values form. */
  public int add(int[] tuple, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ tuple[i]) * 0x9E3779B1;
      hash ^= hash >>> 15;
    }
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (int id; (id = slots[slot] - 1) >= 0; slot = (slot + 1) & mask) {
      if (hashes[id] == hash
          && Arrays.equals(values, starts[id], starts[id + 1], tuple, 0, length)) {
        return id;
      }
    }
    slots[slot] = append(tuple, length, hash) + 1;
    if (size * 2 > slots.length) {
      rehash();
    }
    return size - 1;
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
    return new Tuples(IntBuffer.wrap(values, 0, starts[size]), IntBuffer.wrap(starts, 0, size + 1), size);
  }

  private int append(int[] tuple, int length, int hash) {
    int start = starts[size];
    if (start + length > values.length) {
      values = Arrays.copyOf(values, Math.max(values.length * 2, start + length));
    }
    System.arraycopy(tuple, 0, values, start, length);
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    hashes[size] = hash;
    starts[size + 1] = start + length;
    return size++;
  }

  private void rehash() {
    slots = new int[slots.length * 4];
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id + 1;
    }
  }
}

package salvor.evidence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects distinct texts and numbers them in the order they come. Open addressing over 64-bit
 * words of the text; not safe for several threads.
 */
public final class TextTable {
  /** Longer texts are cut here; the raw record keeps them whole. */
  public static final int LONGEST = 1 << 20;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[][] pages = {new byte[1 << 12]};
  private int page;
  private int used;
  private long[] addresses = new long[1 << 12];
  private int[] hashes = new int[1 << 12];
  private int size = 1;

  /**
   * A power of two, at least twice the size; a slot holds the hash in its upper half and the number
   * in its lower.
   */
  private long[] slots = new long[1 << 13];

  /** The number of a text, 0 for null. */
  public int add(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return add(bytes, 0, bytes.length);
  }

  /**
   * The number of the text that these bytes (UTF-8) spell; never 0. A text over {@link #LONGEST}
   * bytes is cut.
   */
  public int add(byte[] bytes, int from, int length) {
    int kept = length <= LONGEST ? length : whole(bytes, from, LONGEST);
    return addHashed(bytes, from, kept, hash(bytes, from, kept));
  }

  /** The number of texts, the absent one included. */
  public int size() {
    return size;
  }

  /** Adds all texts of another table; the result gives for each number there its number here. */
  public int[] addAll(TextTable other) {
    int[] map = new int[other.size];
    for (int id = 1; id < other.size; id++) {
      long address = other.addresses[id];
      byte[] from = other.pages[(int) (address >>> (Texts.PAGE_BITS + Texts.LENGTH_BITS))];
      int offset = (int) (address >>> Texts.LENGTH_BITS) & (Texts.PAGE - 1);
      map[id] =
          addHashed(
              from, offset, (int) (address & ((1 << Texts.LENGTH_BITS) - 1)), other.hashes[id]);
    }
    return map;
  }

  /** The texts so far, to be read; later additions do not appear in it. */
  public Texts freeze() {
    ByteBuffer[] buffers = new ByteBuffer[page + 1];
    for (int i = 0; i <= page; i++) {
      buffers[i] = ByteBuffer.wrap(pages[i], 0, i == page ? used : pages[i].length).slice();
    }
    return new Texts(buffers, LongBuffer.wrap(addresses), size);
  }

  private int addHashed(byte[] bytes, int from, int length, int hash) {
    long[] table = slots;
    int mask = table.length - 1;
    int slot = hash & mask;
    for (long taken; (taken = table[slot]) != 0; slot = (slot + 1) & mask) {
      if ((int) (taken >>> 32) == hash && same((int) taken, bytes, from, length)) {
        return (int) taken;
      }
    }
    int id = append(bytes, from, length, hash);
    table[slot] = (long) hash << 32 | id;
    if (size * 2 > table.length) {
      rehash();
    }
    return id;
  }

  private int append(byte[] bytes, int from, int length, int hash) {
    if (used + length > Texts.PAGE) {
      page++;
      used = 0;
      if (page == pages.length) {
        pages = Arrays.copyOf(pages, page + 1);
        pages[page] = new byte[Texts.PAGE];
      }
    } else if (used + length > pages[page].length) {
      int wanted = Math.max(used + length, pages[page].length * 4);
      pages[page] = Arrays.copyOf(pages[page], Math.min(Texts.PAGE, wanted));
    }
    System.arraycopy(bytes, from, pages[page], used, length);
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    addresses[size] =
        ((long) page << (Texts.PAGE_BITS + Texts.LENGTH_BITS))
            | ((long) used << Texts.LENGTH_BITS)
            | length;
    hashes[size] = hash;
    used += length;
    return size++;
  }

  private boolean same(int id, byte[] bytes, int from, int length) {
    long address = addresses[id];
    if ((address & ((1 << Texts.LENGTH_BITS) - 1)) != length) {
      return false;
    }
    int offset = (int) (address >>> Texts.LENGTH_BITS) & (Texts.PAGE - 1);
    return Arrays.equals(
        pages[(int) (address >>> (Texts.PAGE_BITS + Texts.LENGTH_BITS))],
        offset,
        offset + length,
        bytes,
        from,
        from + length);
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

  /** The largest length up to the limit that does not cut a character. */
  private static int whole(byte[] bytes, int from, int limit) {
    int end = limit;
    while (end > 0 && (bytes[from + end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  static int hash(byte[] bytes, int from, int length) {
    long hash = length * 0x9E3779B97F4A7C15L;
    int end = from + length;
    int at = from;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ (long) LONG.get(bytes, at)) * 0xFF51AFD7ED558CCDL;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (int shift = 0; at < end; at++, shift += 8) {
      rest |= (bytes[at] & 0xFFL) << shift;
    }
    hash = (hash ^ rest) * 0xC4CEB9FE1A85EC53L;
    return (int) (hash ^ (hash >>> 32));
  }
}

package salvor.evidence;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Distinct texts, each known by a number; read only and safe for many threads.
 *
 * <p>Number 0 is "absent". The bytes (UTF-8) stand in pages of {@value #PAGE} bytes that no text
 * straddles, so that a table larger than 2 GB can be memory-mapped. An address holds page, offset
 * and length in one number.
 */
public final class Texts {
  static final int PAGE_BITS = 24;
  static final int PAGE = 1 << PAGE_BITS;
  static final int LENGTH_BITS = 24;

  private final ByteBuffer[] pages;
  private final LongBuffer addresses;
  private final int size;

  /**
   * @param pages the bytes, {@value #PAGE} to a page but for the last
   * @param addresses the address of each text: page number, offset (24 bits), length (24 bits)
   * @param size the number of texts, number 0 included
   */
  public Texts(ByteBuffer[] pages, LongBuffer addresses, int size) {
    this.pages = pages.clone();
    this.addresses = addresses;
    this.size = size;
  }

  /** The number of texts, the absent one included: valid numbers are 0 to size - 1. */
  public int size() {
    return size;
  }

  /** The text with this number; null for number 0. */
  public @Nullable String get(int id) {
    if (id == 0) {
      return null;
    }
    byte[] bytes = new byte[length(id)];
    page(id).get(offset(id), bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The length of a text in bytes. */
  public int length(int id) {
    return (int) (addresses.get(id) & ((1 << LENGTH_BITS) - 1));
  }

  /** The page that holds a text; read it with absolute positions only. */
  public ByteBuffer page(int id) {
    return pages[(int) (addresses.get(id) >>> (PAGE_BITS + LENGTH_BITS))];
  }

  /** Where in its page a text begins. */
  public int offset(int id) {
    return (int) (addresses.get(id) >>> LENGTH_BITS) & (PAGE - 1);
  }

  /** The pages, for storing them. */
  public ByteBuffer[] pages() {
    return pages.clone();
  }

  /** The addresses, for storing them. */
  public LongBuffer addresses() {
    return addresses.duplicate();
  }
}

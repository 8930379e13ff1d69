package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import salvor.custody.Sha256;

/**
 * Hashes and counts bytes as they pass. A file that is written to meanwhile ends where it ended
 * first: what was hashed is what was read.
 */
final class HashedInput extends InputStream {
  private static final long STEP = 1 << 20;

  private final InputStream in;
  private final LongConsumer progress;
  private final Sha256 hash = new Sha256();
  private long count;
  private long told;
  private boolean ended;

  /**
   * @param progress told how many bytes have passed, about every MiB
   */
  HashedInput(InputStream in, LongConsumer progress) {
    this.in = in;
    this.progress = progress;
  }

  /** The number of bytes that have passed. */
  long count() {
    return count;
  }

  /** The hash of what has passed; once only. */
  String hex() {
    return hash.hex();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int n = in.read(into, from, length);
    ended = n < 0;
    if (n > 0) {
      hash.update(into, from, n);
      count += n;
      if (count - told >= STEP) {
        told = count;
        progress.accept(count);
      }
    }
    return n;
  }
}

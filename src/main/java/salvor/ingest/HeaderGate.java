package salvor.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Headers are held in memory by the library, however long they say they are; this bounds them. */
public final class HeaderGate extends FilterInputStream {
  private static final long LONGEST = 1 << 20;
  private long left = Long.MAX_VALUE;
  private long count;

  public HeaderGate(InputStream in) {
    super(in);
  }

  /** Whether a header is read next, and not the content of an entry. */
  public void close(boolean header) {
    left = header ? LONGEST : Long.MAX_VALUE;
  }

  /** The number of bytes that have passed. */
  public long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (left <= 0) {
      throw new IOException(
          "an entry's header is longer than " + LONGEST + " bytes; the rest is not read");
    }
    int n = super.read(into, from, length);
    left -= Math.max(0, n);
    count += Math.max(0, n);
    return n;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = this.left == Long.MAX_VALUE ? super.skip(bytes) : 0;
    count += skipped;
    long left = bytes - skipped;
    byte[] buffer = new byte[8192];
    for (int n; left > 0 && (n = read(buffer, 0, (int) Math.min(left, buffer.length))) > 0; ) {
      left -= n;
    }
    return bytes - left;
  }
}

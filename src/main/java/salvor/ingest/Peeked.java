package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose beginning has been looked at. */
final class Peeked extends InputStream {
  private final InputStream in;
  private final byte[] head;
  private final long zeros;
  private int at;

  Peeked(InputStream in, int bytes) throws IOException {
    this(in, bytes, 0);
  }

  private Peeked(InputStream in, int bytes, long zeros) throws IOException {
    this.in = in;
    this.head = in.readNBytes(bytes);
    this.zeros = zeros;
  }

  /**
   * Without the zero bytes that it begins with: a log that is emptied while its writer keeps its
   * place has a hole there, of any size.
   */
  static Peeked behindZeros(InputStream in, int bytes) throws IOException {
    Peeked peeked = new Peeked(in, bytes);
    long before = 0;
    for (int more; (more = peeked.leadingZeros()) > 0; before += more) {
      peeked.drop(more);
      boolean all = more == peeked.head.length;
      peeked = new Peeked(all ? in : peeked, bytes, before + more);
    }
    return peeked;
  }

  private int leadingZeros() {
    int from = 0;
    while (from < head.length && head[from] == 0) {
      from++;
    }
    return from;
  }

  /** How many zero bytes were left out before it. */
  long zeros() {
    return zeros;
  }

  /** The first bytes, fewer than asked for only when there are no more. Not to be changed. */
  byte[] head() {
    return head;
  }

  /** Leaves out bytes of the head. */
  void drop(int bytes) {
    at += bytes;
  }

  @Override
  public int read() throws IOException {
    return at < head.length ? head[at++] & 0xFF : in.read();
  }

  @Override
  public long skip(long bytes) throws IOException {
    return at == head.length ? in.skip(bytes) : super.skip(bytes);
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (at == head.length) {
      return in.read(into, from, length);
    }
    int n = Math.min(length, head.length - at);
    System.arraycopy(head, at, into, from, n);
    at += n;
    return n;
  }
}

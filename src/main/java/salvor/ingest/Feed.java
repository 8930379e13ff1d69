package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a source into chunks of whole lines and deals them out to workers, in turn: worker 0 gets
 * chunks 0, n, 2n and so on. So it does not depend on the threads' luck which worker's tables a
 * text gets into first, and results are the same in every run.
 */
final class Feed {
  private final InputStream in;
  private final int longest;
  private final int workers;
  private byte[] carry = {};
  private int carried;
  private long offset;
  private int number;
  private boolean ended;

  /**
   * @param offset the offset of the first byte in the source
   */
  Feed(InputStream in, long offset, int longest, int workers) {
    this.in = in;
    this.offset = offset;
    this.longest = longest;
    this.workers = workers;
  }

  /** Fills the worker's chunk; false when there is none left. Waits for the worker's turn. */
  synchronized boolean next(int worker, Chunk chunk) throws IOException, InterruptedException {
    while (!ended && number % workers != worker) {
      wait();
    }
    try {
      if (ended || !fill(chunk)) {
        ended = true;
        return false;
      }
      chunk.number = number++;
      return true;
    } finally {
      notifyAll();
    }
  }

  /** No worker gets a chunk any more. */
  synchronized void stop() {
    ended = true;
    notifyAll();
  }

  private boolean fill(Chunk chunk) throws IOException {
    System.arraycopy(carry, 0, room(chunk, carried), 0, carried);
    int length = carried;
    int searched = 0;
    carried = 0;
    chunk.offset = offset;
    chunk.oversize = 0;
    while (true) {
      int n = in.read(chunk.bytes, length, chunk.bytes.length - length);
      if (n < 0) {
        return deal(chunk, length, length);
      }
      length += n;
      if (length == chunk.bytes.length) {
        int end = lastLineEnd(chunk.bytes, searched, length);
        if (end > 0) {
          return deal(chunk, end, length);
        }
        searched = length;
        if (length > longest) {
          return skip(chunk, length);
        }
        chunk.bytes = Arrays.copyOf(chunk.bytes, Math.min(longest + 1, length * 2));
      }
    }
  }

  private static byte[] room(Chunk chunk, int bytes) {
    if (chunk.bytes.length < bytes) {
      chunk.bytes = new byte[bytes];
    }
    return chunk.bytes;
  }

  private boolean deal(Chunk chunk, int end, int length) {
    chunk.length = end;
    offset += end;
    keep(chunk.bytes, end, length);
    return end > 0;
  }

  private void keep(byte[] bytes, int from, int to) {
    carried = to - from;
    if (carry.length < carried) {
      carry = new byte[carried];
    }
    System.arraycopy(bytes, from, carry, 0, carried);
  }

  private boolean skip(Chunk chunk, int length) throws IOException {
    chunk.length = 0;
    chunk.oversize = length;
    while (true) {
      int n = in.read(chunk.bytes, 0, chunk.bytes.length);
      if (n < 0) {
        break;
      }
      int end = Bytes.indexOf(chunk.bytes, 0, n, '\n');
      if (end >= 0) {
        chunk.oversize += end;
        keep(chunk.bytes, end + 1, n);
        offset++;
        break;
      }
      chunk.oversize += n;
    }
    offset += chunk.oversize;
    return true;
  }

  private static int lastLineEnd(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && bytes[at - 1] != '\n') {
      at--;
    }
    return at == from ? 0 : at;
  }
}

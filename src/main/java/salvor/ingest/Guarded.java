package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import salvor.jobs.JobCancelled;

/**
 * Turns every failure of a stream into its end, and remembers it: what was read up to there stays
 * evidence. Libraries that unpack hostile bytes throw unchecked exceptions too.
 */
final class Guarded extends InputStream {
  /** Makes the stream at the first read: already the header may be broken. */
  interface Opening {
    InputStream open() throws IOException;
  }

  private final Opening opening;
  private final @Nullable Budget budget;
  private @Nullable InputStream in;
  private @Nullable String failure;
  private long count;

  /**
   * @param budget charged with what is read, null where nothing is unpacked
   */
  Guarded(Opening opening, @Nullable Budget budget) {
    this.opening = opening;
    this.budget = budget;
  }

  /** Why the stream ended early, in words; null when it did not. */
  @Nullable String failure() {
    return failure;
  }

  /** The number of bytes read. */
  long count() {
    return count;
  }

  /** Reads and forgets the rest. */
  void drain() {
    byte[] buffer = new byte[1 << 16];
    while (read(buffer, 0, buffer.length) > 0) {
      // hashed and counted below
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    if (failure != null || length == 0) {
      return failure != null ? -1 : 0;
    }
    try {
      if (in == null) {
        in = opening.open();
      }
      int n = in.read(into, from, length);
      if (n > 0) {
        count += n;
        if (budget != null) {
          budget.spend(n);
        }
      }
      return n;
    } catch (JobCancelled stop) {
      throw stop;
    } catch (IOException | RuntimeException cause) {
      failure = Words.of(cause);
      return -1;
    }
  }
}

package salvor.ingest;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What unpacking one file on disk may cost. */
final class Budget {
  /** So many more than entries: what is one thing costs no source for each of its members. */
  private static final int LEAVES = 40;

  private final Limits limits;
  private final LongSupplier disk;
  private long expanded;
  private int entries;
  private long leaves;
  private @Nullable String spent;

  /**
   * @param disk how many bytes were read from disk
   */
  Budget(Limits limits, LongSupplier disk) {
    this.limits = limits;
    this.disk = disk;
  }

  /** More bytes were unpacked. */
  void spend(int bytes) throws IOException {
    expanded += bytes;
    if (expanded > limits.expandedBytes()) {
      spent =
          "the file unpacks to more than "
              + limits.expandedBytes()
              + " bytes; the rest is not read: unpack it first";
    } else if (expanded > limits.ratioFrom() && expanded / limits.ratio() > disk.getAsLong()) {
      spent =
          "the file unpacks to more than "
              + limits.ratio()
              + " times its size, as a decompression bomb does;"
              + " the rest is not read: unpack it first if it is trusted";
    }
    if (spent != null) {
      throw new IOException(spent);
    }
  }

  /** Why nothing more may be unpacked, in words; null while there is budget left. */
  @Nullable String spent() {
    return spent;
  }

  /** One more entry of a tree was met, which is no source by itself; whether it may be read. */
  boolean leaf() {
    return ++leaves <= LEAVES * (long) limits.entries();
  }

  /** One more entry was met; whether it may be read. */
  boolean entry() {
    return ++entries <= limits.entries();
  }
}

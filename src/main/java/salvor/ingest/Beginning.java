package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;

/**
 * How a source begins.
 *
 * @param source the source's number
 * @param path the path of the source, as it is shown: written by whoever packed it
 * @param offset the byte offset of the first of the bytes: behind a byte order mark
 * @param bytes the first bytes, {@code from} on; not to be changed
 * @param from where in the bytes the source begins
 * @param text the first few thousand of them as text
 * @param limits what may be asked for
 * @param records reads a part of the source as records of the formats that are known
 */
public record Beginning(
    int source,
    String path,
    long offset,
    byte[] bytes,
    int from,
    String text,
    Limits limits,
    Records records) {

  /** Reads records. */
  @FunctionalInterface
  public interface Records {
    /**
     * Reads all of a part.
     *
     * @param offset where the part begins in the source
     */
    void read(InputStream part, long offset) throws IOException;
  }
}

package salvor.ingest;

/**
 * How a source begins.
 *
 * @param source the source's number
 * @param offset the byte offset of the first of the bytes: behind a byte order mark
 * @param bytes the first bytes, {@code from} on; not to be changed
 * @param from where in the bytes the source begins
 * @param text the first few thousand of them as text
 * @param limits what may be asked for
 */
public record Beginning(
    int source, long offset, byte[] bytes, int from, String text, Limits limits) {}

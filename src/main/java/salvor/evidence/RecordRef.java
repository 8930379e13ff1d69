package salvor.evidence;

/**
 * Where in the evidence a record stands.
 *
 * @param source the {@link Source#id() id} of its source
 * @param line the line it begins on, or the record's number in a document format; counted from 1
 * @param offset the byte offset of its first byte in the (decompressed) source
 * @param length its length in bytes
 */
public record RecordRef(int source, long line, long offset, int length) {}

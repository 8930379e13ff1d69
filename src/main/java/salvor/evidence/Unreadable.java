package salvor.evidence;

/**
 * A record that could not be understood.
 *
 * @param line its line or record number, counted from 1
 * @param offset its byte offset in the (decompressed) source
 * @param reason why, in words for the investigator
 */
public record Unreadable(long line, long offset, String reason) {}

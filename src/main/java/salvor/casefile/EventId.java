package salvor.casefile;

/**
 * Names an observation for ever, through rebuilt indexes and moved files.
 *
 * @param sha256 the hash of its source
 * @param offset the byte offset of its record in that source
 */
public record EventId(String sha256, long offset) {}

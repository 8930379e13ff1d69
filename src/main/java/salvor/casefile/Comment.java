package salvor.casefile;

import java.time.Instant;

/**
 * What somebody wrote about an observation.
 *
 * @param id names the comment within the case
 * @param text what was written
 * @param author who wrote it
 * @param at when
 */
public record Comment(String id, String text, String author, Instant at) {}

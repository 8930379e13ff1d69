package salvor.evidence;

import java.util.List;
import java.util.Map;

/**
 * One file of evidence and what became of every line of it.
 *
 * <p>{@code lines = observations + unreadable + skipped} always holds.
 *
 * @param id its number in this evidence, counted from 0
 * @param path the path as given; a member of an archive is {@code archive.tar.gz!inner/path}
 * @param sha256 the hash of the bytes as they lie on disk (of the member's bytes, for a member), in
 *     lower-case hex
 * @param format the name of the recognised format, for example {@code falco}; {@code unrecognised}
 *     when none
 * @param bytes the size of the (decompressed) content
 * @param lines lines of a line format, records of a document format
 * @param observations how many became observations
 * @param unreadableCount how many could not be understood
 * @param unreadable the first of them, at most {@value #KEPT}
 * @param skipped how many were understood and are no observation, by reason
 * @param notes remarks on the file as a whole (cut off, unknown record kinds, ...)
 */
public record Source(
    int id,
    String path,
    String sha256,
    String format,
    long bytes,
    long lines,
    long observations,
    long unreadableCount,
    List<Unreadable> unreadable,
    Map<String, Long> skipped,
    List<String> notes) {
  /** How many unreadable records are kept with their reasons. */
  public static final int KEPT = 1000;

  public Source {
    unreadable = List.copyOf(unreadable);
    skipped = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(skipped));
    notes = List.copyOf(notes);
    long accounted = observations + unreadableCount + skippedCount(skipped);
    if (lines != accounted) {
      throw new IllegalArgumentException(
          path + ": " + lines + " lines, but " + accounted + " accounted for");
    }
  }

  /** How many records were understood and are no observation. */
  public long skippedCount() {
    return skippedCount(skipped);
  }

  private static long skippedCount(Map<String, Long> skipped) {
    return skipped.values().stream().mapToLong(Long::longValue).sum();
  }
}

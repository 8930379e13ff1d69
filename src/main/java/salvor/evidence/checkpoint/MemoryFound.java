package salvor.evidence.checkpoint;

import java.util.List;

/**
 * What a search of memory found.
 *
 * @param hits the first of them, in the order of the files of pages
 * @param count how many there are
 * @param bytes how much memory was searched
 * @param notes what could not be searched, and why
 */
public record MemoryFound(
    Checkpoint checkpoint, List<MemoryHit> hits, long count, long bytes, List<String> notes) {
  public MemoryFound {
    hits = List.copyOf(hits);
    notes = List.copyOf(notes);
  }
}

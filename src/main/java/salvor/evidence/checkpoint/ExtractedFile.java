package salvor.evidence.checkpoint;

import java.util.List;

/**
 * A file that was taken out of a checkpoint.
 *
 * @param mapped its path in the container
 * @param size of what was written
 * @param present how many bytes of it were in the checkpoint; all else is zero
 * @param complete whether that is the whole file
 * @param notes what was wrong with the checkpoint on the way
 */
public record ExtractedFile(
    String mapped, long size, long present, boolean complete, List<String> notes) {
  public ExtractedFile {
    notes = List.copyOf(notes);
  }
}

package salvor.evidence.checkpoint;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found in memory.
 *
 * @param pids the processes that have it in their memory; several where it is shared
 * @param address in the address space of the first
 * @param mapping the piece of it; null when no image tells
 * @param pages the file of pages
 * @param offset in that file
 * @param length of what was found
 * @param context the bytes around it, and itself
 * @param before how many of them come before it
 */
public record MemoryHit(
    List<Integer> pids,
    long address,
    Checkpoint.@Nullable Mapping mapping,
    String pages,
    long offset,
    int length,
    byte[] context,
    int before) {
  public MemoryHit {
    pids = List.copyOf(pids);
  }

  /** What was found. */
  public byte[] found() {
    return Arrays.copyOfRange(context, before, before + length);
  }
}

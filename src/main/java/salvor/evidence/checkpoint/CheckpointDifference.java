package salvor.evidence.checkpoint;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is other in a second checkpoint than in a first.
 *
 * @param processes by what they are called
 * @param sockets with the name of the process
 * @param files open ones, with the name of the process
 * @param changes what differs from the image
 * @param memory of each process that is in both
 * @param notes what could not be compared, and why
 */
public record CheckpointDifference(
    Checkpoint first,
    Checkpoint second,
    Sides processes,
    Sides sockets,
    Sides files,
    Sides changes,
    List<Pages> memory,
    List<String> notes) {
  public CheckpointDifference {
    memory = List.copyOf(memory);
    notes = List.copyOf(notes);
  }

  /** What only one of them has. */
  public record Sides(List<String> onlyFirst, List<String> onlySecond) {
    public Sides {
      onlyFirst = List.copyOf(onlyFirst);
      onlySecond = List.copyOf(onlySecond);
    }

    /** Of all that each has. */
    public static Sides of(Set<String> first, Set<String> second) {
      return new Sides(
          first.stream().filter(f -> !second.contains(f)).toList(),
          second.stream().filter(s -> !first.contains(s)).toList());
    }
  }

  /**
   * Pages of a process.
   *
   * @param changed that are in both with other content
   * @param onlyFirst that are in the first alone
   * @param unread that are to be in both, and of one could not be read
   */
  public record Pages(
      int pid,
      @Nullable String name,
      long changed,
      long same,
      long onlyFirst,
      long onlySecond,
      long unread) {}
}

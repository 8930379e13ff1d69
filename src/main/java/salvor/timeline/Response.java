package salvor.timeline;

import java.util.Comparator;
import java.util.List;

/**
 * What was done about an incident, by the records of whoever did it. It stands beside what was
 * observed, and is none of it: evidence stays as it is, whatever is done.
 *
 * @param acts in the order of time, then of their records
 * @param untold how many more there are, for which there was no room or which have no time
 * @param cutOff what they say of the pods' isolation
 * @param doubt what is wrong with the records, in words; empty when nothing is
 */
public record Response(List<Act> acts, int untold, CutOff cutOff, String doubt) {
  /** Nothing was done. */
  public static final Response NONE = new Response(List.of(), 0, CutOff.NONE, "");

  /** What became of an act, the gravest last. */
  public enum State {
    PLANNED("planned"),
    DONE("done"),
    UNDONE("taken back"),
    FAILED("failed");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** What it is called. */
    public String words() {
      return words;
    }
  }

  /**
   * Something that was done, or was to be.
   *
   * @param time when it was written down, in nanoseconds since 1970
   * @param number that of its record in the ledger
   * @param what it is, in words
   * @param on what it was done to; empty when it does not say
   * @param who who did it
   * @param why the reason that was given; empty when none was
   */
  public record Act(
      long time, State state, long number, String what, String on, String who, String why) {}

  /** Puts the acts into their order. */
  public Response {
    acts =
        acts.stream()
            .sorted(Comparator.comparingLong(Act::time).thenComparingLong(Act::number))
            .toList();
  }

  /** Whether there is nothing to be told. */
  public boolean isEmpty() {
    return acts.isEmpty() && untold == 0 && doubt.isEmpty();
  }
}

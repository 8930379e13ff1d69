package salvor.triage;

/** Which moments of the two sides of a {@link Comparison} are laid upon each other. */
public sealed interface Alignment {
  /** The start of each container; of a pod, that of its first. */
  record Start() implements Alignment {}

  /**
   * The first time that each side did what an observation shows; a side that never did it is laid
   * down by the clock.
   *
   * @param row the observation
   * @param other what the side that it is not of is laid down at instead, -1 for the first of its
   *     like
   */
  record Event(int row, int other) implements Alignment {
    /** At the first of its like on the other side. */
    public Event(int row) {
      this(row, -1);
    }
  }

  /** The begin of each side's window. */
  record Window() implements Alignment {}

  /** The same time of the clock. */
  record Clock() implements Alignment {}

  /** How the zero of a side's time was found. */
  enum Zero {
    /** Cluster objects say when the container started. */
    CLUSTER_OBJECTS,
    /** The first start of a process in it that was recorded. */
    FIRST_PROCESS,
    /** The first that was recorded of it. */
    FIRST_EVENT,
    /** What was chosen. */
    CHOSEN_EVENT,
    /** The first time that it did the like of what was chosen. */
    LIKE_EVENT,
    /** It never did what was chosen: the time at which the other side did. */
    CLOCK_OF_CHOSEN_EVENT,
    /** The begin of its window. */
    WINDOW,
    /** The clock itself. */
    CLOCK,
    /** Nothing is known of it. */
    NOTHING
  }
}

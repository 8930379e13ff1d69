package salvor.timeline;

/**
 * What ties two clocks together. Nothing happens twice at once: between the two moments that are
 * compared lies a natural delay, and a difference within it is no proof of an offset.
 */
public enum AnchorKind {
  /** The API server was asked for an exec, and a sensor saw that command start in that pod. */
  EXEC(0, 1_000_000_000L),

  /** The kubelet wrote down when a container started, and a sensor saw its first process start. */
  CONTAINER_START(-500_000_000L, 500_000_000L),

  /**
   * A kubelet made a Kubernetes event, whose name holds the time in nanoseconds (client-go,
   * tools/events and tools/record), and the API server was asked to keep it.
   */
  KUBELET_EVENT(0, 1_000_000_000L);

  private final long atLeast;
  private final long atMost;

  AnchorKind(long atLeast, long atMost) {
    this.atLeast = atLeast;
    this.atMost = atMost;
  }

  /** How much later than the reference it happens at least, in nanoseconds. */
  public long atLeast() {
    return atLeast;
  }

  /** How much later it happens on an ordinary node at most, in nanoseconds. */
  public long atMost() {
    return atMost;
  }
}

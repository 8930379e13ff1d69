package salvor.timeline;

/**
 * One thing that two clocks timed.
 *
 * @param row the row of the source whose clock is compared
 * @param time its time there, nanoseconds since 1970
 * @param reference the time that the other clock gave it, likewise
 * @param referenceRow the row that gave it, -1 when cluster objects or the name of a Kubernetes
 *     event did
 */
public record Anchor(int row, long time, long reference, int referenceRow) {

  /** How much later the source's clock timed it, in nanoseconds; kept within a long's range. */
  public long difference() {
    return Saturated.minus(time, reference);
  }
}

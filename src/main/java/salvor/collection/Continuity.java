package salvor.collection;

/**
 * A container before and after all that was taken of it.
 *
 * @param namespace of its pod
 * @param pod its pod
 * @param container its name
 * @param before what it was when the collection began
 * @param after what it was when that had ended
 */
public record Continuity(
    String namespace, String pod, String container, TargetState before, TargetState after) {
  /** Whether it is the same one, never started again in between. */
  public boolean isSame() {
    return before.isSame(after);
  }
}

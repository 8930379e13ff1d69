package salvor.cluster;

/**
 * The leave to act on a cluster: whatever changes one, or runs something in a pod, must present it.
 * Who gives it writes down why.
 */
@FunctionalInterface
public interface Permission {
  /**
   * Refuses where it does not hold any more.
   *
   * @throws IllegalStateException when acting was ended
   */
  void require();
}

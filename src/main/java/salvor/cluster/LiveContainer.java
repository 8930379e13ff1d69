package salvor.cluster;

import salvor.workload.ImageDigest;

/**
 * A container of a pod as the cluster tells it now.
 *
 * @param name its name
 * @param role what it is for
 * @param image the reference it is to be started from
 * @param pinned the digest that the reference itself names, null when it names none
 * @param imageId what the runtime reports, raw; empty before it was started
 * @param digest what that is
 * @param containerId the runtime's id without scheme, empty before it was started
 * @param state running, waiting or terminated
 * @param reason why it waits or ended, as the cluster says
 * @param ready whether it is ready
 * @param restarts how often it was started again
 */
public record LiveContainer(
    String name,
    Role role,
    String image,
    @org.jspecify.annotations.Nullable ImageDigest pinned,
    String imageId,
    ImageId digest,
    String containerId,
    State state,
    String reason,
    boolean ready,
    int restarts) {
  /** How the names of the ephemeral containers begin that Salvor brings into pods. */
  public static final String OURS = "salvor-";

  /**
   * Whether it has a name of those that Salvor brought in to look around; anybody may choose it.
   */
  public boolean isNamedAsOurs() {
    return role == Role.EPHEMERAL && name.startsWith(OURS);
  }

  /** What a container is for. */
  public enum Role {
    INIT,
    /** An init container that keeps running beside the others. */
    SIDECAR,
    ORDINARY,
    EPHEMERAL
  }

  /** Whether it runs. */
  public enum State {
    WAITING,
    RUNNING,
    TERMINATED,
    UNKNOWN
  }
}

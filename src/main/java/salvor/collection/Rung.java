package salvor.collection;

/** A way to what goes on in a pod; the first sees most. */
public enum Rung {
  /** An ephemeral container as root that may look into all processes. */
  TRACING,
  /** An ephemeral container as the user of the target, without any capability of its own. */
  SAME_USER,
  /** The same, as the restricted profile of Pod Security demands. */
  RESTRICTED,
  /** Programs that the image itself has. */
  EXEC,
  /** What the API tells. */
  API;

  /** Whether it adds a container to the pod. */
  public boolean isContainer() {
    return this == TRACING || this == SAME_USER || this == RESTRICTED;
  }
}

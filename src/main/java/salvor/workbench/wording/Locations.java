package salvor.workbench.wording;

import salvor.workload.Location;

/** Places in words. */
public final class Locations {
  private static final int LIMIT = 600;

  private Locations() {}

  /** Pod and container on one line; what the record does not say is left out. */
  public static String container(Location at) {
    String container =
        at.container() != null
            ? at.container()
            : at.containerId() == null
                ? ""
                : at.containerId().substring(0, Math.min(12, at.containerId().length()));
    String pod = pod(at);
    return pod.isEmpty() || container.isEmpty()
        ? pod + VisibleText.of(container, LIMIT)
        : pod + " \u203a " + VisibleText.of(container, LIMIT);
  }

  /** The pod with its namespace; of a record without a pod its workload or node. */
  public static String pod(Location at) {
    if (at.pod() == null) {
      String other = at.workload() != null ? at.workload().toString() : at.node();
      return other == null ? "" : in(at) + VisibleText.of(other, LIMIT);
    }
    return in(at)
        + VisibleText.of(
            at.namespace() == null ? at.pod() : at.namespace() + "/" + at.pod(), LIMIT);
  }

  /** The cluster, where there are several. */
  private static String in(Location at) {
    return at.cluster() == null ? "" : VisibleText.of(at.cluster(), LIMIT) + ": ";
  }
}

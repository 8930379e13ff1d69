package salvor.recovery;

import java.util.Collection;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import tools.jackson.databind.JsonNode;

/** Lists what a roll-out is planned from, and keeps in mind what of the cluster was not seen. */
public final class Seen {
  private Seen() {}

  /**
   * The objects of {@link RollOut#KINDS}. What is listed in one namespace alone counts as not seen,
   * as the other namespaces may run the image as well.
   *
   * @param namespace where it is asked where all namespaces may not be; may be empty
   * @throws ClusterFailure when the pods cannot be listed at all
   */
  public static ClusterObjects of(Cluster cluster, String namespace) throws ClusterFailure {
    ClusterObjects objects = new ClusterObjects();
    for (ObjectKind kind : RollOut.KINDS) {
      try {
        objects.listed(kind, cluster.list(kind, ""));
      } catch (ClusterFailure failure) {
        boolean there = part(cluster, kind, namespace, failure.trouble(), objects);
        if (!there && kind.equals(ObjectKind.PODS)) {
          throw failure;
        }
      }
    }
    return objects;
  }

  private static boolean part(
      Cluster cluster, ObjectKind kind, String namespace, Trouble why, ClusterObjects objects) {
    boolean there = false;
    if (!namespace.isEmpty() && why instanceof Trouble.Forbidden) {
      try {
        Collection<JsonNode> listed = cluster.list(kind, namespace);
        objects.listed(kind, listed);
        there = true;
      } catch (ClusterFailure _) {
        // the first answer says why it is not seen
      }
    }
    objects.unseen(kind, why);
    return there;
  }
}

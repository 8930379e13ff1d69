package salvor.workbench.containment;

import java.util.Collection;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.jobs.Progress;

/** What a plan is made from: kinds that are watched as they are, the others asked for now. */
final class Ground {
  private Ground() {}

  /**
   * Reads it.
   *
   * @param watched what is watched anyway
   * @param namespace where what is not watched is asked for where all namespaces may not be; may be
   *     empty
   */
  static ClusterObjects of(
      Cluster cluster,
      ClusterObjects watched,
      Collection<ObjectKind> kinds,
      String namespace,
      Progress progress) {
    ClusterObjects objects = new ClusterObjects();
    int done = 0;
    for (ObjectKind kind : kinds) {
      progress.at(done++, kinds.size(), "Reading " + kind.plural());
      if (watched.isWhole(kind) && watched.unseen(kind).isEmpty()) {
        objects.listed(kind, watched.all(kind, "").toList());
      } else {
        ask(cluster, kind, namespace, objects);
      }
    }
    return objects;
  }

  private static void ask(
      Cluster cluster, ObjectKind kind, String namespace, ClusterObjects objects) {
    try {
      objects.listed(kind, cluster.list(kind, ""));
    } catch (ClusterFailure everywhere) {
      objects.unseen(kind, everywhere.trouble());
      if (!namespace.isEmpty()) {
        try {
          objects.listedInPart(kind, cluster.list(kind, namespace));
        } catch (ClusterFailure _) {
          // it stays unseen, for the reason that was told first
        }
      }
    }
  }
}

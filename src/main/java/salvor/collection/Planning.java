package salvor.collection;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * What a plan is made from: the pods as they are now, what may be done, and, where the cluster was
 * asked, whether it would let the toolbox into their containers.
 *
 * @param pods their objects
 * @param tried what the dry runs said, by the uid of the pod and the name of the container; empty
 *     before anybody was asked
 */
public record Planning(
    List<JsonNode> pods, Rights rights, Map<String, Map<String, List<Attempt>>> tried) {
  /** Copies the collections. */
  public Planning {
    pods = List.copyOf(pods);
    tried = Map.copyOf(tried);
  }

  /**
   * Reads pods, and what may be done; changes nothing, and asks for no leave.
   *
   * @throws ClusterFailure when one of them cannot be seen, or is another by now
   */
  public static Planning of(Cluster cluster, List<LivePod> pods, Progress progress)
      throws ClusterFailure {
    List<JsonNode> objects = new ArrayList<>();
    for (LivePod pod : pods) {
      progress.at(objects.size(), pods.size(), "Reading " + pod.name());
      JsonNode object = cluster.get(ObjectKind.PODS, pod.namespace(), pod.name());
      if (!object.at("/metadata/uid").asString("").equals(pod.uid())) {
        throw new ClusterFailure(new Trouble.Missing("pod " + pod.name() + " " + pod.uid()));
      }
      objects.add(object);
    }
    List<String> namespaces = pods.stream().map(LivePod::namespace).distinct().toList();
    String where = namespaces.size() == 1 ? namespaces.getFirst() : "";
    List<Right> asked = new ArrayList<>(Right.of(Right.Use.COLLECT));
    asked.addAll(Right.of(Right.Use.CHECKPOINT)); // whoever wishes for one later asks nobody again
    return new Planning(objects, cluster.rights(asked, where), Map.of());
  }

  /**
   * Asks whether the toolbox would be let into each container; changes nothing.
   *
   * @throws ClusterFailure when a pod cannot be seen
   */
  public Planning asked(
      Cluster cluster, Permission permission, CollectionWish wish, Progress progress)
      throws ClusterFailure {
    DebugContainer debug =
        new DebugContainer(cluster, permission, InstantSource.system(), Pause.REAL);
    Map<String, Map<String, List<Attempt>>> all = new LinkedHashMap<>();
    for (JsonNode pod : pods) {
      String namespace = pod.at("/metadata/namespace").asString("");
      String name = pod.at("/metadata/name").asString("");
      Map<String, List<Attempt>> of = new LinkedHashMap<>();
      for (String container : CollectionPlan.targets(pod)) {
        progress.at(all.size(), pods.size(), "Asking for " + name);
        of.put(
            container, debug.tried(wish.toolbox(namespace, name, uid(pod), container, of.size())));
      }
      all.put(uid(pod), of);
    }
    return new Planning(pods, rights, all);
  }

  /** The same, as if nobody had been asked. */
  public Planning unasked() {
    return new Planning(pods, rights, Map.of());
  }

  /** The plan for a wish; asks nobody. */
  public CollectionPlan plan(CollectionWish wish) {
    Map<JsonNode, Map<String, List<Attempt>>> of = new LinkedHashMap<>();
    pods.forEach(pod -> of.put(pod, tried.getOrDefault(uid(pod), Map.of())));
    return CollectionPlan.of(wish, of, rights);
  }

  private static String uid(JsonNode pod) {
    return pod.at("/metadata/uid").asString("");
  }
}

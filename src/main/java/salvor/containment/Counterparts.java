package salvor.containment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.cluster.ObjectSource;
import salvor.cluster.PodFacts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pods that the network treats as it treated a pod before that was cut off: of the same namespace,
 * labels and service account, as policies choose pods by these. What such a pod reaches, the other
 * one would reach if nothing cut it off; that is how silence is proved where nobody looked before.
 */
public final class Counterparts {
  /** Labels that Kubernetes gives pod by pod, or run by run of a workload. */
  private static final Set<String> PODS_OWN =
      Set.of(
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/job-completion-index",
          "batch.kubernetes.io/job-name",
          "batch.kubernetes.io/controller-uid",
          "job-name",
          "controller-uid",
          "controller-revision-hash",
          "pod-template-generation",
          "pod-template-hash");

  private Counterparts() {}

  /**
   * Those that run and are not cut off by us; on the same node first, as what is wrong with a node
   * is then wrong for both.
   *
   * @param objects those of {@link ObjectKind#PODS}
   */
  static List<JsonNode> of(JsonNode pod, ObjectSource objects) {
    String node = node(pod);
    return objects
        .all(ObjectKind.PODS, ChosenPod.of(pod).namespace())
        .filter(other -> isCounterpart(pod, other))
        .sorted(
            Comparator.<JsonNode, Boolean>comparing(other -> !node(other).equals(node))
                .thenComparing(ChosenPod::of))
        .toList();
  }

  /** Whether what another pod reaches tells what a pod would reach if it were not cut off. */
  public static boolean isCounterpart(JsonNode pod, JsonNode other) {
    ChosenPod one = ChosenPod.of(pod);
    ChosenPod two = ChosenPod.of(other);
    return one.namespace().equals(two.namespace())
        && !one.uid().equals(two.uid())
        && PodFacts.isReady(other)
        && other.at("/metadata/deletionTimestamp").isMissingNode()
        && !other.path("metadata").path("labels").has(LivePod.QUARANTINE)
        && !isOnHostNetwork(pod)
        && !isOnHostNetwork(other)
        && account(pod).equals(account(other))
        && labels(original(pod)).equals(labels(other.path("metadata").path("labels")));
  }

  /** The labels before it was cut off, where that took some away. */
  private static JsonNode original(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    String kept = metadata.path("annotations").path(Manifests.ORIGINAL_LABELS).asString("");
    if (metadata.path("labels").has(LivePod.QUARANTINE) && !kept.isEmpty()) {
      try {
        return JsonMapper.shared().readTree(kept);
      } catch (JacksonException _) {
        return metadata.path("labels"); // somebody else wrote that annotation: nothing is like it
      }
    }
    return metadata.path("labels");
  }

  private static Map<String, String> labels(JsonNode labels) {
    Map<String, String> all = new TreeMap<>();
    labels.properties().forEach(each -> all.put(each.getKey(), each.getValue().asString("")));
    all.keySet().removeAll(PODS_OWN);
    return all;
  }

  private static boolean isOnHostNetwork(JsonNode pod) {
    return pod.at("/spec/hostNetwork").asBoolean(false);
  }

  private static String account(JsonNode pod) {
    return pod.at("/spec/serviceAccountName").asString("default");
  }

  private static String node(JsonNode pod) {
    return pod.at("/spec/nodeName").asString("");
  }
}

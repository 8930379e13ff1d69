package salvor.containment;

import java.util.Collection;
import java.util.List;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LabelSelector;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;

/**
 * Policies of a whole cluster that are judged before one that cuts pods off, or beside it: what
 * they let pass, it does not stop.
 *
 * <p>Of two administrators' policies of the same priority that select a pod, which one wins is not
 * defined (network-policy-api). Calico judges tiers by their order, and policies of a tier by
 * theirs.
 */
final class Outranking {
  private final ClusterObjects objects;

  Outranking(ClusterObjects objects) {
    this.objects = objects;
  }

  /** Administrators' policies of the highest rank that select one of the pods. */
  List<String> ofAdmins(ObjectKind kind, Collection<JsonNode> pods) {
    return objects
        .all(kind, "")
        .filter(policy -> policy.at("/spec/tier").asString("Admin").equals("Admin"))
        .filter(policy -> policy.at("/spec/priority").asInt(Manifests.FIRST) <= Manifests.FIRST)
        .filter(policy -> pods.stream().anyMatch(pod -> isSubject(policy.at("/spec/subject"), pod)))
        .map(Outranking::name)
        .toList();
  }

  private boolean isSubject(JsonNode subject, JsonNode pod) {
    JsonNode namespace =
        objects
            .find(ObjectKind.NAMESPACES, "", Selected.namespace(pod))
            .map(object -> object.path("metadata").path("labels"))
            .orElseGet(() -> pod.path("none"));
    if (subject.has("namespaces")) {
      return LabelSelector.fits(subject.path("namespaces"), namespace);
    }
    JsonNode pods = subject.path("pods");
    return LabelSelector.fits(pods.path("namespaceSelector"), namespace)
        && LabelSelector.fits(pods.path("podSelector"), pod.path("metadata").path("labels"));
  }

  /**
   * Calico's policies of the whole cluster that are judged before one, or at the same place, and
   * let something pass or go on. Whom their selectors mean is not judged: it can be any pod.
   *
   * @param ours as it was sent
   */
  List<String> ofCalico(JsonNode ours) {
    return objects
        .all(ObjectKind.CALICO_NETWORK_POLICIES, "")
        .filter(policy -> !name(policy).equals(name(ours)))
        .filter(policy -> isBefore(policy, ours))
        .filter(policy -> isPassing(policy.at("/spec/ingress"), policy.at("/spec/egress")))
        .map(Outranking::name)
        .toList();
  }

  private boolean isBefore(JsonNode policy, JsonNode ours) {
    double tier = tier(policy);
    double own = tier(ours);
    return tier < own || (tier == own && BackendChoice.order(policy) <= BackendChoice.order(ours));
  }

  private double tier(JsonNode policy) {
    String name = policy.at("/spec/tier").asString(BackendChoice.FIRST_TIER);
    return objects
        .find(ObjectKind.CALICO_TIERS, "", name)
        .map(BackendChoice::order)
        .orElse(BackendChoice.LAST);
  }

  private static boolean isPassing(JsonNode... directions) {
    for (JsonNode rules : directions) {
      for (JsonNode rule : rules) {
        String action = rule.path("action").asString("");
        if (action.equals("Allow") || action.equals("Pass")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }
}

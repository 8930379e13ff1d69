package salvor.containment;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
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
  /** The tiers in which Calico judges administrators' policies, and their order. */
  private static final List<String> ADMINS_TIERS = List.of("adminnetworkpolicy", "kube-admin");

  private static final double ADMINS_ORDER = 1000;

  private final ClusterObjects objects;

  Outranking(ClusterObjects objects) {
    this.objects = objects;
  }

  /** Administrators' policies of the highest rank that select one of the pods. */
  List<JsonNode> ofAdmins(ObjectKind kind, Collection<JsonNode> pods) {
    return objects
        .all(kind, "")
        .filter(Outranking::isOfAdmins)
        .filter(policy -> policy.at("/spec/priority").asInt(Manifests.FIRST) <= Manifests.FIRST)
        .filter(policy -> pods.stream().anyMatch(pod -> isSubject(policy.at("/spec/subject"), pod)))
        .toList();
  }

  boolean isSubject(JsonNode subject, JsonNode pod) {
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
   * Calico's policies of a kind that are judged before one, or at the same place, and let something
   * pass or go on for one of the pods.
   *
   * @param ours as it was sent
   */
  List<JsonNode> ofCalico(ObjectKind kind, JsonNode ours, Collection<JsonNode> pods) {
    Openings openings = new Openings(objects);
    return objects
        .all(kind, "")
        .filter(policy -> !name(policy).equals(name(ours)))
        .filter(policy -> isBefore(policy, ours))
        .filter(policy -> !openings.of(kind, policy).isEmpty())
        .filter(policy -> pods.stream().anyMatch(pod -> openings.selects(kind, policy, pod)))
        .toList();
  }

  /** Whether Calico judges a policy of its own before those of Kubernetes' administrators. */
  boolean isBeforeAdmins(JsonNode policy) {
    double admins =
        ADMINS_TIERS.stream()
            .flatMap(name -> objects.find(ObjectKind.CALICO_TIERS, "", name).stream())
            .mapToDouble(BackendChoice::order)
            .min()
            .orElse(ADMINS_ORDER);
    return tier(policy) <= admins;
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

  /** Whether one of an administrators' rules lets something pass, or go on. */
  static boolean isPassing(JsonNode policy) {
    return Stream.of("ingress", "egress")
        .flatMap(direction -> policy.path("spec").path(direction).valueStream())
        .anyMatch(rule -> rule.path("action").asString("").matches("Allow|Accept|Pass"));
  }

  /** Whether it is judged before NetworkPolicies. */
  static boolean isOfAdmins(JsonNode policy) {
    return policy.at("/spec/tier").asString("Admin").equals("Admin");
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }
}

package salvor.containment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LabelSelector;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.cluster.PolicyRules;
import salvor.cluster.PolicyRules.Direction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** By which labels others select a pod: policies that allow something, Services, its owner. */
final class Selected {
  private static final Map<String, ObjectKind> OWNERS =
      Map.of(
          "ReplicaSet", ObjectKind.REPLICA_SETS,
          "StatefulSet", ObjectKind.STATEFUL_SETS,
          "DaemonSet", ObjectKind.DAEMON_SETS,
          "Job", ObjectKind.JOBS);

  private final ClusterObjects objects;
  private final PolicyRules rules;

  Selected(ClusterObjects objects) {
    this.objects = objects;
    this.rules = new PolicyRules(objects);
  }

  /** The reference to what owns a pod; missing where nothing does. */
  static JsonNode owner(JsonNode pod) {
    JsonNode owners = pod.at("/metadata/ownerReferences");
    return owners
        .valueStream()
        .filter(owner -> owner.path("controller").asBoolean(false))
        .findFirst()
        .orElseGet(() -> owners.path(0));
  }

  /** The selector of what owns a pod; empty where that was not seen, or owns by no selector. */
  Optional<JsonNode> ownerSelector(JsonNode pod) {
    JsonNode owner = owner(pod);
    ObjectKind kind = OWNERS.get(owner.path("kind").asString(""));
    return kind == null
        ? Optional.empty()
        : objects
            .find(kind, owner.path("uid").asString(""))
            .map(object -> object.at("/spec/selector"))
            .filter(JsonNode::isObject);
  }

  /** The policies that select a pod in a direction and allow something in it. */
  List<JsonNode> allowing(JsonNode pod, Direction direction) {
    return rules.selecting(pod, direction).stream()
        .filter(policy -> !policy.path("spec").path(direction.rules()).isEmpty())
        .toList();
  }

  /** Whom the rules of policies mean. */
  PolicyRules rules() {
    return rules;
  }

  /** All NetworkPolicies there are. */
  Stream<JsonNode> policies() {
    return objects.all(ObjectKind.NETWORK_POLICIES, "");
  }

  List<JsonNode> services(JsonNode pod) {
    return objects
        .all(ObjectKind.SERVICES, namespace(pod))
        .filter(service ->
            LabelSelector.fitsMap(
                service.at("/spec/selector"), pod.path("metadata").path("labels")))
        .toList();
  }

  boolean isOwned(JsonNode pod) {
    return ownerSelector(pod)
        .filter(selector -> LabelSelector.fits(selector, pod.path("metadata").path("labels")))
        .isPresent();
  }

  /**
   * The labels of a pod by which policies that allow something select it, and, where wanted,
   * Services and its owner as well.
   */
  Set<String> labels(JsonNode pod, boolean servicesAndOwner) {
    Set<String> keys = new LinkedHashSet<>();
    Stream.of(Direction.values())
        .flatMap(direction -> allowing(pod, direction).stream())
        .forEach(policy -> keys.addAll(keys(policy.at("/spec/podSelector"))));
    if (servicesAndOwner) {
      services(pod).forEach(service -> keys.addAll(service.at("/spec/selector").propertyNames()));
      ownerSelector(pod).ifPresent(selector -> keys.addAll(keys(selector)));
    }
    keys.removeIf(key -> !pod.path("metadata").path("labels").has(key));
    keys.remove(LivePod.QUARANTINE); // it is given another value
    return keys;
  }

  /** The labels that a selector wants to be there. */
  private static Set<String> keys(JsonNode selector) {
    Set<String> keys = new LinkedHashSet<>(selector.path("matchLabels").propertyNames());
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (expression.path("operator").asString("").matches("In|Exists")) {
        keys.add(expression.path("key").asString(""));
      }
    }
    return keys;
  }

  static String namespace(JsonNode pod) {
    return pod.path("metadata").path("namespace").asString("");
  }

  /** A pod as it would be without some labels, and with another one. */
  static JsonNode relabelled(JsonNode pod, Set<String> without, String key, String value) {
    ObjectNode copy = ((ObjectNode) pod).objectNode();
    copy.setAll((ObjectNode) pod);
    ObjectNode metadata = copy.objectNode();
    if (pod.path("metadata") instanceof ObjectNode own) {
      metadata.setAll(own);
    }
    ObjectNode labels = copy.objectNode();
    if (metadata.path("labels") instanceof ObjectNode own) {
      labels.setAll(own);
    }
    labels.remove(without);
    labels.put(key, value);
    metadata.set("labels", labels);
    copy.set("metadata", metadata);
    return copy;
  }
}

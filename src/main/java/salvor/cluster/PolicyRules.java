package salvor.cluster;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which NetworkPolicies hold for a pod, and whom their rules mean. */
public final class PolicyRules {
  private final ObjectSource objects;

  /** Of these objects. */
  public PolicyRules(ObjectSource objects) {
    this.objects = objects;
  }

  /** Whether connections to the pod or from it are meant. */
  public enum Direction {
    IN("Ingress", "ingress", "from"),
    OUT("Egress", "egress", "to");

    private final String type;
    private final String rules;
    private final String peers;

    Direction(String type, String rules, String peers) {
      this.type = type;
      this.rules = rules;
      this.peers = peers;
    }

    /** The field of a policy that holds its rules. */
    public String rules() {
      return rules;
    }

    /** The field of a rule that says who is meant. */
    public String peers() {
      return peers;
    }
  }

  /** The policies that select a pod in a direction. */
  public List<JsonNode> selecting(JsonNode pod, Direction direction) {
    String namespace = pod.path("metadata").path("namespace").asString("");
    return objects
        .all(ObjectKind.NETWORK_POLICIES, namespace)
        .filter(policy -> LabelSelector.fits(policy.at("/spec/podSelector"), labels(pod)))
        .filter(policy -> isOf(policy, direction))
        .toList();
  }

  /** Whether a policy is about a direction, whatever rules it has. */
  public static boolean isOf(JsonNode policy, Direction direction) {
    JsonNode types = policy.at("/spec/policyTypes");
    return types.isEmpty()
        ? direction == Direction.IN || !policy.at("/spec/egress").isEmpty()
        : types.valueStream().anyMatch(said -> said.asString("").equals(direction.type));
  }

  /**
   * Whether a peer with selectors means a pod.
   *
   * @param namespace that of the policy
   */
  public boolean isPeer(JsonNode peer, String namespace, JsonNode pod) {
    String of = pod.path("metadata").path("namespace").asString("");
    boolean space =
        peer.has("namespaceSelector")
            ? LabelSelector.fits(peer.path("namespaceSelector"), namespaceLabels(of))
            : of.equals(namespace);
    return space
        && (!peer.has("podSelector") || LabelSelector.fits(peer.path("podSelector"), labels(pod)));
  }

  /** Every namespace carries its name as a label; one that is not seen has at least that. */
  private JsonNode namespaceLabels(String namespace) {
    return objects
        .find(ObjectKind.NAMESPACES, "", namespace)
        .map(PolicyRules::labels)
        .orElseGet(() ->
            JsonNodeFactory.instance.objectNode().put("kubernetes.io/metadata.name", namespace));
  }

  static JsonNode labels(JsonNode object) {
    return object.path("metadata").path("labels");
  }
}

package salvor.containment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import salvor.cluster.CalicoSelector;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LabelSelector;
import salvor.cluster.ObjectKind;
import salvor.cluster.PolicyRules;
import salvor.cluster.PolicyRules.Direction;
import salvor.custody.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What policies of every kind let pass, each part of it by a sign by which it is known again, and
 * which pods they select. Where that cannot be judged (a selector that cannot be read, a namespace
 * that is not seen), it is taken that they do.
 *
 * <p>What a policy denies beside it belongs to a part: without the denial it lets more pass. So do,
 * where policies are judged one after another, their places and the rules before.
 */
final class Openings {
  /** Kinds of Calico, which are of one form. */
  static final List<ObjectKind> CALICO =
      List.of(
          ObjectKind.CALICO_NETWORK_POLICIES,
          ObjectKind.CALICO_NAMESPACED_POLICIES,
          ObjectKind.CALICO_STORED_GLOBAL_POLICIES,
          ObjectKind.CALICO_STORED_NAMESPACED_POLICIES);

  private static final Set<ObjectKind> CILIUM =
      Set.of(ObjectKind.CILIUM_NETWORK_POLICIES, ObjectKind.CILIUM_CLUSTERWIDE_POLICIES);
  private static final String CILIUM_NAMESPACE = "io.kubernetes.pod.namespace";

  private final ClusterObjects objects;

  Openings(ClusterObjects objects) {
    this.objects = objects;
  }

  /** What a policy lets pass, by signs; nothing where it only denies. */
  Set<String> of(ObjectKind kind, JsonNode policy) {
    Set<String> opened = new LinkedHashSet<>();
    JsonNode spec = policy.path("spec");
    if (kind.equals(ObjectKind.NETWORK_POLICIES)) {
      Stream.of(Direction.values()).forEach(each -> opened.addAll(kubernetes(policy, each)));
    } else if (CILIUM.contains(kind)) {
      cilium(policy, opened);
    } else {
      ordered(spec, CALICO.contains(kind) ? "Allow|Pass" : "Allow|Accept", opened);
    }
    return opened;
  }

  /** Each peer at each port, as the rules of all NetworkPolicies are a union. */
  static Set<String> kubernetes(JsonNode policy, Direction direction) {
    Set<String> opened = new LinkedHashSet<>();
    if (PolicyRules.isOf(policy, direction)) {
      for (JsonNode rule : policy.path("spec").path(direction.rules())) {
        for (JsonNode peer : eachOrAll(rule.path(direction.peers()))) {
          for (JsonNode port : eachOrAll(rule.path("ports"))) {
            opened.add(sign(direction.rules(), peer.toString(), port.toString()));
          }
        }
      }
    }
    return opened;
  }

  private static List<JsonNode> eachOrAll(JsonNode list) {
    return list.isEmpty()
        ? List.of(JsonNodeFactory.instance.objectNode())
        : list.valueStream().toList();
  }

  /** An empty rule allows nothing: it only has the rest denied. */
  private static void cilium(JsonNode policy, Set<String> opened) {
    List<JsonNode> specs = specs(policy);
    for (JsonNode spec : specs) {
      String whom = specs.size() == 1 ? "" : spec.path("endpointSelector").toString();
      for (Direction direction : Direction.values()) {
        String denied = spec.path(direction.rules() + "Deny").toString();
        for (JsonNode rule : spec.path(direction.rules())) {
          if (!rule.isEmpty()) {
            opened.add(sign(direction.rules(), whom, denied, rule.toString()));
          }
        }
      }
    }
  }

  private static List<JsonNode> specs(JsonNode policy) {
    return Stream.concat(Stream.of(policy.path("spec")), policy.path("specs").valueStream())
        .filter(JsonNode::isObject)
        .toList();
  }

  /**
   * Calico's and administrators' rules are judged in their order. What an administrator passes on
   * is judged by NetworkPolicies, one of which cuts the pods off; what Calico passes on, by none.
   */
  private static void ordered(JsonNode spec, String passing, Set<String> opened) {
    String place =
        spec.path("tier") + " " + spec.path("order") + " " + spec.path("priority").toString();
    for (Direction direction : Direction.values()) {
      StringBuilder before = new StringBuilder();
      for (JsonNode rule : spec.path(direction.rules())) {
        if (rule.path("action").asString("").matches(passing)) {
          opened.add(sign(direction.rules(), place, before.toString(), rule.toString()));
        } else if (rule.path("action").asString("").equals("Deny")) {
          before.append(rule);
        }
      }
    }
  }

  /** Whether a policy selects a pod, or may. */
  boolean selects(ObjectKind kind, JsonNode policy, JsonNode pod) {
    String of = Selected.namespace(policy);
    if (!of.isEmpty() && !of.equals(Selected.namespace(pod))) {
      return false;
    }
    if (kind.equals(ObjectKind.NETWORK_POLICIES)) {
      return Stream.of(Direction.values())
          .anyMatch(
              direction -> new PolicyRules(objects).selecting(pod, direction).contains(policy));
    }
    if (CILIUM.contains(kind)) {
      return specs(policy).stream().anyMatch(spec -> isEndpoint(spec, pod));
    }
    return CALICO.contains(kind)
        ? isOfCalico(policy.path("spec"), pod)
        : new Outranking(objects).isSubject(policy.at("/spec/subject"), pod);
  }

  private boolean isEndpoint(JsonNode spec, JsonNode pod) {
    if (!spec.has("endpointSelector")) {
      return false; // it is about nodes
    }
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    labels(pod).forEach(labels::put);
    labels.put(CILIUM_NAMESPACE, Selected.namespace(pod));
    labels.put(
        "io.cilium.k8s.policy.serviceaccount",
        pod.at("/spec/serviceAccountName").asString("default"));
    namespace(pod)
        .forEach((key, value) -> labels.put("io.cilium.k8s.namespace.labels." + key, value));
    JsonNode selector = spec.path("endpointSelector");
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    for (var wanted : selector.path("matchLabels").properties()) {
      plain.withObject("/matchLabels").set(plain(wanted.getKey()), wanted.getValue());
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      ObjectNode copy = ((ObjectNode) expression).deepCopy();
      copy.put("key", plain(expression.path("key").asString("")));
      plain.withArray("/matchExpressions").add(copy);
    }
    return plain.toString().contains("\"reserved:") || LabelSelector.fits(plain, labels);
  }

  private static String plain(String key) {
    return key.replaceFirst("^(k8s|any):", "");
  }

  private boolean isOfCalico(JsonNode spec, JsonNode pod) {
    Map<String, String> labels = new HashMap<>(labels(pod));
    labels.put("projectcalico.org/namespace", Selected.namespace(pod));
    labels.put("projectcalico.org/orchestrator", "k8s");
    labels.put(
        "projectcalico.org/serviceaccount", pod.at("/spec/serviceAccountName").asString("default"));
    Map<String, String> namespace = new HashMap<>(namespace(pod));
    namespace.put("projectcalico.org/name", Selected.namespace(pod));
    return fits(spec.path("selector"), labels) && fits(spec.path("namespaceSelector"), namespace);
  }

  private static boolean fits(JsonNode selector, Map<String, String> labels) {
    return CalicoSelector.fits(selector.asString(""), labels).orElse(true);
  }

  private Map<String, String> namespace(JsonNode pod) {
    String name = Selected.namespace(pod);
    Map<String, String> labels = new HashMap<>();
    objects.find(ObjectKind.NAMESPACES, "", name).map(Openings::labels).ifPresent(labels::putAll);
    labels.put("kubernetes.io/metadata.name", name);
    return labels;
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    return labels;
  }

  /** The fields of a policy, each with a sign of what is in it. */
  static Map<String, String> fields(JsonNode policy) {
    Map<String, String> fields = new HashMap<>();
    for (String part : List.of("spec", "specs")) {
      if (policy.path(part).isArray()) {
        fields.put("/" + part, sign(policy.path(part).toString()));
      }
      for (var field : policy.path(part).properties()) {
        fields.put(
            "/" + part + "/" + Compared.escaped(field.getKey()), sign(field.getValue().toString()));
      }
    }
    return fields;
  }

  /** Sixteen hexadecimal digits: told apart are the versions of one policy. */
  private static String sign(String... parts) {
    return Sha256.ofText(String.join("\n", new ArrayList<>(List.of(parts)))).substring(0, 16);
  }
}

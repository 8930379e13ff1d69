package salvor.containment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a quarantine: each selects a label that no pod carries yet, so that making it
 * changes nothing, and denies both directions.
 */
final class Manifests {
  /** That of pods as they were labelled before, in their annotation. */
  static final String ORIGINAL_LABELS = "salvor.io/original-labels";

  /** Of numbers from 0 to 1000 the lowest wins. */
  static final int FIRST = 0;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final QuarantineWish wish;

  Manifests(QuarantineWish wish) {
    this.wish = wish;
  }

  private ObjectNode object(String version, String kind, String name, String namespace) {
    ObjectNode object = JSON.objectNode().put("apiVersion", version).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata
        .putObject("labels")
        .put("app.kubernetes.io/managed-by", "salvor")
        .put(Measure.MADE_FOR, wish.label());
    return object;
  }

  private ObjectNode marked() {
    ObjectNode selector = JSON.objectNode();
    selector.putObject("matchLabels").put(LivePod.QUARANTINE, wish.label());
    return selector;
  }

  private Step.Create step(ObjectKind kind, ObjectNode manifest) {
    return new Step.Create(
        kind,
        manifest.at("/metadata/namespace").asString(""),
        manifest.at("/metadata/name").asString(""),
        Step.Why.CUT_OFF,
        manifest);
  }

  /** {@code networking.k8s.io/v1}: selected in both directions, and nothing allowed. */
  Step.Create networkPolicy(String namespace) {
    ObjectNode policy =
        object("networking.k8s.io/v1", "NetworkPolicy", wish.objectName(), namespace);
    ObjectNode spec = policy.putObject("spec");
    spec.set("podSelector", marked());
    spec.putArray("policyTypes").add("Ingress").add("Egress");
    return step(ObjectKind.NETWORK_POLICIES, policy);
  }

  private ObjectNode subject(Collection<String> namespaces) {
    ObjectNode subject = JSON.objectNode();
    ObjectNode pods = subject.putObject("pods");
    ObjectNode in =
        pods.putObject("namespaceSelector")
            .putArray("matchExpressions")
            .addObject()
            .put("key", "kubernetes.io/metadata.name")
            .put("operator", "In");
    ArrayNode values = in.putArray("values");
    namespaces.forEach(values::add);
    pods.set("podSelector", marked());
    return subject;
  }

  /** An admin's policy: {@code policy.networking.k8s.io}, whose ingress knows no addresses. */
  Step.Create adminPolicy(Backend backend, Collection<String> namespaces) {
    boolean tiered = backend == Backend.CLUSTER_NETWORK_POLICY;
    ObjectNode policy =
        object(
            "policy.networking.k8s.io/" + backend.kind().version(),
            tiered ? "ClusterNetworkPolicy" : "AdminNetworkPolicy",
            wish.objectName(),
            "");
    ObjectNode spec = policy.putObject("spec");
    if (tiered) {
      spec.put("tier", "Admin");
    }
    spec.put("priority", FIRST);
    spec.set("subject", subject(namespaces));
    ObjectNode in = spec.putArray("ingress").addObject().put("name", "deny-in");
    in.put("action", "Deny").putArray("from").addObject().putObject("namespaces");
    ObjectNode out = spec.putArray("egress").addObject().put("name", "deny-out");
    ArrayNode networks = out.put("action", "Deny").putArray("to").addObject().putArray("networks");
    networks.add("0.0.0.0/0").add("::/0");
    return step(backend.kind(), policy);
  }

  /**
   * {@code cilium.io/v2}: what is denied wins. Where the kubelet's probes could restart the pod,
   * its own host is left out.
   */
  Step.Create cilium(String namespace, boolean sparesHost) {
    ObjectNode policy = object("cilium.io/v2", "CiliumNetworkPolicy", wish.objectName(), namespace);
    ObjectNode spec = policy.putObject("spec");
    spec.set("endpointSelector", marked());
    for (Map.Entry<String, String> direction :
        new TreeMap<>(Map.of("ingressDeny", "from", "egressDeny", "to")).entrySet()) {
      ArrayNode deny = spec.putArray(direction.getKey());
      ArrayNode entities = deny.addObject().putArray(direction.getValue() + "Entities");
      if (sparesHost) {
        entities.add("world").add("remote-node").add("kube-apiserver");
        deny.addObject()
            .putArray(direction.getValue() + "Endpoints")
            .addObject()
            .putArray("matchExpressions")
            .addObject()
            .put("key", "k8s:io.kubernetes.pod.namespace")
            .put("operator", "Exists");
      } else {
        entities.add("all");
      }
    }
    return step(ObjectKind.CILIUM_NETWORK_POLICIES, policy);
  }

  /** {@code projectcalico.org/v3}: the first policy of the first tier. */
  Step.Create calico(Collection<String> namespaces, String tier, double order) {
    boolean other = !tier.equals("default");
    ObjectNode policy =
        object(
            "projectcalico.org/v3",
            "GlobalNetworkPolicy",
            (other ? tier + "." : "") + wish.objectName(),
            "");
    ObjectNode spec = policy.putObject("spec");
    spec.put("tier", tier).put("order", order);
    spec.put("selector", LivePod.QUARANTINE + " == '" + wish.label() + "'");
    List<String> quoted = namespaces.stream().map(namespace -> "'" + namespace + "'").toList();
    spec.put("namespaceSelector", "projectcalico.org/name in {" + String.join(", ", quoted) + "}");
    spec.putArray("types").add("Ingress").add("Egress");
    spec.putArray("ingress").addObject().put("action", "Deny");
    spec.putArray("egress").addObject().put("action", "Deny");
    return step(ObjectKind.CALICO_NETWORK_POLICIES, policy);
  }

  /** A policy of somebody else leaves the marked pods out, and nobody else. */
  Step.Patch narrowed(JsonNode policy) {
    ArrayNode patch = tested(policy);
    ObjectNode left = JSON.objectNode().put("key", LivePod.QUARANTINE).put("operator", "NotIn");
    left.putArray("values").add(wish.label());
    boolean there = policy.at("/spec/podSelector").has("matchExpressions");
    ObjectNode add = patch.addObject().put("op", "add");
    if (there) {
      add.put("path", "/spec/podSelector/matchExpressions/-").set("value", left);
    } else {
      add.put("path", "/spec/podSelector/matchExpressions")
          .set("value", JSON.arrayNode().add(left));
    }
    return patch(ObjectKind.NETWORK_POLICIES, policy, Step.Why.NARROW_POLICY, patch);
  }

  /** A pod gets the label, loses those that are removed, and keeps them all as an annotation. */
  Step.Patch marked(JsonNode pod, Relabelling relabelling) {
    ArrayNode patch = tested(pod);
    JsonNode metadata = pod.path("metadata");
    JsonNode labels = metadata.path("labels");
    if (!metadata.path("annotations").isObject()) {
      add(patch, "/metadata/annotations", JSON.objectNode());
    }
    add(
        patch,
        "/metadata/annotations/" + escaped(ORIGINAL_LABELS),
        JSON.stringNode(labels.isObject() ? labels.toString() : "{}"));
    if (!labels.isObject()) {
      add(patch, "/metadata/labels", JSON.objectNode());
    }
    relabelling.removed().stream()
        .sorted()
        .forEach(key -> patch.addObject().put("op", "remove").put("path", label(key)));
    add(patch, label(LivePod.QUARANTINE), JSON.stringNode(wish.label()));
    return patch(ObjectKind.PODS, pod, Step.Why.MARK_POD, patch);
  }

  private static Step.Patch patch(ObjectKind kind, JsonNode object, Step.Why why, ArrayNode patch) {
    JsonNode metadata = object.path("metadata");
    return new Step.Patch(
        kind,
        metadata.path("namespace").asString(""),
        metadata.path("name").asString(""),
        why,
        patch,
        object);
  }

  /** It fails where the object is another one, or was changed since it was seen. */
  private static ArrayNode tested(JsonNode object) {
    ArrayNode patch = JSON.arrayNode();
    for (String field : List.of("uid", "resourceVersion")) {
      patch
          .addObject()
          .put("op", "test")
          .put("path", "/metadata/" + field)
          .put("value", object.path("metadata").path(field).asString(""));
    }
    return patch;
  }

  private static void add(ArrayNode patch, String path, JsonNode value) {
    patch.addObject().put("op", "add").put("path", path).set("value", value);
  }

  private static String label(String key) {
    return "/metadata/labels/" + escaped(key);
  }

  /** RFC 6901: a tilde and a slash within a name. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

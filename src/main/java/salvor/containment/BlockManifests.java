package salvor.containment;

import java.util.List;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The objects that block destinations for the pods of a label, which none carries yet. */
final class BlockManifests {
  private static final String EVERYTHING_V4 = "0.0.0.0/0";
  private static final String EVERYTHING_V6 = "::/0";
  private final MadeFor madeFor;
  private final List<Destination> to;

  BlockManifests(MadeFor madeFor, List<Destination> to) {
    this.madeFor = madeFor;
    this.to = to;
  }

  private ObjectNode marked() {
    ObjectNode selector = JsonNodeFactory.instance.objectNode();
    selector.putObject("matchLabels").put(DestinationBlock.LABEL, madeFor.label());
    return selector;
  }

  private ObjectNode object(String version, String kind, String namespace) {
    return madeFor.object(version, kind, madeFor.name("block"), namespace);
  }

  private void cidrs(ArrayNode into) {
    to.forEach(each -> into.add(each.cidr()));
  }

  /** An admin's policy: what it does not deny is judged by the others, as before. */
  Step.Create admin(Backend backend, List<String> namespaces) {
    boolean tiered = backend == Backend.CLUSTER_NETWORK_POLICY;
    ObjectNode policy =
        object(
            "policy.networking.k8s.io/" + backend.kind().version(),
            tiered ? "ClusterNetworkPolicy" : "AdminNetworkPolicy",
            "");
    ObjectNode spec = policy.putObject("spec");
    if (tiered) {
      spec.put("tier", "Admin");
    }
    spec.put("priority", Manifests.FIRST);
    ObjectNode pods = spec.putObject("subject").putObject("pods");
    ArrayNode values =
        pods.putObject("namespaceSelector")
            .putArray("matchExpressions")
            .addObject()
            .put("key", "kubernetes.io/metadata.name")
            .put("operator", "In")
            .putArray("values");
    namespaces.forEach(values::add);
    pods.set("podSelector", marked());
    ObjectNode rule = spec.putArray("egress").addObject().put("name", "block");
    cidrs(rule.put("action", "Deny").putArray("to").addObject().putArray("networks"));
    return MadeFor.create(backend.kind(), Step.Why.BLOCK, policy);
  }

  /**
   * {@code cilium.io/v2}: a policy that selects a pod closes it, unless it says that it does not
   * (since 1.16; where that is not kept, it is told before a pod is labelled).
   */
  Step.Create cilium(String namespace) {
    ObjectNode policy = object("cilium.io/v2", "CiliumNetworkPolicy", namespace);
    ObjectNode spec = policy.putObject("spec");
    spec.set("endpointSelector", marked());
    spec.putObject("enableDefaultDeny").put("ingress", false).put("egress", false);
    cidrs(spec.putArray("egressDeny").addObject().putArray("toCIDR"));
    return MadeFor.create(ObjectKind.CILIUM_NETWORK_POLICIES, Step.Why.BLOCK, policy);
  }

  /** Everything else is allowed: all pods, and all addresses without these. */
  Step.Create allowingRest(String namespace) {
    ObjectNode policy = object("networking.k8s.io/v1", "NetworkPolicy", namespace);
    ObjectNode spec = policy.putObject("spec");
    spec.set("podSelector", marked());
    spec.putArray("policyTypes").add("Egress");
    ArrayNode peers = spec.putArray("egress").addObject().putArray("to");
    peers.addObject().putObject("namespaceSelector");
    for (boolean v6 : new boolean[] {false, true}) {
      ObjectNode block = peers.addObject().putObject("ipBlock");
      block.put("cidr", v6 ? EVERYTHING_V6 : EVERYTHING_V4);
      List<Destination> of = to.stream().filter(each -> each.isV6() == v6).toList();
      if (!of.isEmpty()) {
        ArrayNode except = block.putArray("except");
        of.forEach(each -> except.add(each.cidr()));
      }
    }
    return MadeFor.create(ObjectKind.NETWORK_POLICIES, Step.Why.BLOCK, policy);
  }
}

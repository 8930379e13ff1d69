package salvor.training;

import java.util.List;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import salvor.training.apiserver.Selectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom a pod may reach, and who may reach it, by the NetworkPolicies that are stored: policies are
 * a union, and a pod that none selects in a direction is open in it ({@code networking.k8s.io/v1}).
 */
final class Reach {
  private final ObjectStore store;
  private final ApiResource policies;
  private final ApiResource pods;
  private final ApiResource namespaces;

  Reach(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.policies = resources.named("networkpolicies");
    this.pods = resources.named("pods");
    this.namespaces = resources.named("namespaces");
  }

  /** Whether a new connection of a pod to an address is let through. */
  boolean leaves(ObjectNode pod, String address, int port) {
    return lets(pod, "Egress", "egress", "to", address, port);
  }

  /** Whether a new connection from an address to a pod is let through. */
  boolean enters(ObjectNode pod, String address, int port) {
    return lets(pod, "Ingress", "ingress", "from", address, port);
  }

  private boolean lets(
      ObjectNode pod, String type, String rules, String peers, String address, int port) {
    String namespace = pod.path("metadata").path("namespace").asString("");
    List<ObjectNode> selecting =
        store.list(policies, namespace).stream()
            .filter(policy ->
                Selectors.fits(policy.at("/spec/podSelector"), pod.path("metadata").path("labels")))
            .filter(policy -> types(policy, type))
            .toList();
    return selecting.isEmpty()
        || selecting.stream()
            .anyMatch(policy ->
                policy
                    .path("spec")
                    .path(rules)
                    .valueStream()
                    .anyMatch(
                        rule -> port(rule, port) && peer(rule.path(peers), namespace, address)));
  }

  private static boolean types(JsonNode policy, String type) {
    JsonNode types = policy.at("/spec/policyTypes");
    return types.isEmpty()
        ? type.equals("Ingress") || policy.path("spec").has("egress")
        : types.valueStream().anyMatch(said -> said.asString("").equals(type));
  }

  private static boolean port(JsonNode rule, int port) {
    JsonNode ports = rule.path("ports");
    return ports.isEmpty()
        || ports
            .valueStream()
            .anyMatch(wanted -> {
              int first = wanted.path("port").asInt(port);
              return port >= first && port <= wanted.path("endPort").asInt(first);
            });
  }

  private boolean peer(JsonNode peers, String namespace, String address) {
    return peers.isEmpty()
        || peers.valueStream().anyMatch(peer -> matches(peer, namespace, address));
  }

  private boolean matches(JsonNode peer, String namespace, String address) {
    if (peer.has("ipBlock")) {
      JsonNode block = peer.path("ipBlock");
      return Addresses.in(address, block.path("cidr").asString(""))
          && block
              .path("except")
              .valueStream()
              .noneMatch(except -> Addresses.in(address, except.asString("")));
    }
    return store.list(pods, "").stream()
        .filter(pod -> pod.at("/status/podIP").asString("").equals(address))
        .anyMatch(pod -> {
          String of = pod.path("metadata").path("namespace").asString("");
          boolean space =
              peer.has("namespaceSelector")
                  ? Selectors.fits(peer.path("namespaceSelector"), labels(of))
                  : of.equals(namespace);
          return space
              && (!peer.has("podSelector")
                  || Selectors.fits(peer.path("podSelector"), pod.path("metadata").path("labels")));
        });
  }

  private JsonNode labels(String namespace) {
    return store
        .find(namespaces, "", namespace)
        .<JsonNode>map(object -> object.path("metadata").path("labels"))
        .orElse(tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());
  }
}

package salvor.training;

import java.util.List;
import java.util.stream.Stream;
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
  private final ApiResource services;

  Reach(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.policies = resources.named("networkpolicies");
    this.pods = resources.named("pods");
    this.namespaces = resources.named("namespaces");
    this.services = resources.named("services");
  }

  /**
   * Whether a new connection of a pod comes to be: through a Service where the address is one's,
   * and by the policies of both sides where the peer is a pod.
   */
  boolean connects(ObjectNode pod, String address, int port) {
    for (ObjectNode service : store.list(services, "")) {
      if (service.at("/spec/clusterIP").asString("").equals(address)) {
        return service.at("/spec/selector").isEmpty()
            ? leaves(pod, address, port)
            : behind(service, port).anyMatch(peer -> connects(pod, peer.address(), peer.port()));
      }
    }
    String own = pod.at("/status/podIP").asString("");
    return address.startsWith("127.")
        || address.equals(own)
        || (leaves(pod, address, port) && at(address).allMatch(peer -> enters(peer, own, port)));
  }

  private record Peer(String address, int port) {}

  private Stream<Peer> behind(ObjectNode service, int port) {
    String namespace = service.path("metadata").path("namespace").asString("");
    return service
        .at("/spec/ports")
        .valueStream()
        .filter(entry -> entry.path("port").asInt(0) == port)
        .flatMap(entry ->
            store.list(pods, namespace).stream()
                .filter(pod ->
                    Pods.isReady(pod)
                        && Selectors.fitsMap(
                            service.at("/spec/selector"), pod.path("metadata").path("labels")))
                .map(pod ->
                    new Peer(
                        pod.at("/status/podIP").asString(""),
                        ServiceEndpoints.target(entry, pod))));
  }

  /** The pods with an address of their own. */
  private Stream<ObjectNode> at(String address) {
    return store.list(pods, "").stream()
        .filter(pod ->
            pod.at("/status/podIP").asString("").equals(address)
                && !pod.at("/spec/hostNetwork").asBoolean(false)
                && !pod.at("/status/phase").asString("").matches("Succeeded|Failed"));
  }

  /** Whether a pod's own policies let a new connection to an address through. */
  boolean leaves(ObjectNode pod, String address, int port) {
    return lets(pod, "Egress", "egress", "to", address, port);
  }

  /** Whether a new connection from an address to a pod is let through. */
  boolean enters(ObjectNode pod, String address, int port) {
    return lets(pod, "Ingress", "ingress", "from", address, port);
  }

  private boolean lets(
      ObjectNode pod, String type, String rules, String peers, String address, int port) {
    if (pod.at("/spec/hostNetwork").asBoolean(false)) {
      return true;
    }
    List<ObjectNode> listening = type.equals("Ingress") ? List.of(pod) : at(address).toList();
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
                    .anyMatch(rule ->
                        port(rule, port, listening) && peer(rule.path(peers), namespace, address)));
  }

  private static boolean types(JsonNode policy, String type) {
    JsonNode types = policy.at("/spec/policyTypes");
    return types.isEmpty()
        ? type.equals("Ingress") || policy.path("spec").has("egress")
        : types.valueStream().anyMatch(said -> said.asString("").equals(type));
  }

  /** Whether a rule is for a TCP port; a named one is that of the pod which listens. */
  private static boolean port(JsonNode rule, int port, List<ObjectNode> listening) {
    JsonNode ports = rule.path("ports");
    return ports.isEmpty()
        || ports
            .valueStream()
            .filter(wanted -> wanted.path("protocol").asString("TCP").equals("TCP"))
            .anyMatch(wanted -> {
              if (wanted.path("port").isString()) {
                String name = wanted.path("port").asString("");
                return listening.stream().anyMatch(pod -> Pods.port(pod, name).orElse(-1) == port);
              }
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
    return at(address)
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

package salvor.cluster;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import salvor.cluster.PolicyRules.Direction;
import tools.jackson.databind.JsonNode;

/**
 * Whom a pod may reach, and who may reach it, by the NetworkPolicies that are there: policies are a
 * union, and a pod that none selects in a direction is open in it ({@code networking.k8s.io/v1}).
 */
public final class Reach {
  private final ObjectSource objects;
  private final PolicyRules rules;

  /** By these objects. */
  public Reach(ObjectSource objects) {
    this.objects = objects;
    this.rules = new PolicyRules(objects);
  }

  /**
   * Whether a new connection of a pod comes to be: through a Service where the address is one's,
   * and by the policies of both sides where the peer is a pod.
   */
  public boolean connects(JsonNode pod, String address, int port) {
    List<JsonNode> services =
        objects
            .all(ObjectKind.SERVICES, "")
            .filter(service -> service.at("/spec/clusterIP").asString("").equals(address))
            .toList();
    if (!services.isEmpty()) {
      JsonNode service = services.getFirst();
      return service.at("/spec/selector").isEmpty()
          ? leaves(pod, address, port)
          : behind(service, port).anyMatch(peer -> connects(pod, peer.address(), peer.port()));
    }
    String own = pod.at("/status/podIP").asString("");
    return address.startsWith("127.")
        || address.equals(own)
        || (leaves(pod, address, port) && at(address).allMatch(peer -> enters(peer, own, port)));
  }

  private record Peer(String address, int port) {}

  private Stream<Peer> behind(JsonNode service, int port) {
    String namespace = service.path("metadata").path("namespace").asString("");
    return service
        .at("/spec/ports")
        .valueStream()
        .filter(entry -> entry.path("port").asInt(0) == port)
        .flatMap(entry ->
            objects
                .all(ObjectKind.PODS, namespace)
                .filter(pod ->
                    PodFacts.isReady(pod)
                        && LabelSelector.fitsMap(
                            service.at("/spec/selector"), PolicyRules.labels(pod)))
                .map(pod ->
                    new Peer(
                        pod.at("/status/podIP").asString(""), PodFacts.targetPort(entry, pod))));
  }

  /** The pods with an address of their own. */
  private Stream<JsonNode> at(String address) {
    return objects
        .all(ObjectKind.PODS, "")
        .filter(pod ->
            pod.at("/status/podIP").asString("").equals(address)
                && !pod.at("/spec/hostNetwork").asBoolean(false)
                && !pod.at("/status/phase").asString("").matches("Succeeded|Failed"));
  }

  /** Whether a pod's own policies let a new connection to an address through. */
  public boolean leaves(JsonNode pod, String address, int port) {
    return lets(pod, Direction.OUT, address, port);
  }

  /** Whether a new connection from an address to a pod is let through. */
  public boolean enters(JsonNode pod, String address, int port) {
    return lets(pod, Direction.IN, address, port);
  }

  private boolean lets(JsonNode pod, Direction direction, String address, int port) {
    if (pod.at("/spec/hostNetwork").asBoolean(false)) {
      return true;
    }
    List<JsonNode> selecting = rules.selecting(pod, direction);
    if (selecting.isEmpty()) {
      return true;
    }
    List<JsonNode> there = at(address).toList();
    List<JsonNode> listening = direction == Direction.IN ? List.of(pod) : there;
    String namespace = pod.path("metadata").path("namespace").asString("");
    return selecting.stream()
        .flatMap(policy -> policy.path("spec").path(direction.rules()).valueStream())
        .anyMatch(rule ->
            port(rule, port, listening)
                && peer(rule.path(direction.peers()), namespace, address, there));
  }

  /** Whether a rule is for a TCP port; a named one is that of the pod which listens. */
  private static boolean port(JsonNode rule, int port, List<JsonNode> listening) {
    JsonNode ports = rule.path("ports");
    return ports.isEmpty()
        || ports
            .valueStream()
            .filter(wanted -> wanted.path("protocol").asString("TCP").equals("TCP"))
            .anyMatch(wanted -> {
              if (wanted.path("port").isString()) {
                String name = wanted.path("port").asString("");
                return listening.stream()
                    .anyMatch(pod -> PodFacts.port(pod, name, "TCP").equals(OptionalInt.of(port)));
              }
              int first = wanted.path("port").asInt(port);
              return port >= first && port <= wanted.path("endPort").asInt(first);
            });
  }

  private boolean peer(JsonNode peers, String namespace, String address, List<JsonNode> there) {
    return peers.isEmpty()
        || peers
            .valueStream()
            .anyMatch(peer ->
                peer.has("ipBlock")
                    ? in(peer.path("ipBlock"), address)
                    : there.stream().anyMatch(pod -> rules.isPeer(peer, namespace, pod)));
  }

  private static boolean in(JsonNode block, String address) {
    return IpBlock.in(address, block.path("cidr").asString(""))
        && block
            .path("except")
            .valueStream()
            .noneMatch(except -> IpBlock.in(address, except.asString("")));
  }
}

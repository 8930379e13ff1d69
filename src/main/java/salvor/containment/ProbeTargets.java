package salvor.containment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;
import salvor.cluster.ObjectSource;
import salvor.cluster.PodFacts;
import salvor.containment.ProbeTarget.Role;
import tools.jackson.databind.JsonNode;

/**
 * What is worth trying from inside a pod: what every pod of a cluster reaches unless something
 * keeps it from that, other pods, and the other ends of its connections. Each is tried before the
 * pod is cut off, too, so that one which never answers does no harm.
 */
public final class ProbeTargets {
  /** What must be known for a choice. */
  public static final Set<ObjectKind> KINDS =
      Set.of(ObjectKind.PODS, ObjectKind.SERVICES, ObjectKind.ENDPOINT_SLICES);

  private static final String METADATA = "169.254.169.254";
  private static final String NODE_DNS = "169.254.20.10"; // node-local-dns, unless told otherwise
  private static final String NAME = "kubernetes.default.svc.cluster.local";
  private static final int KUBELET = 10250;
  private static final int DNS = 53;
  private static final int MOST_PEERS = 3;
  private static final int MOST_SERVERS = 3;
  private static final int MOST_REMOTES = 8;

  private final JsonNode pod;
  private final ObjectSource objects;
  private final Set<String> node;
  private final Map<String, ProbeTarget> chosen = new LinkedHashMap<>();

  private ProbeTargets(JsonNode pod, ObjectSource objects) {
    this.pod = pod;
    this.objects = objects;
    this.node = nodeAddresses(pod);
  }

  /**
   * For a pod.
   *
   * @param sockets those it has now; null where they are not known
   * @param named what somebody wants to be tried as well, as an address and a port
   */
  public static List<ProbeTarget> of(
      JsonNode pod, ObjectSource objects, @Nullable SocketTable sockets, List<String> named) {
    ProbeTargets targets = new ProbeTargets(pod, objects);
    targets.apiServers();
    targets.names();
    targets.add(Role.METADATA, "http", METADATA, 80, ":/", "cloud metadata", false);
    targets.peers();
    if (sockets != null) {
      targets.remotes(sockets);
    }
    for (String each : named) {
      targets.add(Role.NAMED, "tcp", PodSocket.host(each), PodSocket.port(each), "", each, false);
    }
    targets.node.forEach(
        address -> targets.add(Role.NODE, "tcp", address, KUBELET, "", "kubelet", true));
    return List.copyOf(targets.chosen.values());
  }

  /** The addresses of the node that a pod runs on. */
  public static Set<String> nodeAddresses(JsonNode pod) {
    Set<String> addresses = new LinkedHashSet<>();
    addresses.add(pod.at("/status/hostIP").asString(""));
    pod.at("/status/hostIPs").forEach(each -> addresses.add(each.path("ip").asString("")));
    addresses.remove("");
    return addresses;
  }

  private void apiServers() {
    List<JsonNode> servers =
        objects.find(ObjectKind.SERVICES, "default", "kubernetes").stream().toList();
    services(Role.API_SERVER, servers, 443, "tcp", "");
  }

  private void names() {
    List<JsonNode> servers =
        objects
            .all(ObjectKind.SERVICES, "kube-system")
            .filter(service ->
                service.at("/metadata/labels/k8s-app").asString("").equals("kube-dns")
                    || service.at("/metadata/name").asString("").matches("kube-dns|coredns"))
            .toList();
    services(Role.CLUSTER_DNS, servers, DNS, "dns", ":" + NAME);
    services(Role.CLUSTER_DNS, servers, DNS, "tcp", "");
    add(Role.CLUSTER_DNS, "dns", NODE_DNS, DNS, ":" + NAME, "names, by the node's cache", true);
  }

  /** Services, and what is behind them: what is behind may be a filter's exception of its own. */
  private void services(Role role, List<JsonNode> services, int port, String way, String rest) {
    for (JsonNode service : services) {
      String name = name(service);
      List<Behind> behind = behind(service, port);
      boolean ofNode = behind.stream().anyMatch(each -> node.contains(each.address()));
      clusterIps(service).forEach(ip -> add(role, way, ip, port, rest, "Service " + name, ofNode));
      behind.stream()
          .limit(MOST_SERVERS)
          .forEach(each ->
              add(
                  role,
                  way,
                  each.address(),
                  each.port(),
                  rest,
                  "behind Service " + name,
                  node.contains(each.address())));
    }
  }

  private static List<String> clusterIps(JsonNode service) {
    JsonNode all = service.at("/spec/clusterIPs");
    return (all.isEmpty()
            ? Stream.of(service.at("/spec/clusterIP").asString(""))
            : all.valueStream().map(each -> each.asString("")))
        .filter(ip -> !ip.equals("None"))
        .toList();
  }

  private record Behind(String address, int port) {}

  private List<Behind> behind(JsonNode service, int port) {
    String portName =
        service
            .at("/spec/ports")
            .valueStream()
            .filter(each -> each.path("port").asInt(0) == port)
            .map(each -> each.path("name").asString(""))
            .findFirst()
            .orElse("");
    List<Behind> behind = new ArrayList<>();
    String namespace = service.at("/metadata/namespace").asString("");
    objects
        .all(ObjectKind.ENDPOINT_SLICES, namespace)
        .filter(slice ->
            slice
                .path("metadata")
                .path("labels")
                .path("kubernetes.io/service-name")
                .asString("")
                .equals(service.at("/metadata/name").asString("")))
        .forEach(slice -> {
          int to =
              slice
                  .path("ports")
                  .valueStream()
                  .filter(each -> each.path("name").asString("").equals(portName))
                  .mapToInt(each -> each.path("port").asInt(0))
                  .findFirst()
                  .orElse(0);
          slice
              .path("endpoints")
              .forEach(each ->
                  each.path("addresses")
                      .forEach(address -> behind.add(new Behind(address.asString(""), to))));
        });
    return behind;
  }

  private void peers() {
    int before = chosen.size();
    objects
        .all(ObjectKind.PODS, pod.at("/metadata/namespace").asString(""))
        .filter(peer ->
            PodFacts.isReady(peer)
                && !peer.at("/metadata/uid").equals(pod.at("/metadata/uid"))
                && !peer.path("metadata").path("labels").has("salvor.io/quarantine"))
        .forEach(peer ->
            ports(peer)
                .limit(chosen.size() - before < MOST_PEERS ? 1 : 0)
                .forEach(port ->
                    add(
                        Role.PEER,
                        "tcp",
                        peer.at("/status/podIP").asString(""),
                        port,
                        "",
                        "pod " + name(peer),
                        node.contains(peer.at("/status/podIP").asString("")))));
  }

  private static Stream<Integer> ports(JsonNode peer) {
    return peer.at("/spec/containers")
        .valueStream()
        .flatMap(container -> container.path("ports").valueStream())
        .filter(port -> port.path("protocol").asString("TCP").equals("TCP"))
        .map(port -> port.path("containerPort").asInt(0))
        .sorted();
  }

  private void remotes(SocketTable sockets) {
    sockets.sockets().stream()
        .filter(socket ->
            socket.carries()
                && !socket.isDatagrams()
                && !socket.isInside()
                && !sockets.isInbound(socket))
        .map(PodSocket::remote)
        .distinct()
        .limit(MOST_REMOTES)
        .forEach(remote ->
            add(
                Role.REMOTE,
                "tcp",
                PodSocket.host(remote),
                PodSocket.port(remote),
                "",
                "the other end of a connection",
                node.contains(PodSocket.host(remote))));
  }

  /** Adds what is an address; what came of the cluster may be anything. */
  private void add(
      Role role, String way, String host, int port, String rest, String name, boolean ofNode) {
    boolean six = host.contains(":");
    boolean address = six ? host.matches("[0-9a-fA-F:.]{2,45}") : host.matches("[0-9.]{7,15}");
    if (address && port > 0 && port < 65_536 && speaks(six)) {
      String word = way + ":" + (six ? "[" + host + "]" : host) + ":" + port + rest;
      chosen.putIfAbsent(word, new ProbeTarget(role, word, name, ofNode));
    }
  }

  /** Whether the pod has an address of that kind. */
  private boolean speaks(boolean six) {
    Collection<String> own = new ArrayList<>();
    own.add(pod.at("/status/podIP").asString(""));
    pod.at("/status/podIPs").forEach(each -> own.add(each.path("ip").asString("")));
    return own.stream().anyMatch(each -> !each.isEmpty() && each.contains(":") == six);
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/namespace").asString("")
        + "/"
        + object.at("/metadata/name").asString("");
  }
}

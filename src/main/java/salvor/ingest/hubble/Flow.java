package salvor.ingest.hubble;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.ingest.Fields;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * One flow: a packet or message at one point of one node's data path.
 *
 * @param node the node that saw it, without the cluster's name before it
 * @param protocol the member of {@code l4}, in lower case; {@code icmp} for both versions
 * @param reply whether it goes against the direction of its connection, null when Cilium did not
 *     know
 * @param opens whether it begins a connection by itself: SYN without ACK, or an ICMP echo request
 * @param ingress whether it was judged at the destination's end (true) or the source's (false),
 *     null when at neither
 */
record Flow(
    JsonNode body,
    @Nullable ObservedTime time,
    @Nullable String node,
    Endpoint source,
    Endpoint destination,
    @Nullable String protocol,
    @Nullable Boolean reply,
    boolean opens,
    @Nullable Boolean ingress) {

  static Flow of(JsonNode record, JsonNode body) {
    ObservedTime time = Fields.time(body, "time");
    String node = Fields.text(body, "node_name");
    JsonNode l4 = Fields.at(body, "l4");
    String layer = null;
    if (l4 != null && l4.isObject()) {
      for (Map.Entry<String, JsonNode> member : l4.properties()) {
        layer = member.getKey();
        break;
      }
    }
    JsonNode header = layer == null ? null : Fields.at(l4, layer);
    return new Flow(
        body,
        time != null ? time : Fields.time(record, "time"),
        bareNode(node != null ? node : Fields.text(record, "node_name")),
        endpoint(body, "source", Fields.port(header, "source_port")),
        endpoint(body, "destination", Fields.port(header, "destination_port")),
        protocol(layer),
        reply(body, header),
        opens(layer, header),
        ingress(body));
  }

  /** {@code kind-kind/kind-worker} is the node kind-worker of the cluster kind-kind. */
  private static @Nullable String bareNode(@Nullable String node) {
    return node == null ? null : node.substring(node.lastIndexOf('/') + 1);
  }

  private static Endpoint endpoint(JsonNode body, String side, int port) {
    String namespace = Fields.text(body, side, "namespace");
    String pod = Fields.text(body, side, "pod_name");
    JsonNode names = Fields.at(body, side + "_names");
    String name =
        pod != null && namespace != null
            ? namespace + "/" + pod
            : names != null && names.isArray() && !names.isEmpty()
                ? Fields.text(names.get(0))
                : null;
    return new Endpoint(Fields.text(body, "IP", side), port, name);
  }

  private static @Nullable String protocol(@Nullable String layer) {
    return layer == null
        ? null
        : switch (layer) {
          case "TCP" -> "tcp";
          case "UDP" -> "udp";
          case "SCTP" -> "sctp";
          case "ICMPv4", "ICMPv6" -> "icmp";
          default -> null;
        };
  }

  /**
   * {@code is_reply} says yes, no or (absent) unknown; the older {@code reply} can only say yes.
   * SYN with ACK answers.
   */
  private static @Nullable Boolean reply(JsonNode body, @Nullable JsonNode header) {
    Boolean stated = Fields.truth(body, "is_reply");
    if (stated != null) {
      return stated;
    }
    if (Fields.isTrue(body, "reply") || (flag(header, "SYN") && flag(header, "ACK"))) {
      return Boolean.TRUE;
    }
    return flag(header, "SYN") ? Boolean.FALSE : null;
  }

  private static boolean opens(@Nullable String layer, @Nullable JsonNode header) {
    Long type = Fields.number(header, "type");
    return switch (layer == null ? "" : layer) {
      case "TCP" -> flag(header, "SYN") && !flag(header, "ACK");
      case "ICMPv4" -> type != null && type == 8;
      case "ICMPv6" -> type != null && type == 128;
      default -> false;
    };
  }

  private static boolean flag(@Nullable JsonNode header, String name) {
    return Fields.isTrue(header, "flags", name);
  }

  private static @Nullable Boolean ingress(JsonNode body) {
    String direction = Fields.text(body, "traffic_direction");
    if ("INGRESS".equals(direction) || "EGRESS".equals(direction)) {
      return "INGRESS".equals(direction);
    }
    String point = Fields.text(body, "trace_observation_point");
    return point == null
        ? null
        : switch (point) {
          case "TO_ENDPOINT", "FROM_NETWORK", "FROM_OVERLAY" -> Boolean.TRUE;
          case "FROM_ENDPOINT", "FROM_HOST", "TO_NETWORK", "TO_OVERLAY", "TO_STACK", "TO_PROXY" ->
              Boolean.FALSE;
          default -> null;
        };
  }

  /** Whether enough is left of it to say who spoke to whom. */
  boolean hasPeers() {
    return (source.address() != null || source.name() != null)
        && (destination.address() != null || destination.name() != null);
  }

  /** Where one side of it runs. */
  Location place(String side) {
    JsonNode end = Fields.at(body, side);
    String namespace = Fields.text(end, "namespace");
    JsonNode workloads = Fields.at(end, "workloads");
    JsonNode first =
        workloads != null && workloads.isArray() && !workloads.isEmpty() ? workloads.get(0) : null;
    String workload = Fields.text(first, "name");
    return new Location(
        node,
        namespace,
        Fields.text(end, "pod_name"),
        null,
        null,
        null,
        null,
        null,
        namespace == null || workload == null
            ? null
            : new WorkloadRef(namespace, Fields.text(first, "kind"), workload),
        cluster(end));
  }

  /** What Cilium calls every cluster that nobody named is no name. */
  private static @Nullable String cluster(@Nullable JsonNode end) {
    String name = Fields.text(end, "cluster_name");
    return "default".equals(name) ? null : name;
  }
}

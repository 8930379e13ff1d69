package salvor.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import salvor.cluster.LivePod;
import salvor.cluster.NetworkPlugin;
import salvor.live.Readiness.Answer;
import salvor.live.Readiness.Cause;
import salvor.live.Readiness.State;
import tools.jackson.databind.JsonNode;

/**
 * What the images and runtimes on the nodes tell of sensors, log shippers, network plugins and
 * checkpoints.
 */
final class NodeFacts {
  private static final List<String> SHIPPERS =
      List.of(
          "fluent-bit",
          "fluentd",
          "vector",
          "promtail",
          "alloy",
          "filebeat",
          "logstash",
          "logagent",
          "opentelemetry-collector",
          "otel",
          "datadog/agent",
          "splunk");
  private final Map<String, String> runtimes = new HashMap<>();
  private final Map<String, Set<String>> imagesOfNode = new HashMap<>();
  private final Set<String> sensorNodes = new TreeSet<>();

  NodeFacts(List<LivePod> pods, Collection<JsonNode> nodes) {
    nodes.forEach(node ->
        runtimes.put(
            node.at("/metadata/name").asString(""),
            node.at("/status/nodeInfo/containerRuntimeVersion").asString("")));
    for (LivePod pod : pods) {
      Map<String, String> images = new LinkedHashMap<>();
      pod.containers().forEach(container -> images.put(container.name(), container.image()));
      imagesOfNode.computeIfAbsent(pod.node(), _ -> new TreeSet<>()).addAll(images.values());
      if (Sensor.in(pod.namespace(), pod.name(), pod.node(), images).isPresent()) {
        sensorNodes.add(pod.node());
      }
    }
  }

  Answer sensor(Set<String> on) {
    return onNodes(
        on, sensorNodes, Cause.SENSOR_ON_ALL_NODES, Cause.SENSOR_ON_SOME_NODES, Cause.NO_SENSOR);
  }

  Answer shipping(Set<String> on) {
    return onNodes(
        on,
        nodesWith(SHIPPERS),
        Cause.SHIPPER_ON_ALL_NODES,
        Cause.SHIPPER_ON_SOME_NODES,
        Cause.NO_SHIPPER);
  }

  private static Answer onNodes(
      Set<String> on, Set<String> covered, Cause all, Cause some, Cause none) {
    List<String> missing = on.stream().filter(node -> !covered.contains(node)).toList();
    if (missing.isEmpty() && !on.isEmpty()) {
      return new Answer(State.YES, all, List.of());
    }
    return missing.size() == on.size()
        ? new Answer(State.NO, none, missing)
        : new Answer(State.PARTLY, some, missing);
  }

  private Set<String> nodesWith(List<String> images) {
    Set<String> nodes = new TreeSet<>();
    imagesOfNode.forEach((node, on) -> {
      if (on.stream().anyMatch(image -> isOne(image, images))) {
        nodes.add(node);
      }
    });
    return nodes;
  }

  private static boolean isOne(String image, List<String> of) {
    String lower = image.toLowerCase(Locale.ROOT);
    return of.stream().anyMatch(lower::contains);
  }

  Answer enforced() {
    Answer found = new Answer(State.UNKNOWN, Cause.PLUGIN_NOT_KNOWN, List.of());
    for (Set<String> images : imagesOfNode.values()) {
      for (String image : images) {
        Set<NetworkPlugin> plugins = NetworkPlugin.among(List.of(image));
        if (plugins.stream().anyMatch(NetworkPlugin::enforces)) {
          return new Answer(State.PARTLY, Cause.PLUGIN_ENFORCES, List.of(image));
        }
        if (!plugins.isEmpty()) {
          found = new Answer(State.NO, Cause.PLUGIN_DOES_NOT, List.of(image));
        }
      }
    }
    return found;
  }

  /**
   * containerd since 2.0 and CRI-O since 1.25 can; asking the kubelet takes rights on nodes.
   *
   * @param permitted whether those are given for sure
   */
  Answer checkpoint(Set<String> on, boolean permitted) {
    List<String> old =
        on.stream().filter(node -> !canCheckpoint(runtimes.getOrDefault(node, ""))).toList();
    if (!old.isEmpty()) {
      return new Answer(State.NO, Cause.RUNTIME_TOO_OLD, old);
    }
    return permitted
        ? new Answer(State.UNKNOWN, Cause.CHECKPOINT_MAY_WORK, List.of())
        : new Answer(State.NO, Cause.CHECKPOINT_NEEDS_NODE_RIGHTS, List.of());
  }

  private static boolean canCheckpoint(String runtime) {
    String[] part = runtime.split("://");
    if (part.length < 2) {
      return false;
    }
    String[] number = part[1].replaceAll("[^0-9.].*", "").split("\\.");
    int major =
        number[0].isEmpty()
            ? 0
            : Integer.parseInt(number[0].substring(0, Math.min(4, number[0].length())));
    return part[0].equals("containerd") ? major >= 2 : part[0].equals("cri-o") && major >= 1;
  }
}

package salvor.training.apiserver;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How {@code kubectl get} words the state of pods, nodes, jobs and services. */
final class PodWords {
  private PodWords() {}

  static String ready(JsonNode pod) {
    long ready =
        pod.at("/status/containerStatuses")
            .valueStream()
            .filter(status -> status.path("ready").asBoolean(false))
            .count();
    return ready + "/" + pod.at("/spec/containers").size();
  }

  /** The worst thing that can be said of a pod, as {@code printPod} of Kubernetes finds it. */
  static String status(JsonNode pod) {
    if (pod.path("metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    String said = pod.at("/status/reason").asString(pod.at("/status/phase").asString("Unknown"));
    for (JsonNode status : pod.at("/status/containerStatuses")) {
      String waiting = status.at("/state/waiting/reason").asString("");
      JsonNode terminated = status.at("/state/terminated");
      if (!waiting.isEmpty()) {
        said = waiting;
      } else if (!terminated.isMissingNode()) {
        said =
            terminated.path("reason").asString("ExitCode:" + terminated.path("exitCode").asInt(0));
      }
    }
    return said;
  }

  static String restarts(JsonNode pod) {
    return Integer.toString(
        pod.at("/status/containerStatuses")
            .valueStream()
            .mapToInt(status -> status.path("restartCount").asInt(0))
            .sum());
  }

  static String job(JsonNode job) {
    return job.at("/status/succeeded").asInt(0) > 0
        ? "Complete"
        : job.at("/status/failed").asInt(0) > 0 ? "Failed" : "Running";
  }

  static String node(JsonNode node) {
    String ready =
        node.at("/status/conditions")
            .valueStream()
            .filter(condition -> condition.path("type").asString("").equals("Ready"))
            .map(condition ->
                condition.path("status").asString("").equals("True") ? "Ready" : "NotReady")
            .findFirst()
            .orElse("Unknown");
    return node.at("/spec/unschedulable").asBoolean(false) ? ready + ",SchedulingDisabled" : ready;
  }

  static String roles(JsonNode node) {
    String prefix = "node-role.kubernetes.io/";
    String roles =
        node.path("metadata").path("labels").propertyNames().stream()
            .filter(label -> label.startsWith(prefix))
            .map(label -> label.substring(prefix.length()))
            .collect(Collectors.joining(","));
    return roles.isEmpty() ? "<none>" : roles;
  }

  static String internalIp(JsonNode node) {
    return node.at("/status/addresses")
        .valueStream()
        .filter(address -> address.path("type").asString("").equals("InternalIP"))
        .map(address -> address.path("address").asString(""))
        .findFirst()
        .orElse("<none>");
  }

  static String ports(JsonNode service) {
    return service
        .at("/spec/ports")
        .valueStream()
        .map(port -> port.path("port").asInt() + "/" + port.path("protocol").asString("TCP"))
        .collect(Collectors.joining(","));
  }

  static String lastSeen(JsonNode event) {
    return Tables.AGO
        + event
            .path("lastTimestamp")
            .asString(event.path("eventTime").asString(event.path("firstTimestamp").asString("")));
  }

  static String involved(JsonNode event) {
    JsonNode object =
        event.has("involvedObject") ? event.path("involvedObject") : event.path("regarding");
    return object.path("kind").asString("").toLowerCase(java.util.Locale.ROOT)
        + "/"
        + object.path("name").asString("");
  }
}

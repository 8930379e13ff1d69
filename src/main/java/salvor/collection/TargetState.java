package salvor.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A container as its pod tells it at one time: two that differ say that it was replaced.
 *
 * @param podUid the pod's uid
 * @param containerId the runtime's id, empty where none runs
 * @param restarts how often it was started again
 */
public record TargetState(String podUid, String containerId, int restarts) {
  /** Of a container of a pod object. */
  static TargetState of(JsonNode pod, String container) {
    JsonNode status = status(pod, container).orElse(pod.path("nothing"));
    return new TargetState(
        pod.at("/metadata/uid").asString(""),
        status.path("containerID").asString(""),
        status.path("restartCount").asInt(0));
  }

  static Optional<JsonNode> status(JsonNode pod, String container) {
    return statuses(pod).stream()
        .filter(status -> status.path("name").asString("").equals(container))
        .findFirst();
  }

  private static List<JsonNode> statuses(JsonNode pod) {
    List<JsonNode> all = new ArrayList<>();
    for (String list :
        List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")) {
      pod.path("status").path(list).forEach(all::add);
    }
    return all;
  }

  /** The user that a container's first process runs as; empty where nobody says. */
  static Optional<Long> user(JsonNode pod, String container) {
    JsonNode told = status(pod, container).orElse(pod.path("nothing")).at("/user/linux/uid");
    if (told.isIntegralNumber()) {
      return Optional.of(told.asLong());
    }
    return pod.at("/spec/containers")
        .valueStream()
        .filter(each -> each.path("name").asString("").equals(container))
        .map(each -> each.at("/securityContext/runAsUser"))
        .filter(JsonNode::isIntegralNumber)
        .findFirst()
        .or(() ->
            Optional.of(pod.at("/spec/securityContext/runAsUser"))
                .filter(JsonNode::isIntegralNumber))
        .map(JsonNode::asLong);
  }

  /** Whether it was seen, in another pod. */
  boolean isAnotherPod(String uid) {
    return !podUid.isEmpty() && !podUid.equals(uid);
  }

  /** Whether it is the same container, never started again in between. */
  public boolean isSame(TargetState later) {
    return equals(later);
  }
}

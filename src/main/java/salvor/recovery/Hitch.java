package salvor.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodFacts;
import tools.jackson.databind.JsonNode;

/**
 * A new pod that does not start, or runs and does not get ready. It may yet: an image is pulled
 * again, a node may become free, and what is probed may answer.
 *
 * @param what which of both
 * @param pod its name
 * @param reason as the cluster words it: {@code ErrImagePull}, {@code Unschedulable}, {@code
 *     Unhealthy}
 * @param said what the cluster says beside it; may be empty
 */
public record Hitch(What what, String pod, String reason, String said) {
  /** What does not come about. */
  public enum What {
    START,
    /** It runs, and the kubelet says that a probe fails, or its controller gave up waiting. */
    READY
  }

  /** As the kubelet calls its event of a probe that fails. */
  static final String UNHEALTHY = "Unhealthy";

  /** Why a container waits that is on its way. */
  private static final Set<String> ON_THE_WAY = Set.of("", "ContainerCreating", "PodInitializing");

  /**
   * Those of a workload, one of each pod that has an image which it was given.
   *
   * @param pods all that are known, with their workloads
   */
  static List<Hitch> of(WorkloadFix workload, Collection<LivePod> pods, ClusterObjects objects) {
    List<Hitch> all = new ArrayList<>();
    for (LivePod pod : pods) {
      if (pod.workload().equals(workload.ref()) && isNew(workload, pod)) {
        objects
            .find(ObjectKind.PODS, pod.uid())
            .flatMap(each -> of(each).or(() -> notReady(workload, each, objects)))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  /**
   * Of a pod that runs and is not ready. That alone is none, as every pod begins so; only what the
   * cluster says counts, and no time: that a probe fails, or that the controller waits no longer.
   */
  private static Optional<Hitch> notReady(
      WorkloadFix workload, JsonNode pod, ClusterObjects objects) {
    JsonNode status = pod.path("status");
    if (pod.path("metadata").has("deletionTimestamp")
        || !text(status, "phase").equals("Running")
        || PodFacts.isReady(pod)) {
      return Optional.empty();
    }
    String name = pod.at("/metadata/name").asString("");
    Optional<Hitch> probed =
        unhealthy(pod, objects)
            .map(event -> new Hitch(What.READY, name, UNHEALTHY, text(event, "message")));
    return probed.isPresent() || !hasGivenUp(workload, objects)
        ? probed
        : condition(status, "Ready")
            .map(ready ->
                new Hitch(What.READY, name, text(ready, "reason"), text(ready, "message")));
  }

  /** What the kubelet said last of a probe that fails, of the container that is started now. */
  private static Optional<JsonNode> unhealthy(JsonNode pod, ClusterObjects objects) {
    String uid = pod.at("/metadata/uid").asString("");
    return objects
        .all(ObjectKind.EVENTS, pod.at("/metadata/namespace").asString(""))
        .filter(event -> text(event, "reason").equals(UNHEALTHY))
        .filter(event -> event.at("/involvedObject/uid").asString("").equals(uid))
        .max(Comparator.comparing(Hitch::last));
  }

  /** RFC 3339 in UTC compares as text. */
  private static String last(JsonNode event) {
    return Stream.of(
            event.at("/series/lastObservedTime"),
            event.path("lastTimestamp"),
            event.path("eventTime"),
            event.at("/metadata/creationTimestamp"))
        .map(time -> time.asString(""))
        .filter(time -> !time.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static boolean hasGivenUp(WorkloadFix workload, ClusterObjects objects) {
    return objects
        .find(workload.kind().kind(), workload.namespace(), workload.name())
        .filter(now -> RollOutState.of(workload.kind(), now) instanceof RollOutState.Stuck)
        .isPresent();
  }

  private static Optional<JsonNode> condition(JsonNode status, String type) {
    return status
        .path("conditions")
        .valueStream()
        .filter(each -> text(each, "type").equals(type))
        .findFirst();
  }

  private static boolean isNew(WorkloadFix workload, LivePod pod) {
    return workload.images().stream()
        .anyMatch(image ->
            pod.containers().stream()
                .anyMatch(each ->
                    each.name().equals(image.container()) && each.image().equals(image.after())));
  }

  /** That of a pod; empty for one that runs, is on its way, or is being deleted. */
  private static Optional<Hitch> of(JsonNode pod) {
    String name = pod.at("/metadata/name").asString("");
    if (pod.path("metadata").has("deletionTimestamp")) {
      return Optional.empty();
    }
    JsonNode status = pod.path("status");
    Optional<JsonNode> unplaced =
        condition(status, "PodScheduled").filter(each -> text(each, "status").equals("False"));
    if (unplaced.isPresent()) {
      return unplaced.map(each -> start(name, text(each, "reason"), text(each, "message")));
    }
    if (text(status, "phase").equals("Failed")) {
      String reason = text(status, "reason");
      return Optional.of(
          start(name, reason.isEmpty() ? "Failed" : reason, text(status, "message")));
    }
    return Stream.of("initContainerStatuses", "containerStatuses")
        .flatMap(list -> status.path(list).valueStream())
        .flatMap(container -> of(name, container.path("state")).stream())
        .findFirst();
  }

  private static Optional<Hitch> of(String pod, JsonNode state) {
    JsonNode waiting = state.path("waiting");
    JsonNode ended = state.path("terminated");
    return !ON_THE_WAY.contains(text(waiting, "reason"))
        ? Optional.of(start(pod, text(waiting, "reason"), text(waiting, "message")))
        : ended.path("exitCode").asInt(0) != 0
            ? Optional.of(start(pod, text(ended, "reason"), text(ended, "message")))
            : Optional.empty();
  }

  private static Hitch start(String pod, String reason, String said) {
    return new Hitch(What.START, pod, reason, said);
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asString("");
  }
}

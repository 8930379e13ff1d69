package salvor.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;

/**
 * A new pod that does not start. It may yet: an image is pulled again, and a node may become free.
 *
 * @param pod its name
 * @param reason as the cluster words it: {@code ErrImagePull}, {@code Unschedulable}
 * @param said what the cluster says beside it; may be empty
 */
public record Hitch(String pod, String reason, String said) {
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
        objects.find(ObjectKind.PODS, pod.uid()).flatMap(Hitch::of).ifPresent(all::add);
      }
    }
    return all;
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
    for (JsonNode condition : status.path("conditions")) {
      if (text(condition, "type").equals("PodScheduled")
          && text(condition, "status").equals("False")) {
        return Optional.of(new Hitch(name, text(condition, "reason"), text(condition, "message")));
      }
    }
    if (text(status, "phase").equals("Failed")) {
      String reason = text(status, "reason");
      return Optional.of(
          new Hitch(name, reason.isEmpty() ? "Failed" : reason, text(status, "message")));
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
        ? Optional.of(new Hitch(pod, text(waiting, "reason"), text(waiting, "message")))
        : ended.path("exitCode").asInt(0) != 0
            ? Optional.of(new Hitch(pod, text(ended, "reason"), text(ended, "message")))
            : Optional.empty();
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asString("");
  }
}

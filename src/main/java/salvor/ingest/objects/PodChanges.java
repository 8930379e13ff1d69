package salvor.ingest.objects;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/**
 * What the changes of pods tell that no change before told: a container started or ended, a pod was
 * made, evicted, told to end, deleted. Each is observed once, at the time that the pod says. What
 * ended before the first change was recorded is marked as such; what started before it is context.
 */
final class PodChanges {
  private static final int KEPT = 200_000;
  static final String[] STATUSES = {
    "initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"
  };

  private final Once known = new Once(KEPT);
  private @Nullable ObservedTime begun;

  /**
   * What is new.
   *
   * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}
   * @param received when it was recorded, null when nobody said
   */
  List<Observation> of(String type, JsonNode pod, @Nullable ObservedTime received, RecordRef ref) {
    if (begun == null) {
      begun = received;
    }
    Change change = new Change(type, pod, ref);
    JsonNode metadata = Fields.at(pod, "metadata");
    change.add("Created", null, Fields.time(metadata, "creationTimestamp"), null);
    for (String statuses : STATUSES) {
      JsonNode all = Fields.at(pod, "status", statuses);
      if (all != null && all.isArray()) {
        all.forEach(status -> change.container(status, received));
      }
    }
    change.evicted(received);
    if (Fields.present(metadata, "deletionTimestamp")) {
      String by = Fields.text(metadata, "deletionTimestamp");
      change.once("Deleting", received, "to be gone by " + by);
    }
    if (type.equals("DELETED")) {
      change.once("Deleted", received, null);
    }
    return change.found;
  }

  private final class Change {
    private final List<Observation> found = new ArrayList<>();
    private final String type;
    private final JsonNode pod;
    private final RecordRef ref;
    private final String identity;

    Change(String type, JsonNode pod, RecordRef ref) {
      this.type = type;
      this.pod = pod;
      this.ref = ref;
      this.identity =
          Fields.text(pod, "metadata", "uid")
              + " "
              + Fields.text(pod, "metadata", "namespace")
              + "/"
              + Fields.text(pod, "metadata", "name");
    }

    void container(JsonNode status, @Nullable ObservedTime received) {
      ended(status, Fields.at(status, "lastState", "terminated"));
      ended(status, Fields.at(status, "state", "terminated"));
      JsonNode running = Fields.at(status, "state", "running");
      if (running != null) {
        Integer restarts = Fields.integer(status, "restartCount");
        String again = restarts == null || restarts == 0 ? null : "restart " + restarts;
        started(status, Fields.text(status, "containerID"), running, again);
      }
      JsonNode waiting = Fields.at(status, "state", "waiting");
      String why = Fields.text(waiting, "reason");
      if (why != null && !why.equals("ContainerCreating") && !why.equals("PodInitializing")) {
        Container container = new Container(status, null);
        String times = why + Fields.text(status, "restartCount");
        add(why, times, container, received, Fields.text(waiting, "message"));
      }
    }

    private void ended(JsonNode status, @Nullable JsonNode terminated) {
      if (terminated == null) {
        return;
      }
      String id = Fields.text(terminated, "containerID");
      started(status, id, terminated, null);
      String reason = Fields.text(terminated, "reason");
      Integer code = Fields.integer(terminated, "exitCode");
      Integer signal = Fields.integer(terminated, "signal");
      String message = Fields.text(terminated, "message");
      add(
          reason == null ? "Terminated" : reason,
          new Container(status, id),
          Fields.time(terminated, "finishedAt"),
          (code == null ? "exit code not told" : "exit code " + code)
              + (signal == null || signal == 0 ? "" : ", signal " + signal)
              + (message == null ? "" : ": " + message));
    }

    private void started(
        JsonNode status, @Nullable String id, JsonNode state, @Nullable String message) {
      ObservedTime at = Fields.time(state, "startedAt");
      if (at != null) { // what was killed before it ran has none
        add("Started", new Container(status, id), at, message);
      }
    }

    /** By the condition that says so; the kubelet's own eviction is told by the pod's reason. */
    void evicted(@Nullable ObservedTime received) {
      JsonNode conditions = Fields.at(pod, "status", "conditions");
      ObservedTime since = null;
      String why = null;
      if (conditions != null && conditions.isArray()) {
        for (JsonNode each : conditions) {
          if ("DisruptionTarget".equals(Fields.text(each, "type"))
              && "True".equals(Fields.text(each, "status"))) {
            since = Fields.time(each, "lastTransitionTime");
            why = Fields.firstText(each, "message", "reason");
          }
        }
      }
      if (since != null || "Evicted".equals(Fields.text(pod, "status", "reason"))) {
        String message = Fields.text(pod, "status", "message");
        once("Evicted", since != null ? since : received, message != null ? message : why);
      }
    }

    /** Something with a time of its own. */
    void add(
        String what,
        @Nullable Container container,
        @Nullable ObservedTime at,
        @Nullable String message) {
      add(what, what + (at == null ? "" : at.nanos()), container, at, message);
    }

    /** Something that is told at the time of the first change that tells it. */
    void once(String what, @Nullable ObservedTime received, @Nullable String message) {
      add(what, what, null, received, message);
    }

    private void add(
        String what,
        String told,
        @Nullable Container container,
        @Nullable ObservedTime at,
        @Nullable String message) {
      String of = container == null ? "" : container.name() + " " + container.id();
      String key = identity + "|" + of + "|" + told;
      if (known.put(key) && !isContext(what, at)) {
        found.add(observation(what, container, at, message));
      }
    }

    /**
     * When what runs was started before the recording, the pod itself says; and what a change tells
     * of the time before this file, the file before it told.
     */
    private boolean isContext(String what, @Nullable ObservedTime at) {
      return isBefore(at)
          && (!type.equals("ADDED") || what.equals("Created") || what.equals("Started"));
    }

    private boolean isBefore(@Nullable ObservedTime at) {
      ObservedTime first = begun;
      return at != null && first != null && at.nanos() < first.nanos();
    }

    private Observation observation(
        String what,
        @Nullable Container container,
        @Nullable ObservedTime at,
        @Nullable String message) {
      return new Observation(
          at,
          place(container),
          ProcessInfo.UNKNOWN,
          new Activity.ClusterEvent(what, null, message, named(), null, 0),
          isBefore(at) ? EnumSet.of(Quality.RUNNING_BEFORE_SENSOR) : Set.of(),
          ref);
    }

    private String named() {
      return "Pod "
          + Fields.text(pod, "metadata", "namespace")
          + "/"
          + Fields.text(pod, "metadata", "name");
    }

    private Location place(@Nullable Container container) {
      return new Location(
          Fields.text(pod, "spec", "nodeName"),
          Fields.text(pod, "metadata", "namespace"),
          Fields.text(pod, "metadata", "name"),
          Fields.text(pod, "metadata", "uid"),
          container == null ? null : container.name(),
          container == null ? null : Location.bareContainerId(container.id()),
          container == null ? null : container.image(),
          container == null ? null : container.digest(),
          null);
    }
  }

  private record Container(
      @Nullable String name,
      @Nullable String id,
      @Nullable String image,
      @Nullable ImageDigest digest) {
    Container(JsonNode status, @Nullable String id) {
      this(
          Fields.text(status, "name"),
          id,
          Fields.imageName(Fields.text(status, "image")),
          ImageDigest.in(Fields.text(status, "imageID")).orElse(null));
    }
  }
}

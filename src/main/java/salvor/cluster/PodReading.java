package salvor.cluster;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/** Reads a pod object. A field of another type than due is read as if it were not there. */
final class PodReading {
  private PodReading() {}

  static LivePod pod(JsonNode pod, Owners owners) {
    JsonNode metadata = pod.path("metadata");
    PodStatus status = PodStatus.of(pod);
    Map<String, String> labels = labels(metadata.path("labels"));
    String namespace = text(metadata, "namespace");
    String uid = text(metadata, "uid");
    return new LivePod(
        namespace,
        text(metadata, "name"),
        uid.isEmpty() ? namespace + "/" + text(metadata, "name") : uid,
        text(metadata, "resourceVersion"),
        owners.of(metadata, labels),
        text(Owners.controller(metadata), "uid"),
        status.ready(),
        status.total(),
        status.word(),
        status.restarts(),
        time(text(metadata, "creationTimestamp")),
        pod.at("/spec/nodeName").asString(""),
        pod.at("/status/podIP").asString(""),
        containers(pod),
        labels,
        pod.at("/spec/hostNetwork").asBoolean(false),
        labels.get(LivePod.QUARANTINE));
  }

  private static Map<String, String> labels(JsonNode labels) {
    Map<String, String> read = new LinkedHashMap<>();
    labels.forEachEntry((name, value) -> read.put(name, value.asString("")));
    return read;
  }

  private static List<LiveContainer> containers(JsonNode pod) {
    List<LiveContainer> all = new ArrayList<>();
    JsonNode spec = pod.path("spec");
    JsonNode status = pod.path("status");
    add(
        all,
        spec.path("initContainers"),
        status.path("initContainerStatuses"),
        LiveContainer.Role.INIT);
    add(
        all,
        spec.path("containers"),
        status.path("containerStatuses"),
        LiveContainer.Role.ORDINARY);
    add(
        all,
        spec.path("ephemeralContainers"),
        status.path("ephemeralContainerStatuses"),
        LiveContainer.Role.EPHEMERAL);
    return all;
  }

  private static void add(
      List<LiveContainer> all, JsonNode specified, JsonNode statuses, LiveContainer.Role role) {
    Map<String, JsonNode> byName = new HashMap<>();
    statuses.forEach(status -> byName.put(text(status, "name"), status));
    for (JsonNode container : specified) {
      JsonNode status = byName.remove(text(container, "name"));
      boolean stays = role == LiveContainer.Role.INIT && PodStatus.Counting.stays(container);
      all.add(
          container(
              text(container, "name"),
              text(container, "image"),
              status == null ? container.path("no status") : status,
              stays ? LiveContainer.Role.SIDECAR : role));
    }
    // the status of a container that the specification does not have: nothing is left out
    byName.forEach((name, status) -> all.add(container(name, text(status, "image"), status, role)));
  }

  private static LiveContainer container(
      String name, String image, JsonNode status, LiveContainer.Role role) {
    ImageId pinned = ImageId.of(image);
    String id = Location.bareContainerId(text(status, "containerID"));
    JsonNode state = status.path("state");
    return new LiveContainer(
        name,
        role,
        image,
        pinned.form() == ImageId.Form.REPO_DIGEST ? pinned.digest() : null,
        text(status, "imageID"),
        ImageId.of(text(status, "imageID")),
        id == null ? "" : id,
        state(state),
        state
            .path("waiting")
            .path("reason")
            .asString(state.path("terminated").path("reason").asString("")),
        status.path("ready").asBoolean(false),
        status.path("restartCount").asInt(0));
  }

  private static LiveContainer.State state(JsonNode state) {
    return state.path("running").isObject()
        ? LiveContainer.State.RUNNING
        : state.path("terminated").isObject()
            ? LiveContainer.State.TERMINATED
            : state.path("waiting").isObject()
                ? LiveContainer.State.WAITING
                : LiveContainer.State.UNKNOWN;
  }

  static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static String text(JsonNode of, String field) {
    return of.path(field).asString("");
  }
}

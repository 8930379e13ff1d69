package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a component of the cluster said of a pod.
 *
 * @param last when it was said last, null when no time is told
 * @param count how often it was said
 * @param warning whether it is no ordinary thing
 * @param reason its kind, in one word
 * @param message what was said
 * @param source who said it
 */
public record PodEvent(
    @Nullable Instant last,
    int count,
    boolean warning,
    String reason,
    String message,
    String source) {

  /** Those of one pod, the newest first; of another pod of that name they are not. */
  public static List<PodEvent> of(JsonNode pod, ObjectSource objects) {
    String uid = text(pod.path("metadata"), "uid");
    return objects
        .all(ObjectKind.EVENTS, text(pod.path("metadata"), "namespace"))
        .filter(event -> text(event.path("involvedObject"), "uid").equals(uid))
        .map(PodEvent::of)
        .sorted(
            Comparator.comparing(PodEvent::last, Comparator.nullsLast(Comparator.reverseOrder())))
        .toList();
  }

  private static PodEvent of(JsonNode event) {
    return new PodEvent(
        last(event),
        Math.max(event.path("count").asInt(1), event.path("series").path("count").asInt(1)),
        !text(event, "type").equals("Normal"),
        text(event, "reason"),
        text(event, "message"),
        event.at("/source/component").asString(text(event, "reportingComponent")));
  }

  private static @Nullable Instant last(JsonNode event) {
    for (JsonNode told :
        List.of(
            event.path("series").path("lastObservedTime"),
            event.path("lastTimestamp"),
            event.path("eventTime"),
            event.path("firstTimestamp"),
            event.at("/metadata/creationTimestamp"))) {
      Instant time = PodReading.time(told.asString(""));
      if (time != null) {
        return time;
      }
    }
    return null;
  }
}

package salvor.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Another pod of the entered pod's image that the attacker enters as well. That is made from the
 * recording, in which it did not happen.
 *
 * @param pod the pod, as it was at the begin
 * @param at when it is entered, in the time of the recording
 * @param until which of the recorded steps happen in it: those before this time
 */
public record AlsoEntered(ObjectNode pod, Instant at, Instant until) {
  /** The member of the scenario that says so. */
  static final String MEMBER = "alsoEntered";

  /**
   * A recording with what its scenario says of it, if it does.
   *
   * @throws IOException when it is said wrongly; the message tells where and what
   */
  static Recording added(Recording recording, Path folder) throws IOException {
    if (!recording.scenario().has(MEMBER)) {
      return recording;
    }
    try {
      return new Recording(
          recording.scenario(), recording.objects(), recording.happenings(), of(recording));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          Scenarios.file(folder, "practice/scenario.json") + ", " + e.getMessage(), e);
    }
  }

  private static AlsoEntered of(Recording recording) {
    JsonNode told = recording.scenario().path(MEMBER);
    Instant attack = recording.attack().orElseThrow(() -> wrong("nobody attacks"));
    Instant end = Instant.parse(recording.scenario().path("end").asString(""));
    ObjectNode entry =
        recording.entry().orElseThrow(() -> wrong("the pod under entry is not there"));
    Instant until = told.has("stepsUntil") ? time(told, "stepsUntil", attack, end) : end;
    return new AlsoEntered(
        sibling(entry, recording.objects()), time(told, "at", attack, end), until);
  }

  private static Instant time(JsonNode told, String field, Instant attack, Instant end) {
    try {
      Instant time = Instant.parse(told.path(field).asString(""));
      if (time.isAfter(attack) && !time.isAfter(end)) {
        return time;
      }
    } catch (DateTimeException e) {
      // told below, with what is asked for
    }
    throw wrong(field + " is a time after " + attack + " and up to " + end);
  }

  /** One of the same namespace and image, of the same workload where there is one. */
  private static ObjectNode sibling(ObjectNode entry, List<ObjectNode> objects) {
    return objects.stream()
        .filter(object ->
            object.path("kind").asString("").equals("Pod")
                && !World.uid(object).equals(World.uid(entry))
                && Pods.namespace(object).equals(Pods.namespace(entry))
                && Pods.isOfImage(object, entry))
        .min(
            Comparator.comparing((ObjectNode pod) -> !Pods.owner(pod).equals(Pods.owner(entry)))
                .thenComparing(Pods::name))
        .orElseThrow(
            () -> wrong("no other pod of the image is in the namespace of " + Pods.name(entry)));
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(MEMBER + ": " + why);
  }

  /** The pod's namespace. */
  public String namespace() {
    return Pods.namespace(pod);
  }

  /** The pod's name. */
  public String name() {
    return Pods.name(pod);
  }
}

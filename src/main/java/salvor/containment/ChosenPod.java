package salvor.containment;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/** A pod that is acted on: by its uid, as another may bear its name a moment later. */
public record ChosenPod(String namespace, String name, String uid)
    implements Comparable<ChosenPod> {
  /** That of an object. */
  public static ChosenPod of(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    return new ChosenPod(
        metadata.path("namespace").asString(""),
        metadata.path("name").asString(""),
        metadata.path("uid").asString(""));
  }

  @Override
  public int compareTo(ChosenPod other) {
    return Comparator.comparing(ChosenPod::namespace)
        .thenComparing(ChosenPod::name)
        .thenComparing(ChosenPod::uid)
        .compare(this, other);
  }
}

package salvor.ingest.scap;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the runtime told the sensor of a container, as JSON in an event. */
final class Containers {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  .build())
          .build();

  private Containers() {}

  /** The container; null when the text is something else. */
  static @Nullable Location of(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      JsonNode container = Fields.at(JSON.readTree(json), "container");
      String id = Fields.text(container, "full_id");
      JsonNode labels = Fields.at(container, "labels");
      String image = Fields.text(container, "image");
      return new Location(
          null,
          Fields.text(labels, "io.kubernetes.pod.namespace"),
          Fields.text(labels, "io.kubernetes.pod.name"),
          Fields.text(labels, "io.kubernetes.pod.uid"),
          Fields.text(labels, "io.kubernetes.container.name"),
          id != null ? id : Fields.text(container, "id"),
          Fields.imageName(image),
          ImageDigest.in(Fields.text(container, "imagedigest"))
              .or(() -> ImageDigest.in(image))
              .orElse(null),
          null);
    } catch (JacksonException | IllegalStateException _) {
      return null;
    }
  }
}

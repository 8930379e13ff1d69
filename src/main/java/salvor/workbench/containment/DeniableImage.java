package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salvor.workbench.wording.VisibleText;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;

/**
 * An image that pods run, by which it can be denied: admission sees it as it is written, so the
 * digest and the reference are denied both.
 *
 * @param name by which it is told from the others of these pods, safe to show
 */
record DeniableImage(String name, Set<ImageDigest> digests, Set<String> references) {
  private static final int LIMIT = 120;

  DeniableImage {
    digests = Set.copyOf(digests);
    references = Set.copyOf(references);
  }

  /** Those of pods, the first container's first. */
  static List<DeniableImage> of(List<JsonNode> pods) {
    Map<String, DeniableImage> all = new LinkedHashMap<>();
    for (String field : List.of("containers", "initContainers", "ephemeralContainers")) {
      for (JsonNode pod : pods) {
        for (JsonNode container : pod.path("spec").path(field)) {
          String written = container.path("image").asString("");
          if (!written.isEmpty()) {
            DeniableImage image = of(written, id(pod, container.path("name").asString("")));
            all.putIfAbsent(image.name(), image);
          }
        }
      }
    }
    return new ArrayList<>(all.values());
  }

  private static DeniableImage of(String written, String id) {
    // an id without a repository is that of the configuration: nobody writes an image by that
    Optional<ImageDigest> digest =
        ImageDigest.in(written)
            .or(() -> id.contains("@") ? ImageDigest.in(id) : Optional.<ImageDigest>empty());
    String bare = written.replaceFirst("@sha.*$", "");
    Set<String> references = written.contains("@") ? Set.of() : Set.of(written);
    return new DeniableImage(
        VisibleText.of(bare, LIMIT) + digest.map(each -> " @ " + each.brief()).orElse(""),
        digest.map(Set::of).orElse(Set.of()),
        references);
  }

  private static String id(JsonNode pod, String container) {
    return Stream.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")
        .flatMap(field -> pod.path("status").path(field).valueStream())
        .filter(status -> status.path("name").asString("").equals(container))
        .map(status -> status.path("imageID").asString(""))
        .findFirst()
        .orElse("");
  }

  /** Whether the expression of a policy denies it: both are whole words there. */
  boolean isIn(String expressions) {
    return digests.stream().anyMatch(each -> expressions.contains("'" + each.value() + "'"))
        || (digests.isEmpty()
            && references.stream().anyMatch(each -> expressions.contains("'" + each + "'")));
  }
}

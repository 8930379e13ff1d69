package salvor.training;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An image that a practice cluster can pull beside those that run in it: to be rolled out in place
 * of the one of its repository that pods run. Every other new digest cannot be pulled there.
 *
 * @param bad the digest that pods run, {@code sha256:...}
 * @param fixed the reference of the image in its place, with its digest
 */
public record PracticeFix(String bad, String fixed) {
  /** The digest of the image in its place. */
  public String digest() {
    return fixed.substring(fixed.indexOf('@') + 1);
  }

  /** Those of a recording. */
  public static List<PracticeFix> of(Recording recording) {
    List<PracticeFix> all = new ArrayList<>();
    for (String fixed : references(recording.scenario())) {
      String repository = fixed.substring(0, fixed.indexOf('@') + 1);
      recording.objects().stream()
          .flatMap(object -> object.at("/status/containerStatuses").valueStream())
          .map(status -> status.path("imageID").asString(""))
          .filter(id -> id.startsWith(repository) && !id.equals(fixed))
          .map(id -> id.substring(repository.length()))
          .distinct()
          .forEach(bad -> all.add(new PracticeFix(bad, fixed)));
    }
    return all;
  }

  /** The references, each with its digest, that a scenario says can be pulled. */
  static List<String> references(JsonNode scenario) {
    return scenario
        .path("images")
        .valueStream()
        .map(each -> each.asString(""))
        .filter(each -> each.contains("@sha256:"))
        .toList();
  }
}

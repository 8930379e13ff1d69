package salvor.cluster.fabric8;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Trouble;
import tools.jackson.databind.JsonNode;

/** Lists all objects of a kind, page by page. */
final class Pages {
  /** As kubectl. */
  private static final int LIMIT = 500;

  private final Asking asking;
  private final String path;

  Pages(Asking asking, String path) {
    this.asking = asking;
    this.path = path;
  }

  /**
   * Tells each object; gives the version from which to watch. When the pages expire under way, what
   * is left is listed at once and as new, so that an object may be told twice.
   */
  String each(Consumer<JsonNode> object) throws ClusterFailure {
    String next = "";
    while (true) {
      JsonNode page;
      try {
        page =
            asking.get(
                path
                    + "?limit="
                    + LIMIT
                    + (next.isEmpty()
                        ? ""
                        : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
      } catch (ClusterFailure failure) {
        if (next.isEmpty() || !(failure.trouble() instanceof Trouble.Expired)) {
          throw failure;
        }
        page = asking.get(path);
      }
      if (!page.path("items").isArray()) {
        throw new ClusterFailure(
            new Trouble.NotKubernetes(asking.server(), 200, "JSON without items", ""));
      }
      page.path("items").forEach(object);
      next = page.path("metadata").path("continue").asString("");
      if (next.isEmpty()) {
        return page.path("metadata").path("resourceVersion").asString("");
      }
    }
  }

  /** The version of the server now, by a list of one. */
  String version() throws ClusterFailure {
    return asking.get(path + "?limit=1").path("metadata").path("resourceVersion").asString("");
  }
}

package salvor.ingest.image;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImagePaths;
import tools.jackson.databind.JsonNode;

/** The members of an archive, by name and by what their own bytes hash to. */
final class Blobs {
  private static final int MOST_LINKS = 10_000;

  /**
   * A member.
   *
   * @param sha256 of its bytes as they lie in the archive
   * @param unpacked of its decompressed bytes
   * @param json null when it is none
   * @param layer null when it is none
   */
  record Blob(String sha256, String unpacked, @Nullable JsonNode json, @Nullable Layer layer) {}

  private final Map<String, Blob> byName = new HashMap<>();
  private final Map<String, Blob> byHash = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  void add(String name, Blob blob) {
    byName.put(path(name), blob);
    byHash.put(blob.sha256(), blob);
  }

  /** Two names of one member. */
  void link(String name, String target, boolean symbolic) {
    if (links.size() < MOST_LINKS) {
      links.put(path(name), symbolic ? target : path(target));
    }
  }

  /** The member of a name. */
  @Nullable Blob named(@Nullable String name) {
    String path = name == null ? null : ImagePaths.resolve(name, links::get);
    return path == null ? null : byName.get(path);
  }

  /** The JSON member of a name. */
  @Nullable JsonNode document(String name) {
    Blob blob = named(name);
    return blob == null ? null : blob.json();
  }

  /** The member with these bytes, by a digest such as {@code sha256:...}. */
  @Nullable Blob hashed(@Nullable String digest) {
    return digest == null || !digest.startsWith("sha256:")
        ? null
        : byHash.get(digest.substring("sha256:".length()));
  }

  private static String path(String name) {
    String path = ImagePaths.resolve(name, _ -> null);
    return path == null ? name : path;
  }
}

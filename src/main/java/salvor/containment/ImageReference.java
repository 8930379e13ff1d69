package salvor.containment;

import java.util.ArrayList;
import java.util.List;

/**
 * The spellings of an image reference by tag: the same image is written with and without the
 * registry, the library and the tag that are meant when they are left out.
 */
final class ImageReference {
  private static final String LIBRARY = "library/";
  private static final String LATEST = ":latest";

  private ImageReference() {}

  /** All spellings of a reference without digest, itself among them. */
  static List<String> spellings(String reference) {
    int slash = reference.indexOf('/');
    String first = slash < 0 ? "" : reference.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    boolean hub = !registry || first.matches("(index\\.)?docker\\.io");
    String rest = registry ? reference.substring(slash + 1) : reference;
    int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
    String path = colon < 0 ? rest : rest.substring(0, colon);
    String tag = colon < 0 ? LATEST : rest.substring(colon);
    List<String> paths = new ArrayList<>(List.of(path));
    List<String> hosts = new ArrayList<>(List.of(registry ? first + "/" : ""));
    if (hub) {
      hosts = List.of("", "docker.io/", "index.docker.io/");
      if (path.startsWith(LIBRARY)) {
        paths.add(path.substring(LIBRARY.length()));
      } else if (!path.contains("/")) {
        paths.add(LIBRARY + path);
      }
    }
    List<String> spellings = new ArrayList<>();
    for (String host : hosts) {
      for (String each : paths) {
        spellings.add(host + each + tag);
        if (tag.equals(LATEST)) {
          spellings.add(host + each);
        }
      }
    }
    return spellings.stream().distinct().sorted().toList();
  }
}

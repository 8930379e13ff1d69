package salvor.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The objects that were written down in the folder of a live case. */
public final class RecordedObjects {
  private final Path folder;

  /** Those of a folder. */
  public RecordedObjects(Path folder) {
    this.folder = folder;
  }

  /** Whether it is the folder of a live case. */
  public boolean isLive() {
    return Files.isDirectory(folder.resolve("objects"));
  }

  /**
   * All that had this name, the newest last: another with the name of one that is gone is another.
   *
   * @param kind such as {@code Pod}, in any case
   */
  public List<TriageLog.Subject> named(String kind, String namespace, String name)
      throws IOException {
    Set<TriageLog.Subject> found = new LinkedHashSet<>();
    for (Path file : files()) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        lines
            .filter(line -> line.contains('"' + name + '"')) // names of objects are ASCII
            .forEach(line -> {
              for (JsonNode object : objects(line)) {
                JsonNode metadata = object.path("metadata");
                String of = object.path("kind").asString("");
                if (of.equalsIgnoreCase(kind)
                    && metadata.path("namespace").asString("").equals(namespace)
                    && metadata.path("name").asString("").equals(name)) {
                  TriageLog.Subject subject =
                      new TriageLog.Subject(of, namespace, name, metadata.path("uid").asString(""));
                  found.remove(subject);
                  found.add(subject);
                }
              }
            });
      }
    }
    return List.copyOf(found);
  }

  private List<Path> files() throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (String of : List.of("objects", "beside")) {
      Path folder = this.folder.resolve(of);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.walk(folder, 2)) {
          all.filter(file -> file.toString().endsWith(".jsonl")).sorted().forEach(files::add);
        }
      }
    }
    return List.copyOf(files);
  }

  /** The object of a line, or those of its list, which may leave out what they are. */
  private static List<JsonNode> objects(String line) {
    try {
      JsonNode read = JsonMapper.shared().readTree(line.getBytes(StandardCharsets.ISO_8859_1));
      if (!read.path("items").isArray()) {
        return List.of(read);
      }
      String kind = read.path("kind").asString("").replaceFirst("List$", "");
      return read.path("items")
          .valueStream()
          .map(item -> item.has("kind") ? item : named(item, kind))
          .toList();
    } catch (JacksonException e) {
      return List.of(); // a line that is still being written
    }
  }

  private static JsonNode named(JsonNode item, String kind) {
    return item instanceof tools.jackson.databind.node.ObjectNode object
        ? object.deepCopy().put("kind", kind)
        : item;
  }
}

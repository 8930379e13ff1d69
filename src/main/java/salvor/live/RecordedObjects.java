package salvor.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
            .flatMap(line -> object(line).stream())
            .map(RecordedObjects::subject)
            .filter(subject ->
                subject.kind().equalsIgnoreCase(kind)
                    && subject.namespace().equals(namespace)
                    && subject.name().equals(name))
            .forEach(subject -> {
              found.remove(subject);
              found.add(subject);
            });
      }
    }
    return List.copyOf(found);
  }

  private static TriageLog.Subject subject(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return new TriageLog.Subject(
        object.path("kind").asString(""),
        metadata.path("namespace").asString(""),
        metadata.path("name").asString(""),
        metadata.path("uid").asString(""));
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

  /** The object of a line; one that is still being written is none. */
  private static Optional<JsonNode> object(String line) {
    try {
      JsonNode read = JsonMapper.shared().readTree(line.getBytes(StandardCharsets.ISO_8859_1));
      return Optional.of(read.path("object").isObject() ? read.path("object") : read); // a change
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}

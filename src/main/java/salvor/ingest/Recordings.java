package salvor.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which cluster the files below a folder were recorded of, as the recording says itself. Two that
 * are called alike and are reached by different addresses are told apart by these.
 */
final class Recordings {
  /** What a recording says of itself. */
  static final String FILE = "recording.json";

  private static final int LONGEST = 64 << 10;

  private record Recorded(String context, String server) {}

  private final Map<String, Recorded> ofFolder = new HashMap<>();
  private final Map<String, Set<String>> servers = new HashMap<>();

  private Recordings() {}

  /** The recordings among what lies on disk; what cannot be read says nothing. */
  static Recordings of(List<Walk.Entry> entries) {
    Recordings all = new Recordings();
    for (Walk.Entry entry : entries) {
      if (entry instanceof Walk.Entry.Found found && name(found.path()).equals(FILE)) {
        all.take(found);
      }
    }
    return all;
  }

  private void take(Walk.Entry.Found found) {
    try {
      JsonNode record =
          found.bytes() > LONGEST
              ? null
              : JsonMapper.shared().readTree(Files.readAllBytes(found.file()));
      String context = Fields.text(record, "context");
      if (context != null && "recording".equals(Fields.text(record, "salvor"))) {
        String server = String.valueOf(Fields.text(record, "server"));
        ofFolder.put(folder(found.path()), new Recorded(context, server));
        servers.computeIfAbsent(context, _ -> new HashSet<>()).add(server);
      }
    } catch (IOException | JacksonException cause) {
      return; // it is read as evidence as well, and told there
    }
  }

  /** What the cluster is called that something below a path was recorded of; null: not told. */
  @Nullable String cluster(String path) {
    for (String in = folder(path); ; in = folder(in)) {
      Recorded of = ofFolder.get(in);
      if (of != null) {
        boolean alone = servers.getOrDefault(of.context(), Set.of()).size() < 2;
        return alone ? of.context() : of.context() + " (" + of.server() + ")";
      }
      if (in.isEmpty()) {
        return null;
      }
    }
  }

  private static String folder(String path) {
    int end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    return end < 0 ? "" : path.substring(0, end);
  }

  private static String name(String path) {
    String folder = folder(path);
    return folder.isEmpty() ? path : path.substring(folder.length() + 1);
  }
}

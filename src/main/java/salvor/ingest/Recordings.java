package salvor.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which cluster the files below a folder were recorded of, as the recording says itself, on disk or
 * in an archive. Two that are called alike and are reached by different addresses are told apart by
 * these. An archive is read once, from its beginning: what stands in it before the recording says
 * what it is does not learn it.
 */
final class Recordings {
  /** What a recording says of itself. */
  static final String FILE = "recording.json";

  static final int LONGEST = 64 << 10;

  private record Recorded(String context, String server) {}

  private final Map<String, Recorded> ofFolder = new HashMap<>();
  private final Map<String, Set<String>> servers = new HashMap<>();

  private Recordings() {}

  /** The recordings among what lies on disk; what cannot be read says nothing. */
  static Recordings of(List<Walk.Entry> entries) {
    Recordings all = new Recordings();
    for (Walk.Entry entry : entries) {
      if (entry instanceof Walk.Entry.Found found && isOne(found.path())) {
        all.take(found);
      }
    }
    return all;
  }

  private void take(Walk.Entry.Found found) {
    try {
      if (found.bytes() <= LONGEST) {
        take(found.path(), Files.readAllBytes(found.file()));
      }
    } catch (IOException _) {
      return; // it is read as evidence as well, and told there
    }
  }

  /** Whether a path is that of what a recording says of itself. */
  static boolean isOne(String path) {
    return name(path).equals(FILE);
  }

  /** Learns what a recording says of itself; whether that is new. */
  boolean take(String path, byte[] content) {
    try {
      JsonNode record = content.length > LONGEST ? null : JsonMapper.shared().readTree(content);
      String context = Fields.text(record, "context");
      if (context != null && "recording".equals(Fields.text(record, "salvor"))) {
        String server = String.valueOf(Fields.text(record, "server"));
        if (Fields.text(record, "practice") != null) {
          context = Location.PRACTICE + context;
        }
        servers.computeIfAbsent(context, _ -> new HashSet<>()).add(server);
        return ofFolder.put(folder(path), new Recorded(context, server)) == null;
      }
    } catch (JacksonException cause) {
      return false; // it is read as evidence as well, and told there
    }
    return false;
  }

  /** Whether something lies in the folder that a recording says it is. */
  static boolean isOf(String recording, String path) {
    String folder = folder(recording);
    return path.startsWith(folder)
        && path.length() > folder.length()
        && "/!\\".indexOf(path.charAt(folder.length())) >= 0;
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
    int end = Math.max(path.lastIndexOf('!'), path.lastIndexOf('\\'));
    end = Math.max(end, path.lastIndexOf('/'));
    return end < 0 ? "" : path.substring(0, end);
  }

  private static String name(String path) {
    String folder = folder(path);
    return folder.isEmpty() ? path : path.substring(folder.length() + 1);
  }
}

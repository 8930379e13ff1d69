package salvor.workbench.welcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The cases that were open last, in a file of the user's own, the newest first. A file that cannot
 * be read is the same as none: nothing of a case is in it. Waits for the disk: not for the JavaFX
 * thread.
 */
public final class RecentCases {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 20;
  private static final long LARGEST = 1 << 20;

  private final Path file;

  public RecentCases(Path file) {
    this.file = file;
  }

  /** The user's: below {@code $XDG_DATA_HOME} or {@code ~/.local/share}. */
  public static RecentCases ofUser() {
    String home = System.getenv("XDG_DATA_HOME");
    Path data =
        home != null && Path.of(home).isAbsolute()
            ? Path.of(home)
            : Path.of(System.getProperty("user.home", "."), ".local", "share");
    return new RecentCases(data.resolve("salvor").resolve("recent.json"));
  }

  /** The cases, the newest first. */
  public synchronized List<RecentCase> read() {
    List<RecentCase> cases = new ArrayList<>();
    try {
      if (Files.size(file) > LARGEST) {
        return List.of();
      }
      for (JsonNode node : JSON.readTree(Files.readString(file))) {
        String folder = node.path("folder").isString() ? node.path("folder").asString() : "";
        if (!folder.isEmpty() && cases.size() < MOST) {
          cases.add(
              new RecentCase(
                  node.path("name").asString(folder),
                  Path.of(folder),
                  node.path("opened").asLong(0),
                  node.path("findings").asInt(0)));
        }
      }
    } catch (IOException | JacksonException | InvalidPathException _) {
      return cases; // as far as it could be read
    }
    return cases;
  }

  /** Puts a case before all others. */
  public synchronized List<RecentCase> add(RecentCase opened) throws IOException {
    List<RecentCase> all = new ArrayList<>(List.of(opened));
    read().stream().filter(c -> !c.folder().equals(opened.folder())).forEach(all::add);
    return write(all.subList(0, Math.min(MOST, all.size())));
  }

  /** Takes a case off the list; the case itself stays. */
  public synchronized List<RecentCase> forget(RecentCase forgotten) throws IOException {
    return write(read().stream().filter(c -> !c.folder().equals(forgotten.folder())).toList());
  }

  private List<RecentCase> write(List<RecentCase> all) throws IOException {
    ArrayNode json = JSON.createArrayNode();
    for (RecentCase one : all) {
      json.addObject()
          .put("name", one.name())
          .put("folder", one.folder().toString())
          .put("opened", one.opened())
          .put("findings", one.findings());
    }
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path whole = Files.createTempFile(folder, "recent", ".json");
    try {
      Files.writeString(whole, json.toPrettyString() + "\n");
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
    return List.copyOf(all);
  }
}

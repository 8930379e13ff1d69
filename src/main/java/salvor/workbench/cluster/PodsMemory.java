package salvor.workbench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.workbench.fx.TableLayout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the table of pods was left, for the next window: its columns, its order and its groups, in a
 * file of the user's own. What of it cannot be understood is as at first.
 */
public final class PodsMemory {
  private static final long LARGEST = 1 << 16;
  private static final int WIDEST = 4_000;

  private final @Nullable Path file;
  private @Nullable Left kept;
  private @Nullable Left seen;

  private PodsMemory(@Nullable Path file) {
    this.file = file;
  }

  /** In a file, which need not be there. */
  public static PodsMemory in(Path file) {
    return new PodsMemory(file);
  }

  /** Of nothing: each window is as at first. */
  public static PodsMemory none() {
    return new PodsMemory(null);
  }

  /** How it was left. */
  record Left(TableLayout table, PodGroup.By by) {
    static final Left FIRST = new Left(TableLayout.FIRST, PodGroup.By.NOTHING);
  }

  /** How it was left. Waits for the disk. */
  Left read() {
    try {
      if (file == null || !Files.exists(file) || Files.size(file) > LARGEST) {
        return Left.FIRST;
      }
      return read(JsonMapper.shared().readTree(Files.readString(file)));
    } catch (IOException | JacksonException _) {
      return Left.FIRST;
    }
  }

  private static Left read(JsonNode from) {
    List<TableLayout.Column> columns = new ArrayList<>();
    for (JsonNode each : from.path("columns")) {
      int width = each.path("width").asInt(0);
      if (width > 0 && width <= WIDEST) {
        columns.add(
            new TableLayout.Column(
                each.path("name").asString(""), width, each.path("shown").asBoolean(true)));
      }
    }
    boolean any = columns.stream().anyMatch(TableLayout.Column::shown);
    String group = from.path("groups").asString("");
    return new Left(
        new TableLayout(
            any ? columns : List.of(),
            from.path("sort").asString(""),
            from.path("ascending").asBoolean(true)),
        Arrays.stream(PodGroup.By.values())
            .filter(by -> by.name().equals(group))
            .findFirst()
            .orElse(PodGroup.By.NOTHING));
  }

  /**
   * Sees how it stands, again and again; what is the same twice, and another than what is kept, is
   * kept. So a drag is not written at each of its pixels.
   */
  void see(Left now, Jobs jobs) {
    boolean rests = now.equals(seen);
    seen = now;
    if (kept == null) {
      kept = now;
    }
    Path to = file;
    if (to != null && rests && !now.equals(kept)) {
      kept = now;
      jobs.start(
          "Keep the columns",
          _ -> {
            write(to, now);
            return now;
          });
    }
  }

  private static synchronized void write(Path file, Left left) throws IOException {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    for (TableLayout.Column each : left.table().columns()) {
      json.withArray("columns")
          .addObject()
          .put("name", each.name())
          .put("width", each.width())
          .put("shown", each.shown());
    }
    json.put("sort", left.table().sort()).put("ascending", left.table().ascending());
    json.put("groups", left.by().name());
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path whole = Files.createTempFile(folder, "pods", ".json");
    try {
      Files.writeString(whole, json.toPrettyString() + "\n");
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}

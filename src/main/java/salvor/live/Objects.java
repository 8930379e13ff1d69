package salvor.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import salvor.cluster.Gap;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what the cluster tells of its objects: every change into a recorder, and all of them
 * as they were last into one file, those that are gone among them, so that what they did keeps its
 * names.
 */
final class Objects implements WatchListener {
  private final Map<String, JsonNode> last = new LinkedHashMap<>();
  private final Recorder changes;
  private final Path file;
  private final WatchListener next;
  private final String apiVersion;
  private final String kind;
  private boolean changed;
  private String failed = "";

  /**
   * @param changes where each change is written to
   * @param file where all objects are written to
   * @param next who is told everything as well
   * @param apiVersion of the objects
   * @param kind of the objects
   */
  Objects(Recorder changes, Path file, WatchListener next, String apiVersion, String kind) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.changes = changes;
    this.file = file;
    this.next = next;
  }

  /** Writes the file anew if something changed; tells whether it did. */
  boolean write() throws IOException {
    StringBuilder text = new StringBuilder();
    synchronized (this) {
      if (!failed.isEmpty()) {
        throw new IOException(failed);
      }
      if (!changed) {
        return false;
      }
      changed = false;
      last.values().forEach(object -> text.append(object).append('\n'));
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** The items of a list do not say what they are. */
  private JsonNode named(JsonNode object) {
    if (object.has("kind") || !(object instanceof ObjectNode item)) {
      return object;
    }
    ObjectNode whole = item.objectNode();
    whole.put("apiVersion", apiVersion).put("kind", kind);
    return whole.setAll(item);
  }

  private synchronized void note(JsonNode told) {
    JsonNode object = named(told);
    last.put(object.path("metadata").path("uid").asString(""), object);
    changed = true;
    try {
      changes.line(object.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException cause) {
      failed = String.valueOf(cause.getMessage());
    }
  }

  @Override
  public void added(JsonNode object) {
    note(object);
    next.added(object);
  }

  @Override
  public void changed(JsonNode object) {
    note(object);
    next.changed(object);
  }

  @Override
  public void gone(JsonNode object) {
    next.gone(object);
  }

  @Override
  public void synced() {
    next.synced();
  }

  @Override
  public void state(WatchState state) {
    next.state(state);
  }

  @Override
  public void gap(Gap gap) {
    next.gap(gap);
  }
}

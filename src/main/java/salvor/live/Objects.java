package salvor.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Gap;
import salvor.cluster.ObjectKind;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what the cluster tells of its objects: every change into a recorder, and, of those
 * that are judged by, all as they were last into one file, those that are gone among them, so that
 * what they did keeps its names.
 *
 * <p>A change is written as a watch tells it, with when it was received. So a NetworkPolicy of the
 * cluster, which is no baseline that anybody chose, does not become one when the folder is opened.
 */
final class Objects implements WatchListener {
  private static final int TIMES_AS_LONG = 20;
  private final Map<String, JsonNode> last = new LinkedHashMap<>();
  private final Recorder changes;
  private final InstantSource clock;
  private final @Nullable Path file;
  private final WatchListener next;
  private final ObjectKind of;
  private final String kind;
  private final List<Gap> gaps = new ArrayList<>();
  private WatchState state = new WatchState.Listing(0);
  private boolean changed;
  private long notBefore = System.nanoTime(); // of the job that writes
  private @Nullable IOException failed;

  /**
   * @param changes where each change is written to
   * @param clock tells when it was received
   * @param file where all objects are written to, null when they are not judged by
   * @param next who is told everything as well
   * @param of where the objects are
   * @param kind what each of them is called
   */
  Objects(
      Recorder changes,
      InstantSource clock,
      @Nullable Path file,
      WatchListener next,
      ObjectKind of,
      String kind) {
    this.clock = clock;
    this.of = of;
    this.kind = kind;
    this.changes = changes;
    this.file = file;
    this.next = next;
  }

  /**
   * Writes the file anew if something changed; tells whether it did. Where that takes long, as with
   * ten thousand pods, it is done more seldom; each change is recorded by itself all the same.
   *
   * @param evenSo whether to write it however long it takes
   */
  boolean write(boolean evenSo) throws IOException {
    long begin = System.nanoTime();
    StringBuilder text = new StringBuilder();
    Path whole = file;
    synchronized (this) {
      if (failed != null) {
        throw failed;
      }
      if (!changed || whole == null || (!evenSo && begin - notBefore < 0)) {
        return false;
      }
      changed = false;
      last.values().forEach(object -> text.append(object).append('\n'));
    }
    Path fresh = whole.resolveSibling(whole.getFileName() + ".new");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException cause) {
      synchronized (this) {
        changed = true; // it is still to be written
      }
      Files.deleteIfExists(fresh);
      throw cause;
    }
    long end = System.nanoTime();
    notBefore = end + TIMES_AS_LONG * (end - begin);
    return true;
  }

  /** Where the watch of these objects stands, and the holes in it. */
  synchronized LiveCase.Watch watch() {
    return new LiveCase.Watch(of, file != null, state, gaps);
  }

  /** The items of a list do not say what they are. */
  private JsonNode named(JsonNode object) {
    if (object.has("kind") || !(object instanceof ObjectNode item)) {
      return object;
    }
    ObjectNode whole = item.objectNode();
    whole.put("apiVersion", version()).put("kind", kind);
    return whole.setAll(item);
  }

  private String version() {
    return (of.group().isEmpty() ? "" : of.group() + "/") + of.version();
  }

  private synchronized void note(String type, JsonNode told) {
    JsonNode object = named(told);
    if (file != null) {
      JsonNode metadata = object.path("metadata");
      last.put(
          metadata.path("uid").asString(metadata.path("namespace") + "/" + metadata.path("name")),
          object);
      changed = true;
    }
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.put("type", type).put("received", clock.instant().toString()).set("object", object);
    try {
      changes.line(change.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException cause) {
      failed = cause;
    }
  }

  @Override
  public void added(JsonNode object) {
    note("ADDED", object);
    next.added(object);
  }

  @Override
  public void changed(JsonNode object) {
    note("MODIFIED", object);
    next.changed(object);
  }

  @Override
  public void gone(JsonNode object) {
    note("DELETED", object);
    next.gone(object);
  }

  @Override
  public void synced() {
    next.synced();
  }

  @Override
  public void state(WatchState now) {
    synchronized (this) {
      state = now;
    }
    next.state(now);
  }

  @Override
  public void gap(Gap gap) {
    synchronized (this) {
      gaps.add(gap);
    }
    next.gap(gap);
  }
}

package salvor.ingest.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageContents;
import salvor.workload.ImagePaths;

/** The files of an image, layer upon layer. */
final class FileTree {
  /** As many links are followed to find where the layers' files belong. */
  private static final int MOST_FOLLOWED = 1_000_000;

  private final NavigableMap<String, Layer.Entry> entries = new TreeMap<>();
  private Map<String, @Nullable String> folders = new HashMap<>();
  private int followed;
  private boolean whole = true;

  /** Lays a layer on top: what it deletes goes first, since that is what lies below. */
  void add(Layer layer) {
    whole &= layer.whole();
    folders = new HashMap<>();
    for (Layer.Entry entry : layer.entries()) {
      String path = place(entry.path());
      if (path != null && entry.kind() == Layer.Kind.WHITEOUT) {
        entries.remove(path);
        clear(path);
      } else if (path != null && entry.kind() == Layer.Kind.OPAQUE) {
        clear(path);
      }
    }
    folders = new HashMap<>();
    for (Layer.Entry entry : layer.entries()) {
      switch (entry.kind()) {
        case FILE, LINK, OTHER, FOLDER, HARD_LINK -> put(entry);
        case WHITEOUT, OPAQUE -> {}
      }
    }
  }

  /** Whether nothing of it is missing or unclear. */
  boolean whole() {
    return whole;
  }

  private void put(Layer.Entry entry) {
    String path = place(entry.path());
    if (path == null) {
      whole = false;
      return;
    }
    Layer.Entry put = entry;
    if (entry.kind() == Layer.Kind.HARD_LINK) {
      String target = place(entry.target());
      Layer.Entry same = target == null ? null : entries.get(target);
      if (same == null) {
        whole = false;
        return;
      }
      put = same;
    }
    if (put.kind() != Layer.Kind.FOLDER) {
      clear(path);
    }
    Layer.Entry before = entries.put(path, put);
    boolean link = put.kind() == Layer.Kind.LINK;
    if (link || (before != null && before.kind() == Layer.Kind.LINK)) {
      folders = new HashMap<>(); // what lies behind it may lie elsewhere now
    }
  }

  private void clear(String folder) {
    entries.subMap(folder + "/", folder + "0").clear(); // '0' is what comes after '/'
  }

  /** Where a path belongs: links in its folders are followed, it itself is not. */
  private @Nullable String place(String path) {
    int slash = path.lastIndexOf('/');
    if (slash <= 0) {
      return path;
    }
    String folder = path.substring(0, slash);
    String known =
        folders.containsKey(folder)
            ? folders.get(folder)
            : remember(folder, ImagePaths.resolve(folder, this::link));
    return known == null ? null : (known.equals("/") ? "" : known) + path.substring(slash);
  }

  private @Nullable String remember(String folder, @Nullable String place) {
    folders.put(folder, place);
    return place;
  }

  private @Nullable String link(String path) {
    Layer.Entry entry = entries.get(path);
    if (entry == null || entry.kind() != Layer.Kind.LINK || ++followed > MOST_FOLLOWED) {
      whole &= followed <= MOST_FOLLOWED;
      return null;
    }
    return entry.target();
  }

  /** What can be executed. */
  List<ImageContents.File> executables() {
    List<ImageContents.File> found = new ArrayList<>();
    entries.forEach((path, entry) -> {
      if (entry.kind() == Layer.Kind.FILE && (entry.mode() & 0111) != 0) {
        found.add(new ImageContents.File(path, entry.mode(), entry.size(), entry.capabilities()));
      }
    });
    return found;
  }

  /** All symbolic links. */
  Map<String, String> links() {
    Map<String, String> found = new TreeMap<>();
    entries.forEach((path, entry) -> {
      if (entry.kind() == Layer.Kind.LINK) {
        found.put(path, entry.target());
      }
    });
    return found;
  }
}

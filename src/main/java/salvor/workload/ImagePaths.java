package salvor.workload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the files of an image by path, as a process in it would: links are followed. */
public final class ImagePaths {
  /** As many links as the kernel follows (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  private static final int DEEPEST = 256;

  private final Map<String, ImageContents.File> files = new HashMap<>();
  private final Map<String, String> links;

  public ImagePaths(ImageContents contents) {
    contents.files().forEach(file -> files.put(file.path(), file));
    links = contents.links();
  }

  /** The file at a path, null when there is none. */
  public ImageContents.@Nullable File find(String path) {
    String resolved = resolve(path, links::get);
    return resolved == null ? null : files.get(resolved);
  }

  /**
   * The path without links and dots.
   *
   * @param link gives the target of a link by its path, null for everything else
   * @return null when links go round in a circle, or the path is deeper than any real one
   */
  public static @Nullable String resolve(String path, Function<String, @Nullable String> link) {
    Deque<String> rest = new ArrayDeque<>(parts(path));
    List<String> done = new ArrayList<>();
    int followed = 0;
    while (!rest.isEmpty()) {
      String part = rest.removeFirst();
      if (part.equals("..")) {
        if (!done.isEmpty()) {
          done.removeLast();
        }
        continue;
      }
      done.add(part);
      String target = link.apply(path(done));
      if (target != null) {
        if (++followed > MOST_LINKS) {
          return null;
        }
        done.removeLast();
        if (target.startsWith("/")) {
          done.clear();
        }
        parts(target).reversed().forEach(rest::addFirst);
      }
      if (done.size() + rest.size() > DEEPEST) {
        return null;
      }
    }
    return path(done);
  }

  private static String path(List<String> parts) {
    return "/" + String.join("/", parts);
  }

  private static List<String> parts(String path) {
    return Arrays.stream(path.split("/", -1)).filter(p -> !p.isEmpty() && !p.equals(".")).toList();
  }
}

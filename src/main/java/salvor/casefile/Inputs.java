package salvor.casefile;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a case was made from: the files and folders that were named, and each file found there, by
 * size, time and hash.
 *
 * @param named in the order they were named, evidence before baselines
 * @param files the regular files behind them
 */
record Inputs(List<Named> named, List<Found> files) {
  /**
   * A file or folder as it was named.
   *
   * @param baseline whether it was named as a baseline
   * @param given the path as it was given
   * @param absolute the same from the root
   * @param relative the same from the case folder, null when there is no such path
   */
  record Named(boolean baseline, String given, String absolute, @Nullable String relative) {
    Named {
      requirePath(given);
      requirePath(absolute);
      requirePath(relative == null ? "" : relative);
    }

    /**
     * Where it is now: the old path, else the old place relative to the case folder, else null.
     * What the case itself keeps is that of this folder, also where it is a copy of another.
     */
    @Nullable Path locate(Path folder) {
      Path old = Path.of(absolute);
      Path beside = relative == null ? null : folder.resolve(relative).normalize();
      boolean own = beside != null && beside.startsWith(folder.normalize()) && Files.exists(beside);
      if (Files.exists(old) && !own) {
        return old;
      }
      return beside != null && Files.exists(beside) ? beside : null;
    }
  }

  /**
   * A file.
   *
   * @param named the number of the input it was found in
   * @param path its path in that folder, empty when it is the input itself
   * @param size in bytes
   * @param modified when it was last modified, epoch milliseconds
   * @param sha256 the hash of its bytes, null when nobody read it
   */
  record Found(int named, String path, long size, long modified, @Nullable String sha256) {
    Found {
      requirePath(path);
      if (named < 0) {
        throw new IllegalArgumentException("input " + named);
      }
    }
  }

  Inputs {
    named = List.copyOf(named);
    files = List.copyOf(files);
    for (Found file : files) {
      if (file.named() >= named.size()) {
        throw new IllegalArgumentException("input " + file.named());
      }
    }
  }

  /** These values come back from files that others may have written. */
  private static void requirePath(String text) {
    Objects.requireNonNull(Path.of(text)); // throws what an IllegalArgumentException is
  }

  /** What lies behind the paths now; no content is read. */
  static Inputs look(List<Path> evidence, List<Path> baselines, Path folder) throws IOException {
    List<Named> named = new ArrayList<>();
    evidence.forEach(path -> named.add(name(path, false, folder)));
    baselines.forEach(path -> named.add(name(path, true, folder)));
    List<Found> files = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      files.addAll(files(i, Path.of(named.get(i).absolute())));
    }
    return new Inputs(named, files);
  }

  /**
   * The regular files at a path, in order; links are not followed, and what cannot be listed is
   * left out.
   */
  static List<Found> files(int named, Path root) throws IOException {
    List<Found> files = new ArrayList<>();
    Files.walkFileTree(
        Files.isDirectory(root) ? root.toRealPath() : root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            if (facts.isRegularFile()) {
              Path real = file.equals(root) ? root : file;
              files.add(
                  new Found(
                      named,
                      inside(root, real),
                      facts.size(),
                      facts.lastModifiedTime().toMillis(),
                      null));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.comparing(Found::path));
    return files;
  }

  private static String inside(Path root, Path file) {
    if (file.equals(root)) {
      return "";
    }
    try {
      return root.toRealPath().relativize(file).toString();
    } catch (IOException e) {
      return root.relativize(file).toString();
    }
  }

  private static Named name(Path path, boolean baseline, Path folder) {
    Path absolute = path.toAbsolutePath().normalize();
    Path home = folder.toAbsolutePath().normalize();
    boolean sameRoot = Objects.equals(absolute.getRoot(), home.getRoot());
    return new Named(
        baseline,
        path.toString(),
        absolute.toString(),
        sameRoot ? home.relativize(absolute).toString() : null);
  }

  /**
   * The paths named as evidence or as baselines, where they are now; a vanished one at its old
   * place.
   */
  List<Path> paths(boolean baseline, Path folder) {
    List<Path> paths = new ArrayList<>();
    for (Named each : named) {
      if (each.baseline() == baseline) {
        Path now = each.locate(folder);
        Path given = Path.of(each.given());
        boolean asGiven = now == null || given.toAbsolutePath().normalize().equals(now);
        paths.add(asGiven ? given : now);
      }
    }
    return paths;
  }

  /** Whether these are exactly the paths named as evidence, or as baselines. */
  boolean same(List<Path> paths, boolean baseline, Path folder) {
    return places(paths).equals(places(paths(baseline, folder)));
  }

  /** The evidence named here that is not among the paths; null when all is. */
  @Nullable Path notAmong(List<Path> paths, Path folder) {
    Set<Path> given = places(paths);
    for (Path path : paths(false, folder)) {
      if (!given.contains(path.toAbsolutePath().normalize())) {
        return path;
      }
    }
    return null;
  }

  /** Looks whether all that is to be read is there. */
  static void requireAll(List<Path> evidence, List<Path> baselines) throws CaseUnusable {
    for (List<Path> paths : List.of(evidence, baselines)) {
      for (Path path : paths) {
        if (!Files.exists(path)) {
          throw new CaseUnusable(path, CaseUnusable.Problem.EVIDENCE_GONE);
        }
      }
    }
  }

  private static Set<Path> places(List<Path> paths) {
    Set<Path> places = new HashSet<>();
    paths.forEach(path -> places.add(path.toAbsolutePath().normalize()));
    return places;
  }
}

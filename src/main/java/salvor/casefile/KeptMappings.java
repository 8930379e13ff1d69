package salvor.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import salvor.casefile.CaseUnusable.Problem;

/**
 * What a case was told of the columns of tables: files in a folder of it, numbered as they came,
 * that are read beside the evidence. None is ever changed: of two that fit a table the later
 * counts.
 *
 * @param home the case folder
 */
record KeptMappings(Path home) {
  private static final String FOLDER = "mappings";
  private static final int MOST = 999;

  private Path folder() {
    return home.resolve(FOLDER);
  }

  /** Those that are kept, in the order in which they came. */
  List<Path> all() throws CaseUnusable {
    if (!Files.exists(folder(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    if (!Files.isDirectory(folder(), LinkOption.NOFOLLOW_LINKS)) {
      throw new CaseUnusable(folder(), Problem.NOT_PLAIN);
    }
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> mappings =
          files
              .filter(f -> String.valueOf(f.getFileName()).matches("[0-9]{3}\\.json"))
              .sorted()
              .toList();
      for (Path each : mappings) {
        if (!Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          throw new CaseUnusable(each, Problem.NOT_PLAIN);
        }
      }
      return mappings;
    } catch (IOException e) {
      throw CaseFolder.cannotWrite(folder(), e);
    }
  }

  /** These paths and what is kept. */
  List<Path> beside(List<Path> paths) throws CaseUnusable {
    List<Path> all = new ArrayList<>(paths);
    for (Path each : all()) {
      if (paths.stream().noneMatch(p -> p.toAbsolutePath().normalize().equals(each))) {
        all.add(each);
      }
    }
    return all;
  }

  /** Keeps a copy of each that is not the last one kept already. */
  KeptMappings keeping(List<Path> mappings) throws CaseUnusable {
    for (Path each : mappings) {
      try {
        keep(Files.readAllBytes(each));
      } catch (IOException e) {
        throw CaseFolder.cannotWrite(each, e);
      }
    }
    return this;
  }

  /** Keeps one, unless it is the last one kept already. */
  void keep(byte[] mapping) throws CaseUnusable {
    List<Path> kept = all();
    Path file = folder().resolve(String.format(Locale.ROOT, "%03d.json", next(kept)));
    try {
      if (!kept.isEmpty() && Arrays.equals(Files.readAllBytes(kept.getLast()), mapping)) {
        return;
      }
      Files.createDirectories(folder());
      Path fresh = CaseFolder.fresh(file);
      Files.write(fresh, mapping);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw CaseFolder.cannotWrite(file, e);
    }
  }

  private int next(List<Path> kept) throws CaseUnusable {
    int next =
        kept.isEmpty()
            ? 1
            : Integer.parseInt(String.valueOf(kept.getLast().getFileName()).substring(0, 3)) + 1;
    if (next > MOST) {
      throw new CaseUnusable(folder(), Problem.NOT_WRITABLE, "it is full of mappings", null);
    }
    return next;
  }
}

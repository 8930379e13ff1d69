package salvor.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs targets in a folder, and sees that nothing is written outside of it. */
final class Sandbox {
  private final Path root;
  private final Path inside;

  Sandbox(Path root) {
    this.root = root;
    this.inside = root.resolve("in/side");
  }

  /** Has a target take an input in an empty folder. */
  void run(FuzzTarget target, byte[] input) throws Exception {
    empty(root.resolve("in"));
    Files.createDirectories(inside);
    target.take(input, inside);
    try (Stream<Path> all = Files.walk(root, 2)) {
      List<Path> strangers =
          all.filter(path -> !inside.startsWith(path) && !path.startsWith(inside)).toList();
      Evidence.require(strangers.isEmpty(), "written outside: " + strangers);
    }
  }

  /** Deletes a folder and all that is in it. */
  static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}

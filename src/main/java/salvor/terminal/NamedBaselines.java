package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.casefile.LibraryUnusable;
import salvor.cluster.Greeting;
import salvor.training.Scenarios;

/**
 * The baselines that a command judges by: files, or versions of the library. Where none is named, a
 * cluster is judged by what was approved in the library, a practice cluster by its scenario's.
 */
final class NamedBaselines {
  @Option(
      names = "--baseline",
      paramLabel = "FILE|NAME[@N]",
      description =
          "a baseline to judge by, a file or a version of the library; may be given more than once")
  private List<Path> baselines = new ArrayList<>();

  @Mixin private LibraryArguments library = new LibraryArguments();

  /** The files that a cluster is judged by: what was named, else as the class says. */
  List<Path> of(Desk desk, Greeting greeting, List<Path> named) throws IOException {
    if (!named.isEmpty()) {
      return named;
    }
    boolean practice = greeting.practice() == Greeting.Practice.YES;
    List<Path> found =
        practice
            ? Scenarios.baseline(greeting.scenario()).stream().toList()
            : library.libraryToBe(desk).approved();
    if (!found.isEmpty()) {
      ClusterArguments.say(
          desk,
          practice
              ? "judged by the baseline of the scenario"
              : "judged by what the library has approved (" + found.size() + ")");
    }
    return found;
  }

  /** Their files; says which is not there, and is empty then. */
  Optional<List<Path>> files(Desk desk) throws IOException, LibraryUnusable {
    try {
      return Optional.of(library.files(desk, baselines));
    } catch (LibraryArguments.NotThere why) {
      ClusterArguments.say(desk, String.valueOf(why.getMessage()));
      return Optional.empty();
    }
  }
}

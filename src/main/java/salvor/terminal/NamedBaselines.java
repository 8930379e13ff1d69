package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.casefile.LibraryUnusable;

/** The baselines that a command judges a cluster by: files, or versions of the library. */
final class NamedBaselines {
  @Option(
      names = "--baseline",
      paramLabel = "FILE|NAME[@N]",
      description = "a baseline to judge by; may be given more than once")
  private List<Path> baselines = new ArrayList<>();

  @Mixin private LibraryArguments library = new LibraryArguments();

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

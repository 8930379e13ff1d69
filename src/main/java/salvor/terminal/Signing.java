package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary.Wish;
import salvor.custody.Sha256;

/** Who does something to the library of baselines, and why. */
@Command
final class Signing {
  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "who does it (default: the user of this machine)")
  private String author = System.getProperty("user.name", "unknown");

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why")
  private String reason = "";

  Wish wish() {
    return new Wish(author, reason);
  }

  /** The files among these with their hashes; a folder has none. */
  static List<Version.Source> sources(List<Path> paths) throws IOException {
    List<Version.Source> sources = new ArrayList<>();
    for (Path path : paths) {
      if (Files.exists(path)) {
        sources.add(
            new Version.Source(
                path.toAbsolutePath().normalize().toString(),
                Files.isDirectory(path) ? null : Sha256.of(path)));
      }
    }
    return sources;
  }
}

package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary.Wish;
import salvor.custody.Sha256;
import salvor.evidence.Visible;

/** Who does something to the library of baselines, and why. */
@Command
final class Signing {
  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "who does it (default: the user of this machine)",
      converter = Said.class)
  private String author = System.getProperty("user.name", "unknown");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why",
      converter = Said.class)
  private String reason = "";

  Wish wish() {
    return new Wish(author, reason);
  }

  /** What a person says of himself or his reason, which says something. */
  static final class Said implements CommandLine.ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.isBlank()) {
        throw new CommandLine.TypeConversionException("it is blank; say who does it, and why");
      }
      return text;
    }
  }

  /** The files among these with their hashes; a folder has none, which is said. */
  static List<Version.Source> sources(Desk desk, List<Path> paths) throws IOException {
    List<Version.Source> sources = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        desk.err()
            .println(
                "salvor: "
                    + Visible.text(path.toString())
                    + " is noted without a hash, since a folder has none; name its files to note theirs");
      }
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

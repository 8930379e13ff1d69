package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import salvor.evidence.Visible;
import salvor.ingest.table.Mappings;
import salvor.ingest.table.UnusableMapping;

/** Files that say what the columns of tables mean. */
final class MappingArguments {
  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "what the columns of a table mean (see salvor mapping); a case keeps it; may be given more than once")
  private List<Path> mappings = new ArrayList<>();

  /** Takes those that were given for the window. */
  void are(List<Path> given) {
    mappings = given;
  }

  /** Those that were named; empty, and said why, where one cannot be used. */
  Optional<List<Path>> files(Desk desk, String command) {
    for (Path each : mappings) {
      try {
        Mappings.in(each);
      } catch (UnusableMapping why) {
        desk.err()
            .println(
                command
                    + ": --mapping: "
                    + Visible.text(each.toString())
                    + ": "
                    + Visible.text(String.valueOf(why.getMessage())));
        return Optional.empty();
      }
    }
    return Optional.of(mappings);
  }
}

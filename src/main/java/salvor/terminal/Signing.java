package salvor.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.casefile.BaselineLibrary.Wish;

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
}

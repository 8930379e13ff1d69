package salvor.terminal;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.evidence.Visible;

/** Whether what was shown is to be done. */
@Command
final class Consent {
  @Option(names = "--yes", description = "do it without asking")
  private boolean yes;

  /**
   * Asks, where that was not said beforehand; who cannot be asked does not agree.
   *
   * @param act what is done then, as a question begins
   */
  boolean given(Desk desk, String act) {
    if (yes) {
      return true;
    }
    desk.out().flush();
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isEmpty()) {
      ClusterArguments.say(desk, "nobody can be asked here; --yes does it without asking");
      return false;
    }
    String said = console.get().readLine("%s", question(act));
    return said != null && said.strip().toLowerCase(Locale.ROOT).equals("yes");
  }

  /** What is asked: names of contexts, pods and targets are in it, which others chose. */
  static String question(String act) {
    return Visible.text(act) + "? yes or no: ";
  }
}

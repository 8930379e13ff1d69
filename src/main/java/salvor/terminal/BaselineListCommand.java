package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.LibraryNote;
import salvor.report.LibraryReport;

/** {@code salvor baseline list} and {@code salvor baseline history}. */
abstract class BaselineListCommand extends BaselineSubcommand {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "only of this name, as list gives it")
  private @Nullable String name;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write both the versions and the acts as JSON; - for standard output")
  private @Nullable String json;

  private final boolean history;

  private BaselineListCommand(Desk desk, boolean history) {
    super(desk);
    this.history = history;
  }

  @Override
  int run() throws Exception {
    BaselineLibrary kept = library.library(desk);
    BaselineLibrary.Opened opened = kept.open();
    List<LibraryNote> notes = new ArrayList<>(opened.notes());
    notes.addAll(kept.check(opened.versions()));
    LibraryReport report = new LibraryReport(opened.versions(), notes, history, name);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return ExitCode.DONE;
  }

  /** Lists versions. */
  @Command(
      name = "list",
      description = "Lists the versions that the library keeps, and what of it is damaged or gone.")
  static final class Versions extends BaselineListCommand {
    Versions(Desk desk) {
      super(desk, false);
    }
  }

  /** Lists acts. */
  @Command(
      name = "history",
      description = "Lists who did what to the baselines of the library, when and why.")
  static final class History extends BaselineListCommand {
    History(Desk desk) {
      super(desk, true);
    }
  }
}

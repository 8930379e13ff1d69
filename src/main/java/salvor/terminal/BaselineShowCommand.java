package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.Profile;
import salvor.report.BaselineReport;

/** {@code salvor baseline show}. */
@Command(
    name = "show",
    description =
        "Shows what baselines hold: what was watched, each facet with its state and why, and how complete it is.")
final class BaselineShowCommand extends BaselineSubcommand {
  @Parameters(
      paramLabel = "FILE|NAME[@N]",
      arity = "1..*",
      description = "baselines of any form that Salvor reads, or versions of the library")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--elements",
      description =
          "list each element with its number, support, times and phases, and what patterns were made from")
  private boolean elements;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  BaselineShowCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    List<Profile> profiles = library.profiles(desk, files);
    if (profiles.isEmpty()) {
      return said(ExitCode.NO_EVIDENCE, "there is no baseline in these files");
    }
    BaselineReport report = new BaselineReport(profiles, elements);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return ExitCode.DONE;
  }
}

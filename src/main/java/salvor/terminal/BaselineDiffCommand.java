package salvor.terminal;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.BaselineDiff;
import salvor.baseline.Profile;
import salvor.report.BaselineDiffReport;

/** {@code salvor baseline diff}. */
@Command(
    name = "diff",
    description =
        "Tells what a baseline B knows otherwise than A: added, removed, widened, tightened; states, images, times.",
    exitCodeList = {
      "0:done",
      "1:done, and --fail-on-difference found one",
      "2:the command line was not understood",
      "3:a file, a version or a baseline is not there",
      "4:the library of baselines cannot be used",
      "5:a result could not be written"
    })
final class BaselineDiffCommand extends BaselineSubcommand {
  @Parameters(index = "0", paramLabel = "A", description = "a file or NAME[@N]")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "a file or NAME[@N]")
  private Path after = Path.of("");

  @Option(names = "--fail-on-difference", description = "exit with 1 when something differs")
  private boolean fail;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  BaselineDiffCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    List<Profile> a = library.profiles(desk, List.of(before));
    List<Profile> b = library.profiles(desk, List.of(after));
    if (a.isEmpty() || b.isEmpty()) {
      return said(ExitCode.NO_EVIDENCE, "there is no baseline in " + (a.isEmpty() ? "A" : "B"));
    }
    BaselineDiff diff = BaselineDiff.between(a, b);
    BaselineDiffReport report = new BaselineDiffReport(diff);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return fail && !diff.isEmpty() ? ExitCode.FOUND : ExitCode.DONE;
  }
}

package salvor.terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.ByHand;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.report.BaselineReport;
import salvor.report.Output;

/** {@code salvor baseline merge}. */
@Command(
    name = "merge",
    description = {
      "Joins baselines of the same container and image, as if all had been learned at once.",
      "Keep the result with salvor baseline keep."
    })
final class BaselineMergeCommand extends BaselineSubcommand {
  @Parameters(
      paramLabel = "FILE|NAME[@N]",
      arity = "1..*",
      description = "baselines of any form that Salvor reads, or versions of the library")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "where to write the baselines")
  private Path out = Path.of("");

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what they hold as JSON; - for standard output")
  private @Nullable String json;

  BaselineMergeCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    List<Profile> profiles = library.profiles(desk, files);
    if (profiles.isEmpty()) {
      return said(ExitCode.NO_EVIDENCE, "there is no baseline in these files");
    }
    List<Profile> merged = ByHand.mergedByKey(profiles);
    byte[] written = ProfileJson.write(merged).getBytes(StandardCharsets.UTF_8);
    Output.to(out, to -> to.write(written));
    BaselineReport report = new BaselineReport(merged, false);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return ExitCode.DONE;
  }
}

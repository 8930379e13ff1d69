package salvor.terminal;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.casefile.OpenedCase;
import salvor.report.MarksReport;

/** {@code salvor marks}. */
@Command(
    name = "marks",
    sortOptions = false,
    description = "Lists what people added to the events of a case; as JSON with every edit.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "4:the case folder cannot be used, for example while it is open in a window",
      "5:a result could not be written"
    })
final class MarksCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "CASE", description = "the case folder")
  private Path folder = Path.of("");

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  MarksCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    try (OpenedCase opened = CaseArguments.open(desk, folder)) {
      MarksReport report = MarksReport.of(opened);
      if (json == null) {
        report.text(desk.out());
      } else {
        new Leaving(desk, opened.custody(), "marks").machine(json, report::json);
      }
    }
    return ExitCode.DONE;
  }
}

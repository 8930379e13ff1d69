package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.report.ProcessesReport;

/** {@code salvor processes}. */
@Command(
    name = "processes",
    description =
        "Shows who started whom in each container, the one with the worst observation first.")
final class ProcessesCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  ProcessesCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return given.open(
        desk,
        "processes",
        (overview, _) -> {
          ProcessesReport report = ProcessesReport.of(overview, desk.progress());
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            EvidenceArguments.machine(desk, json, report::json);
          }
        });
  }
}

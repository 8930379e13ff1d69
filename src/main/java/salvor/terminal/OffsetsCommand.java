package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.report.OffsetsReport;

/** {@code salvor offsets}. */
@Command(
    name = "offsets",
    description =
        "Shows how far the clocks of the sources are apart, by what several of them timed; changes no time.")
final class OffsetsCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  OffsetsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return given.open(
        desk,
        "offsets",
        (overview, _) -> {
          OffsetsReport report = OffsetsReport.of(overview, desk.progress());
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            EvidenceArguments.machine(desk, json, report::json);
          }
        });
  }
}

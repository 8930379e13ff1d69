package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.report.ImagesReport;

/** {@code salvor images}. */
@Command(
    name = "images",
    description = "Shows which images ran where and when, and what the baselines know of each.")
final class ImagesCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  ImagesCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return given.open(
        desk,
        "images",
        (overview, _) -> {
          ImagesReport report = ImagesReport.of(overview);
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            EvidenceArguments.machine(desk, json, report::json);
          }
        });
  }
}

package salvor.terminal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.report.PeersReport;

/** {@code salvor peers}. */
@Command(
    name = "peers",
    description =
        "Shows who talked to whom, in which direction and at which port, the worst first.")
final class PeersCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  PeersCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return given.open(
        desk,
        "peers",
        (overview, _) -> {
          PeersReport report = PeersReport.of(overview, desk.progress());
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            EvidenceArguments.machine(desk, json, report::json);
          }
        });
  }
}

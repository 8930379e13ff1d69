package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.baseline.Judge;
import salvor.baseline.Profile;
import salvor.cluster.Greeting;
import salvor.custody.CaseLedger;
import salvor.live.Readiness;
import salvor.live.ReadinessCheck;
import salvor.report.Output;
import salvor.report.ReadinessReport;
import salvor.workload.Inventory;

/** {@code salvor readiness}. */
@Command(
    name = "readiness",
    sortOptions = false,
    description =
        "Says of each workload of a cluster what an investigator would have if the alert fired now, and how to close each"
            + " gap. Reads only.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "3:a baseline that was named is not there",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class ReadinessCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Mixin private NamedBaselines baselines = new NamedBaselines();

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "write it as Markdown into a file")
  private @Nullable Path markdown;

  ReadinessCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Optional<List<Path>> named = baselines.files(desk);
    if (named.isEmpty()) {
      return ExitCode.NO_EVIDENCE;
    }
    return connecting.connected(
        desk,
        cluster -> {
          Greeting greeting = cluster.greet();
          List<Path> judgedBy = baselines.of(desk, greeting, named.get());
          List<Profile> profiles = desk.reader().read(judgedBy, desk.progress()).baselines();
          Readiness found =
              ReadinessCheck.ask(
                  cluster,
                  connecting.namespace,
                  new Judge(profiles, Inventory.EMPTY).matching(),
                  desk.progress());
          CaseLedger ledger = kept.of(greeting, "readiness", connecting.namespace);
          return written(found, new Leaving(desk, ledger, "readiness"));
        });
  }

  private int written(Readiness found, Leaving leaving) throws IOException {
    ReadinessReport report = new ReadinessReport(found);
    if (markdown != null) {
      Path file = markdown;
      leaving.file(file, () -> Output.to(file, report::markdown));
    }
    if (json != null) {
      leaving.machine(json, report::json);
    } else if (markdown == null) {
      report.text(desk.out(), desk.colour());
    }
    return ExitCode.DONE;
  }
}

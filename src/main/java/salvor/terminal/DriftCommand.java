package salvor.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.evidence.Visible;
import salvor.ingest.objects.ClusterStates;
import salvor.report.DriftReport;
import salvor.workload.drift.Drift;

/** {@code salvor drift}. */
@Command(
    name = "drift",
    sortOptions = false,
    description = {
      "Tells what of a cluster is not as it was, from two dumps of its objects: rights, webhooks, workloads, images"
          + " by digest, network policies, accounts; what gives an attacker most comes first.",
      "",
      "A dump is what kubectl get -o json or yaml, kubectl cluster-info dump, must-gather or a support bundle wrote, or what"
          + " salvor watch recorded. Values of secrets, of configuration and of the environment are compared and not shown."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and --fail-on-difference found one",
      "2:the command line was not understood",
      "3:A or B holds no cluster object",
      "5:a result could not be written"
    })
final class DriftCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(index = "0", paramLabel = "A", description = "the earlier: a file, folder or archive")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "the later")
  private Path after = Path.of("");

  @Option(names = "--fail-on-difference", description = "exit with 1 when something differs")
  private boolean fail;

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  DriftCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    DriftReport.Side a = read(before);
    DriftReport.Side b = read(after);
    for (DriftReport.Side side : List.of(a, b)) {
      if (side.state().objects().isEmpty()) {
        desk.err()
            .println(
                "salvor drift: there is no cluster object in "
                    + Visible.text(side.path())
                    + (Files.exists(Path.of(side.path())) ? "" : ", which does not exist"));
        return ExitCode.NO_EVIDENCE;
      }
    }
    Drift drift = Drift.between(a.state(), b.state());
    DriftReport report = new DriftReport(a, b, drift);
    CaseLedger ledger = kept.ledger();
    ledger.write(
        ledger
            .entry(Deed.ACCESSED, null)
            .asked(
                Map.of("verb", "drift", "before", a.path(), "after", b.path()),
                Map.of("changes", Integer.toString(drift.changes().size()))));
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      new Leaving(desk, ledger, "drift").machine(json, report::json);
    }
    return fail && !drift.changes().isEmpty() ? ExitCode.FOUND : ExitCode.DONE;
  }

  private DriftReport.Side read(Path path) throws Exception {
    ClusterStates.Taken taken = ClusterStates.read(List.of(path), desk.progress());
    return new DriftReport.Side(path.toString(), taken.state(), taken.sources());
  }
}

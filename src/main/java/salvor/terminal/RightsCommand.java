package salvor.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Greeting;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.custody.CaseLedger;
import salvor.report.RightsReport;

/** {@code salvor rights}. */
@Command(
    name = "rights",
    description =
        "Shows what you may do in a cluster to look, to collect and to contain, and which verb is missing.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class RightsCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write them as JSON instead; - for standard output")
  private @Nullable String json;

  RightsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return connecting.connected(
        desk,
        cluster -> {
          Greeting greeting = cluster.greet();
          Rights rights = cluster.rights(List.of(Right.values()), connecting.namespace);
          CaseLedger ledger = kept.of(greeting, "rights", connecting.namespace);
          RightsReport report = new RightsReport(cluster.context(), greeting, rights);
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            new Leaving(desk, ledger, "rights").machine(json, report::json);
          }
          return ExitCode.DONE;
        });
  }
}

package salvor.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Greeting;
import salvor.containment.Measures;
import salvor.live.LiveCustody;
import salvor.recovery.Fix;
import salvor.recovery.InForce;
import salvor.recovery.RollOut;
import salvor.recovery.RollOutLog;
import salvor.recovery.RollOutWatch.Standing;
import salvor.recovery.Seen;
import salvor.recovery.WorkloadFix;
import salvor.report.RollOutReport;

/** {@code salvor rollout status}. */
@Command(
    name = "status",
    sortOptions = false,
    description = {
      "Tells how far the workloads with the fixed image are, and counts the pods on the bad digest; follows them with --for.",
      "",
      "The count is over pods: what a controller says of itself is told beside it. With --case the roll-outs of the case"
          + " are listed by their marks: which were set whole, which were rolled back, and which are in force still."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no pod in the open runs the bad digest, and all pods were seen",
      "1:some do, or it is not known",
      "2:the command line was not understood",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class RolloutStatusCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private RolloutArguments which = new RolloutArguments();

  @Mixin private RolloutFollowing following = new RolloutFollowing();

  @Mixin private LedgerArguments ledger = new LedgerArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  RolloutStatusCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Fix fix = which.fix();
    return which.connecting.connected(
        desk,
        cluster -> {
          List<WorkloadFix> given =
              RollOut.given(Seen.of(cluster, which.connecting.namespace), fix);
          Standing end = following.follow(desk, cluster, fix, given, json != null, () -> {});
          Greeting greeting = cluster.greet();
          List<InForce> measures =
              InForce.of(
                  Measures.in(ledger.ledger()), cluster, greeting.clusterUid(), desk.progress());
          following.written(desk, new RollOutReport(fix, end, null, List.of(), measures), json);
          RollOutLog.counted(LiveCustody.by(ledger.ledger(), greeting), fix, end, null);
          return end.isOver() ? ExitCode.DONE : ExitCode.FOUND;
        });
  }
}

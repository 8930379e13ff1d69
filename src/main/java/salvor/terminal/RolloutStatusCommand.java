package salvor.terminal;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.live.LiveCustody;
import salvor.recovery.Fix;
import salvor.recovery.RollOut;
import salvor.recovery.RollOutLog;
import salvor.recovery.RollOutWatch.Standing;
import salvor.recovery.Seen;
import salvor.recovery.WorkloadFix;

/** {@code salvor rollout status}. */
@Command(
    name = "status",
    sortOptions = false,
    description = {
      "Tells how far the workloads with the fixed image are, and counts the pods on the bad digest; follows them with --for.",
      "",
      "The count is over pods: what a controller says of itself is told beside it."
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
          following.written(desk, fix, end, null, List.of(), json);
          RollOutLog.counted(LiveCustody.by(ledger.ledger(), cluster.greet()), fix, end, null);
          return end.isOver() ? ExitCode.DONE : ExitCode.FOUND;
        });
  }
}

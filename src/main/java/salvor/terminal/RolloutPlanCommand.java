package salvor.terminal;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.recovery.Fix;
import salvor.recovery.RollOut;
import salvor.recovery.RollOutPlan;
import salvor.recovery.Seen;
import salvor.report.RollOutPlanReport;

/** {@code salvor rollout plan}. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "Plans which workloads get a fixed image, and says what no roll-out reaches. Reads only.",
      "",
      "A workload is taken where its template names the bad digest, or its pods run it; never by a tag alone."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the plan reaches everything that runs the bad digest",
      "1:something that runs it is not reached, or not known",
      "2:the command line was not understood, or both digests are of one image",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class RolloutPlanCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private RolloutArguments which = new RolloutArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  @Option(
      names = "--case",
      paramLabel = "DIR",
      description =
          "the folder of a live case: its records, decisions and sealed bundles tell which pods must not end unasked")
  private @Nullable Path folder;

  @Mixin private RolloutVictims victims = new RolloutVictims();

  RolloutPlanCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Fix fix = which.fix();
    return which.connecting.connected(
        desk,
        cluster -> {
          RollOutPlan plan =
              which.plan(() -> RollOut.plan(Seen.of(cluster, which.connecting.namespace), fix));
          RolloutVictims.Found found = victims.of(desk, cluster, folder, plan, plan.all());
          RollOutPlanReport report =
              new RollOutPlanReport(
                  cluster.context(), cluster.greet(), plan, found.pods(), found.known());
          if (json == null) {
            report.text(desk.out(), desk.colour());
          } else {
            EvidenceArguments.machine(desk, json, report::json);
          }
          return plan.reachesAll() && plan.unsure().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
        });
  }
}

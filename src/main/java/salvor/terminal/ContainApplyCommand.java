package salvor.terminal;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import salvor.cluster.Cluster;
import salvor.cluster.Greeting;
import salvor.containment.Measure;
import salvor.containment.QuarantinePlan;
import salvor.report.ContainPlanReport;

/** {@code salvor contain apply}. */
@Command(
    name = "apply",
    sortOptions = false,
    description = {
      "Cuts pods off as contain plan shows it. Each step is tried first, by a dry run of the cluster; then it is written down in"
          + " the case, done, read back and compared, and what came of it is written down too.",
      "",
      "The policies come first, when they select nobody: wherever it stops, no pod is more open than it was. What was done"
          + " is taken back by contain undo. That it was done does not prove that it holds."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of it was done, or would be, and nothing is left open that is known",
      "1:all of it was done, or would be; a pod was refused, or something still passes by a policy, or is not known",
      "2:the command line was not understood, or there is no such pod",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used",
      "8:it was not done, or a part of it, or would not be"
    })
final class ContainApplyCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ContainArguments chosen = new ContainArguments();

  @Mixin private ActArguments act = new ActArguments();

  ContainApplyCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (!act.isSaid()) {
      ClusterArguments.say(
          desk, "name the case with --case DIR and say why with --reason TEXT; or --dry-run");
      return ExitCode.USAGE;
    }
    return chosen.connecting.connected(desk, this::apply);
  }

  private int apply(Cluster cluster) throws Exception {
    Optional<QuarantinePlan> planned = chosen.plan(desk, cluster, act.caseId());
    if (planned.isEmpty()) {
      return ExitCode.USAGE;
    }
    QuarantinePlan plan = planned.get();
    Greeting greeting = cluster.greet();
    act.shown(desk, new ContainPlanReport(cluster.context(), greeting, plan));
    return act.act(
        desk,
        cluster,
        greeting,
        Measure.of(plan, act.why()),
        plan.isolates() ? ExitCode.DONE : ExitCode.FOUND);
  }
}

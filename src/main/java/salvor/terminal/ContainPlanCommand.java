package salvor.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.containment.QuarantinePlan;
import salvor.report.ContainPlanReport;

/** {@code salvor contain plan}. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "Plans to cut pods off by the strongest means that the cluster has, and shows what would be sent, what would still pass"
          + " and by which policy, who else notices, and what you may not do. Reads only.",
      "",
      "Policies are made first, when they select nobody; the pods are labelled last. A plan claims nothing that only a probe"
          + " can prove."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the plan leaves nothing open that is known",
      "1:a pod is refused, or something would still pass by a policy, or is not known",
      "2:the command line was not understood, or there is no such pod",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class ContainPlanCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ContainArguments chosen = new ContainArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  @Option(
      names = "--yaml",
      paramLabel = "FILE",
      description = "write what would be sent as YAML as well; - for standard output")
  private @Nullable String yaml;

  ContainPlanCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return chosen.connecting.connected(desk, this::plan);
  }

  private int plan(Cluster cluster) throws ClusterFailure, IOException {
    Optional<QuarantinePlan> plan = chosen.plan(desk, cluster, "case");
    if (plan.isEmpty()) {
      return ExitCode.USAGE;
    }
    written(new ContainPlanReport(cluster.context(), cluster.greet(), plan.get()));
    return plan.get().isolates() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private void written(ContainPlanReport report) throws IOException {
    if (yaml != null) {
      EvidenceArguments.machine(
          desk, yaml, to -> report.yaml(new PrintWriter(to, false, StandardCharsets.UTF_8)));
    }
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    } else if (!"-".equals(yaml)) {
      report.text(desk.out(), desk.colour());
    }
  }
}

package salvor.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.baseline.Judge;
import salvor.baseline.Profile;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.live.ReadinessCheck;
import salvor.report.ReadinessReport;
import salvor.workload.Inventory;
import tools.jackson.databind.JsonNode;

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
          List<Path> judgedBy = baselines.of(desk, cluster.greet(), named.get());
          return checked(cluster, desk.reader().read(judgedBy, desk.progress()).baselines());
        });
  }

  private int checked(Cluster cluster, List<Profile> profiles) throws ClusterFailure, IOException {
    LivePods pods = new LivePods();
    Collection<JsonNode> sets = cluster.list(ObjectKind.REPLICA_SETS, connecting.namespace);
    sets.forEach(pods.owners()::added);
    cluster.list(ObjectKind.JOBS, connecting.namespace).forEach(pods.owners()::added);
    Collection<JsonNode> objects = cluster.list(ObjectKind.PODS, "");
    objects.forEach(pods::changed);
    ReadinessCheck check =
        new ReadinessCheck(
            pods.all(),
            objects,
            cluster.list(ObjectKind.NAMESPACES, ""),
            cluster.list(ObjectKind.NODES, ""),
            cluster.rights(EnumSet.allOf(Right.class), connecting.namespace),
            new Judge(profiles, Inventory.EMPTY).matching());
    ReadinessReport report = new ReadinessReport(check.check(connecting.namespace));
    if (markdown != null) {
      try (var out =
          new java.io.PrintWriter(Files.newBufferedWriter(markdown, StandardCharsets.UTF_8))) {
        report.markdown(out);
      }
    }
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    } else if (markdown == null) {
      report.text(desk.out(), desk.colour());
    }
    return ExitCode.DONE;
  }
}

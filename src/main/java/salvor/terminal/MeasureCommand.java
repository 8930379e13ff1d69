package salvor.terminal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Greeting;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDossier;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.MadeFor;
import salvor.containment.Measure;
import salvor.containment.MeasurePlan;
import salvor.report.MeasurePlanReport;

/**
 * A command that plans a measure, shows it, has the cluster try it, and does it where that is
 * agreed to: without a case and a reason it only shows the plan.
 */
@Command(
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of it was done, or would be",
      "1:something was refused, or may not be done; the rest was done, or would be",
      "2:the command line was not understood, or there is no such pod",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used",
      "8:it was not done, or a part of it, or would not be"
    })
abstract class MeasureCommand implements Callable<Integer> {

  final Desk desk;

  @Mixin ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Mixin private ActArguments act = new ActArguments();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "when it is to be looked at again (RFC 3339), as its objects say")
  private @Nullable Instant until;

  MeasureCommand(Desk desk) {
    this.desk = desk;
  }

  /**
   * What the cluster told, and what may be done there.
   *
   * @param namespace where that is asked for, empty for all namespaces
   */
  record Seen(Cluster cluster, ClusterObjects objects, String namespace) {
    /** What may be done, by one round of access reviews. */
    Rights rights() {
      List<Right> wanted = new ArrayList<>(Right.of(Right.Use.CONTAIN));
      wanted.addAll(Right.of(Right.Use.REVOKE));
      return cluster.rights(wanted, namespace);
    }

    /** The same, for pods: rights may be given in their namespace alone. */
    Seen of(List<String> uids) {
      return new Seen(cluster, objects, NamedPods.namespace(objects, uids, namespace));
    }
  }

  /** The kinds of objects that the plan needs. */
  abstract List<ObjectKind> kinds();

  /** The folder of the case, if one is named. */
  @Nullable Path folder() {
    return act.folder;
  }

  /** The plan; empty where something that was named is not there, which was said. */
  abstract Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor) throws Exception;

  @Override
  public Integer call() throws Exception {
    if (!act.dryRun && (act.folder == null) != (act.reason == null)) {
      ClusterArguments.say(
          desk, "to do it name the case with --case DIR and say why with --reason TEXT");
      return ExitCode.USAGE;
    }
    return connecting.connected(desk, this::with);
  }

  private int with(Cluster cluster) throws Exception {
    Optional<MeasurePlan> planned =
        plan(seen(cluster), new MadeFor(act.caseId(), Measure.newMark(), until));
    if (planned.isEmpty()) {
      return ExitCode.USAGE;
    }
    MeasurePlan plan = planned.get();
    Greeting greeting = cluster.greet();
    MeasurePlanReport report = new MeasurePlanReport(cluster.context(), greeting, plan);
    if (!act.isSaid()) {
      act.written(desk, report);
      return plan.isWhole() ? ExitCode.DONE : ExitCode.FOUND;
    }
    act.shown(desk, report);
    return act.act(
        desk,
        cluster,
        greeting,
        plan.measure(act.why()),
        plan.refused().isEmpty() ? ExitCode.DONE : ExitCode.FOUND);
  }

  private Seen seen(Cluster cluster) throws ClusterFailure {
    Set<ObjectKind> kinds = new LinkedHashSet<>(PodDossier.KINDS);
    kinds.addAll(kinds());
    kinds.remove(ObjectKind.SECRETS); // who needs them reads them without their values
    return new Seen(
        cluster,
        ClusterObjects.listed(cluster, kinds, ObjectKind.PODS, connecting.namespace),
        connecting.namespace);
  }
}

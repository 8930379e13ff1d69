package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Greeting;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDossier;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Siblings;
import salvor.containment.Applied;
import salvor.containment.Applying;
import salvor.containment.DryRun;
import salvor.containment.MadeFor;
import salvor.containment.Measure;
import salvor.containment.MeasurePlan;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
import salvor.report.MeasurePlanReport;
import salvor.report.MeasureReport;
import salvor.report.Report;

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

  @Option(
      names = "--case",
      paramLabel = "DIR",
      description =
          "the case that it is done for: its ledger says what was done, and by it alone it is taken back")
  private @Nullable Path folder;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description =
          "why it is done; without a case and a reason the plan is shown and nothing done",
      converter = Signing.Said.class)
  private @Nullable String reason;

  @Mixin private Consent consent = new Consent();

  @Option(
      names = "--dry-run",
      description = "have the cluster check every step, and do none; needs no case and no reason")
  private boolean dryRun;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "when it is to be looked at again (RFC 3339), as its objects say")
  private @Nullable Instant until;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "write the plan, or what came of each step, as JSON instead; - for standard output")
  private @Nullable String json;

  MeasureCommand(Desk desk) {
    this.desk = desk;
  }

  /** What the cluster told, and what may be done there. */
  record Seen(Cluster cluster, ClusterObjects objects, LivePods pods, Rights rights) {}

  /** The kinds of objects that the plan needs. */
  abstract List<ObjectKind> kinds();

  /** The plan; empty where something that was named is not there, which was said. */
  abstract Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor) throws Exception;

  @Override
  public Integer call() throws Exception {
    if (!dryRun && (folder == null) != (reason == null)) {
      ClusterArguments.say(
          desk, "to do it name the case with --case DIR and say why with --reason TEXT");
      return ExitCode.USAGE;
    }
    return connecting.connected(desk, this::with);
  }

  private int with(Cluster cluster) throws Exception {
    Optional<MeasurePlan> planned =
        plan(seen(cluster), new MadeFor(caseId(), Measure.newMark(), until));
    if (planned.isEmpty()) {
      return ExitCode.USAGE;
    }
    MeasurePlan plan = planned.get();
    Greeting greeting = cluster.greet();
    MeasurePlanReport report = new MeasurePlanReport(cluster.context(), greeting, plan);
    boolean acts = dryRun || folder != null;
    if (!acts) {
      written(report);
      return plan.isWhole() ? ExitCode.DONE : ExitCode.FOUND;
    }
    if (!"-".equals(json)) {
      report.text(desk.out(), desk.colour());
      desk.out().println();
    }
    if (plan.steps().isEmpty()) {
      ClusterArguments.say(desk, "there is nothing that could be done");
      return ExitCode.NOT_DONE;
    }
    return act(cluster, greeting, plan);
  }

  private int act(Cluster cluster, Greeting greeting, MeasurePlan plan) throws Exception {
    Measure measure = plan.measure(reason == null ? "a dry run" : reason);
    Applying applying =
        new Applying(cluster, ledger(greeting), () -> {}, InstantSource.system(), Pause.REAL);
    DryRun trial = applying.dryRun(measure, desk.progress());
    if (dryRun || !trial.passes()) {
      written(MeasureReport.of(cluster.context(), greeting, trial));
      return trial.passes() ? code(plan) : ExitCode.NOT_DONE;
    }
    if (!consent.given(desk, "Do this to " + cluster.context().name())) {
      ClusterArguments.say(desk, "nothing was done");
      return ExitCode.NOT_DONE;
    }
    Applied applied = applying.apply(trial, desk.progress());
    written(MeasureReport.of(cluster.context(), greeting, applied));
    return applied.extent() == Applied.Extent.WHOLE && applied.unwritten() == null
        ? code(plan)
        : ExitCode.NOT_DONE;
  }

  private static int code(MeasurePlan plan) {
    return plan.refused().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private String caseId() {
    Path name = folder == null ? null : folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "case" : name.toString();
  }

  /** The ledger of the case, in which it is written down that the cluster was asked. */
  private CaseLedger ledger(Greeting greeting) throws IOException {
    if (folder == null) {
      return CaseLedger.NONE;
    }
    CaseLedger ledger = LiveCustody.by(CaseLedger.in(folder, InstantSource.system()), greeting);
    ledger.write(
        ledger.entry(Deed.ACCESSED, reason).asked(Map.of("verb", "contain-plan"), Map.of()));
    return ledger;
  }

  private void written(Report report) throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }

  private Seen seen(Cluster cluster) throws ClusterFailure {
    Set<ObjectKind> kinds = new LinkedHashSet<>(PodDossier.KINDS);
    kinds.addAll(kinds());
    kinds.remove(ObjectKind.SECRETS); // who needs them reads them without their values
    ClusterObjects objects =
        ClusterObjects.listed(cluster, kinds, ObjectKind.PODS, connecting.namespace);
    LivePods pods = new LivePods();
    Stream.of(ObjectKind.REPLICA_SETS, ObjectKind.JOBS)
        .flatMap(kind -> objects.all(kind, ""))
        .forEach(pods.owners()::added);
    objects.all(ObjectKind.PODS, "").forEach(pods::added);
    List<Right> wanted = new ArrayList<>(Right.of(Right.Use.CONTAIN));
    wanted.addAll(Right.of(Right.Use.REVOKE));
    return new Seen(cluster, objects, pods, cluster.rights(wanted, connecting.namespace));
  }

  /** The uids of the pods of these names; empty where one is not there, which is said. */
  final Optional<List<String>> uids(Seen seen, List<String> named, boolean siblings) {
    Set<String> chosen = new LinkedHashSet<>();
    for (String name : named) {
      Optional<LivePod> pod = connecting.pod(desk, seen.pods(), name);
      if (pod.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(pod.get().uid());
      if (siblings) {
        Siblings.of(pod.get(), seen.pods().all(), seen.objects()).stream()
            .filter(each -> each.isPod() && each.likeness() == Siblings.Likeness.SAME_IMAGE)
            .forEach(each -> chosen.add(each.uid()));
      }
    }
    return Optional.of(List.copyOf(chosen));
  }
}

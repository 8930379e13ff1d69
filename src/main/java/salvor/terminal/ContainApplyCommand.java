package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.Greeting;
import salvor.containment.Applied;
import salvor.containment.Applying;
import salvor.containment.DryRun;
import salvor.containment.Measure;
import salvor.containment.QuarantinePlan;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
import salvor.report.ContainPlanReport;
import salvor.report.MeasureReport;

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

  @Option(
      names = "--case",
      paramLabel = "DIR",
      description =
          "the case that it is done for: its ledger says what was done, and by it alone it is taken back")
  private @Nullable Path folder;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why it is done",
      converter = Signing.Said.class)
  private @Nullable String reason;

  @Mixin private Consent consent = new Consent();

  @Option(
      names = "--dry-run",
      description = "have the cluster check every step, and do none; needs no case and no reason")
  private boolean dryRun;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what came of each step as JSON instead; - for standard output")
  private @Nullable String json;

  ContainApplyCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (!dryRun && (folder == null || reason == null)) {
      ClusterArguments.say(
          desk, "name the case with --case DIR and say why with --reason TEXT; or --dry-run");
      return ExitCode.USAGE;
    }
    return chosen.connecting.connected(desk, this::apply);
  }

  private int apply(Cluster cluster) throws Exception {
    Optional<QuarantinePlan> planned = chosen.plan(desk, cluster, folder);
    if (planned.isEmpty()) {
      return ExitCode.USAGE;
    }
    QuarantinePlan plan = planned.get();
    Greeting greeting = cluster.greet();
    if (!"-".equals(json)) {
      new ContainPlanReport(cluster.context(), greeting, plan).text(desk.out(), desk.colour());
      desk.out().println();
    }
    if (plan.steps().isEmpty()) {
      ClusterArguments.say(desk, "there is nothing that could be done");
      return ExitCode.NOT_DONE;
    }
    CaseLedger ledger = ledger(greeting);
    Measure measure = Measure.of(plan, reason == null ? "a dry run" : reason);
    Applying applying = new Applying(cluster, ledger, () -> {}, InstantSource.system(), Pause.REAL);
    DryRun trial = applying.dryRun(measure, desk.progress());
    if (dryRun || !trial.passes()) {
      written(MeasureReport.of(cluster.context(), greeting, trial));
      return !trial.passes() ? ExitCode.NOT_DONE : code(plan);
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

  private CaseLedger ledger(Greeting greeting) throws IOException {
    if (folder == null) {
      return CaseLedger.NONE;
    }
    CaseLedger ledger = LiveCustody.by(CaseLedger.in(folder, InstantSource.system()), greeting);
    ledger.write(
        ledger.entry(Deed.ACCESSED, reason).asked(Map.of("verb", "contain-plan"), Map.of()));
    return ledger;
  }

  private static int code(QuarantinePlan plan) {
    return plan.isolates() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private void written(MeasureReport report) throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }
}

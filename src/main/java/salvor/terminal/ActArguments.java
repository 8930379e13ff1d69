package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
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
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
import salvor.report.MeasureReport;
import salvor.report.Report;

/** For which case and why something is done to a cluster, and whether it is only tried. */
@Command
final class ActArguments {
  @Option(
      names = "--case",
      paramLabel = "DIR",
      description =
          "the case that it is done for: its ledger says what was done, and by it alone it is taken back")
  @Nullable Path folder;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why it is done",
      converter = Signing.Said.class)
  @Nullable String reason;

  @Mixin Consent consent = new Consent();

  @Option(
      names = "--dry-run",
      description = "have the cluster check every step, and do none; needs no case and no reason")
  boolean dryRun;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what came of it as JSON instead; - for standard output")
  @Nullable String json;

  /** Whether it is said for which case and why; a dry run needs neither. */
  boolean isSaid() {
    return dryRun || (folder != null && reason != null);
  }

  /** What a measure says of why. */
  String why() {
    return reason == null ? "a dry run" : reason;
  }

  /** The case, as it is told: the name of its folder. */
  String caseId() {
    Path name = folder == null ? null : folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "case" : name.toString();
  }

  /** Where it is written down; nowhere when it is only tried without a case. */
  CaseLedger ledger(Greeting greeting) {
    return folder == null
        ? CaseLedger.NONE
        : LiveCustody.by(CaseLedger.in(folder, InstantSource.system()), greeting);
  }

  /**
   * Has the cluster try a measure, and does it where that is agreed to.
   *
   * @param whole the exit code where all of it was done, or would be
   */
  int act(Desk desk, Cluster cluster, Greeting greeting, Measure measure, int whole)
      throws IOException {
    if (measure.steps().isEmpty()) {
      ClusterArguments.say(desk, "there is nothing that could be done");
      return ExitCode.NOT_DONE;
    }
    CaseLedger ledger = ledger(greeting);
    ledger.write( // that the cluster was asked
        ledger.entry(Deed.ACCESSED, reason).asked(Map.of("verb", "contain-plan"), Map.of()));
    Applying applying = new Applying(cluster, ledger, () -> {}, InstantSource.system(), Pause.REAL);
    DryRun trial = applying.dryRun(measure, desk.progress());
    if (dryRun || !trial.passes()) {
      written(desk, MeasureReport.of(cluster.context(), greeting, trial));
      return trial.passes() ? whole : ExitCode.NOT_DONE;
    }
    if (!consent.given(desk, "Do this to " + cluster.context().name())) {
      ClusterArguments.say(desk, "nothing was done");
      return ExitCode.NOT_DONE;
    }
    Applied applied = applying.apply(trial, desk.progress());
    written(desk, MeasureReport.of(cluster.context(), greeting, applied));
    return isWhole(applied) ? whole : ExitCode.NOT_DONE;
  }

  /** Whether all of it was done, and written down. */
  static boolean isWhole(Applied applied) {
    return applied.extent() == Applied.Extent.WHOLE && applied.unwritten() == null;
  }

  /** Shows what is to be done, but where standard output is for machines. */
  void shown(Desk desk, Report plan) {
    if (!"-".equals(json)) {
      plan.text(desk.out(), desk.colour());
      desk.out().println();
    }
  }

  /** Tells what came of it, in the form that was asked for. */
  void written(Desk desk, Report report) throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }
}

package salvor.terminal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
import salvor.jobs.Pause;
import salvor.recovery.Fix;
import salvor.recovery.RollOut;
import salvor.recovery.RollOutLog;
import salvor.recovery.RollOutPlan;
import salvor.recovery.RollOutPlan.Ending;
import salvor.recovery.RollOutWatch.Standing;
import salvor.recovery.Seen;
import salvor.recovery.WorkloadFix;
import salvor.report.RollOutPlanReport;
import salvor.report.RollOutWords;

/** {@code salvor rollout apply}. */
@Command(
    name = "apply",
    sortOptions = false,
    description = {
      "Sets the fixed image as rollout plan shows it, after a dry run of all of it; follows the pods with --for.",
      "",
      "What is done is written down in the case before and after, and taken back exactly by rollout undo. A roll-out ends the"
          + " pods that run the bad digest: where one is out of profile by what the case recorded, or decided to be bad, and no"
          + " sealed evidence of it verifies, nothing is done without --even-evidence."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of it was done, or would be, and no pod in the open runs the bad digest",
      "1:all of it was done, or would be; pods run the bad digest still, or that is not known",
      "2:the command line was not understood, or both digests are of one image",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used",
      "8:it was not done, or a part of it, or would not be"
    })
final class RolloutApplyCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private RolloutArguments which = new RolloutArguments();

  @Option(
      names = "--only",
      paramLabel = "NAMESPACE/NAME",
      description = "these workloads of the plan alone; may be given more than once")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--unsure",
      description = "also those that would start the image by a tag that meant it elsewhere")
  private boolean unsure;

  @Option(
      names = "--even-evidence",
      description =
          "also where pods end that are out of profile, decided to be bad, cut off or held, and of which no sealed evidence with their processes and sockets verifies")
  private boolean evenEvidence;

  @Mixin private RolloutVictims victims = new RolloutVictims();

  @Mixin private ActArguments act = new ActArguments();

  @Mixin private RolloutFollowing following = new RolloutFollowing();

  RolloutApplyCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Fix fix = which.fix();
    if (!act.isSaid()) {
      throw which.wrong(
          "name the case with --case DIR and say why with --reason TEXT; or --dry-run");
    }
    return which.connecting.connected(desk, cluster -> apply(cluster, fix));
  }

  private int apply(Cluster cluster, Fix fix) throws Exception {
    RollOutPlan plan =
        which.plan(() -> RollOut.plan(Seen.of(cluster, which.connecting.namespace), fix));
    Greeting greeting = cluster.greet();
    RolloutVictims.Found ending = victims.of(desk, cluster, act.folder, plan, plan.all());
    act.shown(
        desk,
        new RollOutPlanReport(cluster.context(), greeting, plan, ending.pods(), ending.known()));
    List<WorkloadFix> chosen = chosen(plan);
    if (chosen.isEmpty()) {
      ClusterArguments.say(desk, "there is nothing to be set");
      return ExitCode.NOT_DONE;
    }
    CaseLedger ledger = act.ledger(greeting);
    Measure measure = plan.measure(chosen, act.caseId(), act.why());
    Applying applying = new Applying(cluster, ledger, () -> {}, InstantSource.system(), Pause.REAL);
    DryRun trial = applying.dryRun(measure, desk.progress());
    boolean passes = trial.trials().stream().allMatch(DryRun.Trial::passed);
    if (act.dryRun || !passes) {
      List<Applied.Result> tried =
          trial.trials().stream()
              .map(each -> new Applied.Result(each.step(), each.outcome(), null, null))
              .toList();
      Standing now = following.listed(cluster, fix, chosen);
      following.written(desk, fix, now, null, tried, act.json);
      return passes ? code(now) : ExitCode.NOT_DONE;
    }
    if (!isAgreed(ending.pods(), chosen, ledger)) {
      return ExitCode.NOT_DONE;
    }
    if (!act.consent.given(desk, "Roll it out in " + cluster.context().name())) {
      ClusterArguments.say(desk, "nothing was done");
      return ExitCode.NOT_DONE;
    }
    Applied[] done = new Applied[1];
    Standing end =
        following.follow(
            desk,
            cluster,
            fix,
            chosen,
            act.json != null,
            () -> done[0] = applying.apply(trial, desk.progress()));
    Applied applied = done[0];
    following.written(desk, fix, end, measure.mark(), applied.results(), act.json);
    RollOutLog.counted(ledger, fix, end, act.reason);
    return ActArguments.isWhole(applied) ? code(end) : ExitCode.NOT_DONE;
  }

  /** Whether it may go on: it ends no evidence of the incident, or that was said to be meant. */
  private boolean isAgreed(List<Ending> all, List<WorkloadFix> chosen, CaseLedger ledger)
      throws IOException {
    List<Ending> ending = all.stream().filter(each -> chosen.contains(each.by())).toList();
    if (ending.isEmpty()) {
      return true;
    }
    ClusterArguments.say(desk, RollOutWords.victims(ending));
    if (!evenEvidence) {
      ClusterArguments.say(
          desk,
          "nothing was done: seal what is in them first (salvor collect), or --even-evidence");
      return false;
    }
    RollOutLog.evenEvidence(ledger, ending, act.reason);
    return true;
  }

  private List<WorkloadFix> chosen(RollOutPlan plan) {
    List<WorkloadFix> all = new ArrayList<>(plan.workloads());
    if (unsure) {
      all.addAll(plan.unsure());
    }
    List<String> names = all.stream().map(each -> each.namespace() + "/" + each.name()).toList();
    only.stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw which.wrong("--only: the plan has no workload " + name);
        });
    return all.stream()
        .filter(each -> only.isEmpty() || only.contains(each.namespace() + "/" + each.name()))
        .toList();
  }

  private static int code(Standing standing) {
    return standing.isOver() ? ExitCode.DONE : ExitCode.FOUND;
  }
}

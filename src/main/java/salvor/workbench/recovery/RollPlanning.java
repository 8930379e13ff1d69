package salvor.workbench.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.DeleteLock;
import salvor.containment.SealedEvidence;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.recovery.Fix;
import salvor.recovery.HotfixLog;
import salvor.recovery.RollOut;
import salvor.recovery.RollOutPlan;
import salvor.recovery.Seen;
import salvor.report.ContainmentWords;
import salvor.training.Scenarios;
import salvor.workbench.containment.OutcomeText;
import salvor.workbench.jobs.NewestJob;
import salvor.workload.ImageDigest;

/** Makes the plan of a roll-out from what is written, and from the cluster as it is. */
final class RollPlanning {
  final StringProperty bad = new SimpleStringProperty("");
  final StringProperty fixed = new SimpleStringProperty("");
  final ReadOnlyStringWrapper offered = new ReadOnlyStringWrapper("");
  final StringProperty repository = new SimpleStringProperty("");
  private final RollState state;
  private final LiveCase live;
  private final Jobs jobs;
  private final Executor fx;
  private final NewestJob work;
  private final Runnable made;

  private record Planned(RollOutPlan plan, String missing, DeleteLock lock) {}

  /**
   * @param made told when there is a plan
   */
  RollPlanning(
      RollState state, LiveCase live, Jobs jobs, Executor fx, NewestJob work, Runnable made) {
    this.state = state;
    this.live = live;
    this.jobs = jobs;
    this.fx = fx;
    this.work = work;
    this.made = made;
  }

  /** Tells which image a practice cluster can pull beside those that run. */
  void practise(String scenario) {
    jobs.start("Look which image can be pulled", _ -> Scenarios.pulled(scenario))
        .watch(
            fx,
            now -> {
              if (now instanceof JobState.Succeeded<List<String>>(List<String> found)
                  && !found.isEmpty()) {
                offered.set(found.getFirst());
              }
            });
  }

  /** Takes what is offered as the new image. */
  void takeOffered() {
    ImageDigest.in(offered.get().substring(offered.get().indexOf('@') + 1))
        .ifPresent(digest -> fixed.set(digest.value()));
  }

  /** Takes the digest that was told last, and plans where both are known. */
  void begin() {
    if (!fixed.get().isBlank()) {
      plan();
      return;
    }
    jobs.start("Look which image was made", _ -> new HotfixLog(live.custody().ledger()).made())
        .watch(
            fx,
            now -> {
              if (now instanceof JobState.Succeeded<Optional<ImageDigest>>(var last)
                  && last.isPresent()
                  && fixed.get().isBlank()) {
                fixed.set(last.get().value());
                plan();
              }
            });
  }

  /** Plans by what is written. */
  void plan() {
    if (state.isActing()) {
      return;
    }
    Optional<ImageDigest> from = ImageDigest.in(bad.get().strip());
    Optional<ImageDigest> to = ImageDigest.in(fixed.get().strip());
    if (from.isEmpty() || to.isEmpty()) {
      asking(
          (from.isEmpty() ? "The bad" : "The new")
              + " digest is none: write sha256: and 64 hexadecimal digits.");
      return;
    }
    Fix fix;
    try {
      String where = repository.get().strip();
      fix = new Fix(from.get(), to.get(), where.isEmpty() ? null : where);
    } catch (IllegalArgumentException wrong) {
      asking(OutcomeText.of(wrong) + ".");
      return;
    }
    state.stage.set(new RollStage.Busy(false, "Reading the cluster", -1));
    work.run("Plan the roll-out", progress -> plan(fix, progress), this::planned);
  }

  private void asking(String trouble) {
    state.plan.set(null);
    state.rows.set(List.of());
    state.stage.set(new RollStage.Asking(trouble));
  }

  private Planned plan(Fix fix, Progress progress) throws Exception {
    progress.at(0, 0, "Reading the cluster");
    RollOutPlan plan = RollOut.plan(Seen.of(live.cluster(), ""), fix);
    progress.at(0, 0, "Asking what you may do");
    List<Right> needed = RollRights.of(plan);
    Rights rights = live.cluster().rights(needed, RollRights.namespace(plan));
    return new Planned(
        plan,
        ContainmentWords.rights(needed.stream().filter(each -> !rights.allows(each)).toList()),
        plan.ending().isEmpty() ? new DeleteLock(List.of(), "") : lock(progress));
  }

  /** By the bundles of this case, of which sealed evidence verifies. */
  private DeleteLock lock(Progress progress) throws IOException {
    progress.at(0, 0, "Verifying what is sealed");
    return new DeleteLock(
        SealedEvidence.of(live.folder(), List.of(), BundleCheck.Trusted.ofUser(), progress), "");
  }

  private void planned(JobState<Planned> now) {
    switch (now) {
      case JobState.Waiting<Planned> _ -> {}
      case JobState.Running<Planned> under -> state.stage.set(RollStage.busy(false, under));
      case JobState.Cancelled<Planned> _ -> asking("Not planned: cancelled.");
      case JobState.Failed<Planned>(Throwable cause) ->
          asking("Not planned: " + OutcomeText.of(cause) + ".");
      case JobState.Succeeded<Planned>(Planned done) -> {
        RollOutPlan plan = done.plan();
        List<RollRow> all = new ArrayList<>();
        plan.workloads().forEach(each -> all.add(new RollRow(each, true, RollWords.PLANNED)));
        plan.unsure().forEach(each -> all.add(new RollRow(each, false, RollWords.UNSURE)));
        state.missing = done.missing();
        state.lock = done.lock();
        state.rows.set(List.copyOf(all));
        state.plan.set(plan);
        state.evenEvidence.set(false);
        state.lookForVictims();
        state.counter.set(new Counter(plan.before().open().size(), plan.before()));
        state.stage.set(new RollStage.Planned(done.missing()));
        made.run();
      }
    }
  }
}

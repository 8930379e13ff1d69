package salvor.workbench.recovery;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.containment.Applying;
import salvor.containment.DryRun;
import salvor.containment.Measure;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.recovery.Brake;
import salvor.recovery.Hitch;
import salvor.recovery.RollOutLog;
import salvor.recovery.RollOutPlan;
import salvor.recovery.RollOutPlan.Ending;
import salvor.recovery.RollOutWatch.Standing;
import salvor.recovery.Rolling;
import salvor.recovery.WorkloadFix;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.OutcomeText;
import salvor.workbench.jobs.NewestJob;

/**
 * Rolls a fixed image out by workload: a plan first, then the server is asked, then it is done one
 * by one while the pods on the bad digest are counted. Properties change where the model was told
 * that they may.
 */
public final class RollOutViewModel {
  private final LiveCase live;
  private final ActingViewModel acting;
  private final Runnable ended;
  private final Executor fx;
  private final InstantSource clock;
  private final RollState state;
  private final NewestJob work;
  private final RollPlanning planning;
  private final Brake brake = new Brake();
  private final List<String> marks = new ArrayList<>();
  private final Subscription heard;
  private boolean backNext;

  /**
   * For an image.
   *
   * @param digest the bad one, as far as it is known; may be empty
   * @param suspect tells of the uid of a pod whether it is out of profile, or decided to be bad
   * @param ended told whenever something was done or taken back
   * @param fx where properties change
   */
  public RollOutViewModel(
      LiveCase live,
      ActingViewModel acting,
      String digest,
      Predicate<String> suspect,
      Runnable ended,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.live = live;
    this.state = new RollState(suspect);
    this.acting = acting;
    this.ended = ended;
    this.fx = fx;
    this.clock = clock;
    work = new NewestJob(jobs, fx);
    planning = new RollPlanning(state, live, jobs, fx, work, this::permitted);
    planning.bad.set(digest);
    heard = acting.state().subscribe((_, _) -> permitted());
  }

  /** Ends what takes time; an act stops between two steps. */
  void cancel() {
    work.cancel();
  }

  /** Hears no more; what changes the cluster goes on to its end, and is written down. */
  void close() {
    if (!state.isActing()) {
      cancel();
    }
    brake.letGo();
    heard.unsubscribe();
  }

  /** Takes a workload in or out. */
  void turn(RollRow row) {
    if (!state.isActing() && !(state.stage.get() instanceof RollStage.Ended)) {
      state.change(row.fix(), each -> each.chosen(!each.chosen()));
      state.lookForVictims();
      work.forget();
      state.stage.set(new RollStage.Planned(state.missing));
      permitted();
    }
  }

  private String caseId() {
    return String.valueOf(live.folder().toAbsolutePath().normalize().getFileName());
  }

  private Applying applying(ActingSwitch.Leave leave) {
    return new Applying(live.cluster(), live.custody().ledger(), leave, clock, Pause.REAL);
  }

  /** Asks the server as soon as that is permitted: what is asked of it changes nothing. */
  private void permitted() {
    RollOutPlan plan = state.plan.get();
    List<WorkloadFix> chosen = state.chosen();
    if (state.stage.get() instanceof RollStage.Planned
        && plan != null
        && !chosen.isEmpty()
        && state.missing.isEmpty()) {
      acting
          .leave()
          .ifPresent(leave -> {
            Measure measure = plan.measure(chosen, caseId(), leave.reason());
            state.stage.set(new RollStage.Busy(false, "Asking the server", -1));
            work.run(
                "Ask the server whether it would do it",
                progress -> applying(leave).dryRun(measure, progress),
                this::asked);
          });
    } else if (state.stage.get() instanceof RollStage.Ready && acting.leave().isEmpty()) {
      state.stage.set(new RollStage.Planned(state.missing));
    }
  }

  private void asked(JobState<DryRun> now) {
    switch (now) {
      case JobState.Waiting<DryRun> _ -> {}
      case JobState.Running<DryRun> under -> state.stage.set(RollStage.busy(false, under));
      case JobState.Cancelled<DryRun> _ ->
          state.stage.set(new RollStage.Refused("The server was not asked to the end: cancelled."));
      case JobState.Failed<DryRun>(Throwable cause) ->
          state.stage.set(new RollStage.Refused("It could not be asked: " + OutcomeText.of(cause)));
      case JobState.Succeeded<DryRun>(DryRun trial) -> {
        List<WorkloadFix> chosen = state.chosen();
        for (int i = 0; i < Math.min(chosen.size(), trial.trials().size()); i++) {
          String told = RollWords.trial(trial.trials().get(i));
          state.change(chosen.get(i), row -> row.told(told));
        }
        state.stage.set(
            trial.trials().stream().allMatch(DryRun.Trial::passed)
                ? new RollStage.Ready(chosen.size())
                : new RollStage.Refused(
                    "The server would not do all of it, and nothing was changed. Leave out what it"
                        + " refuses, or plan anew."));
      }
    }
  }

  /** Does it, one by one. */
  void roll() {
    RollOutPlan plan = state.plan.get();
    if (state.stage.get() instanceof RollStage.Ready && plan != null && state.lookForVictims()) {
      acting
          .leave()
          .ifPresent(leave -> {
            List<WorkloadFix> chosen = state.chosen();
            List<Ending> ending = state.victims().get();
            brake.letGo();
            state.stage.set(new RollStage.Rolling(false));
            Rolling rolling =
                new Rolling(live.cluster(), live.custody().ledger(), applying(leave), new Heard());
            work.run(
                "Roll a fixed image out",
                progress -> {
                  RollOutLog.evenEvidence(live.custody().ledger(), ending, leave.reason());
                  return rolling.roll(plan, chosen, caseId(), leave.reason(), brake, progress);
                },
                this::rolled);
          });
    }
  }

  private final class Heard implements Rolling.Listener {
    @Override
    public void applied(WorkloadFix workload, Applied applied) {
      fx.execute(() -> {
        marks.add(applied.measure().mark());
        state.change(workload, row -> row.told(RollWords.applied(applied)));
        ended.run();
      });
    }

    @Override
    public void stands(Standing standing) {
      fx.execute(() -> state.show(standing));
    }
  }

  private void rolled(JobState<Rolling.End> now) {
    switch (now) {
      case JobState.Waiting<Rolling.End> _, JobState.Running<Rolling.End> _ -> {}
      case JobState.Cancelled<Rolling.End> _ -> end(RollWords.STOPPED);
      case JobState.Failed<Rolling.End>(Throwable cause) ->
          end("\u2715 It did not go on: " + OutcomeText.of(cause));
      case JobState.Succeeded<Rolling.End>(Rolling.End end) -> {
        state.show(end.standing());
        end(RollWords.end(end));
      }
    }
  }

  private void end(String words) {
    state.stage.set(new RollStage.Ended(words, !marks.isEmpty()));
    ended.run();
    if (backNext) {
      backNext = false;
      rollBack();
    }
  }

  /** Holds it before the next workload, or lets it go on. */
  void hold(boolean held) {
    if (state.stage.get() instanceof RollStage.Rolling) {
      if (held) {
        brake.hold();
      } else {
        brake.letGo();
      }
      state.stage.set(new RollStage.Rolling(held));
    }
  }

  /** Gives the old images back, the last first; what goes on is stopped before. */
  void rollBack() {
    if (state.stage.get() instanceof RollStage.Rolling) {
      backNext = true;
      brake.letGo();
      work.cancel();
      return;
    }
    RollOutPlan plan = state.plan.get();
    if (state.stage.get() instanceof RollStage.Ended && !marks.isEmpty() && plan != null) {
      acting
          .leave()
          .ifPresent(leave -> {
            state.stage.set(new RollStage.Busy(true, "Giving the old images back", -1));
            List<String> all = List.copyOf(marks);
            work.run(
                "Roll back",
                progress ->
                    new RollBack(live, leave, clock).of(all.reversed(), plan.fix(), progress),
                this::rolledBack);
          });
    }
  }

  private void rolledBack(JobState<RollBack.Back> now) {
    switch (now) {
      case JobState.Waiting<RollBack.Back> _ -> {}
      case JobState.Running<RollBack.Back> under -> state.stage.set(RollStage.busy(true, under));
      case JobState.Cancelled<RollBack.Back> _ ->
          end("\u25b2 Cancelled. The ledger tells what was given back.");
      case JobState.Failed<RollBack.Back>(Throwable cause) ->
          end("\u2715 Not rolled back: " + OutcomeText.of(cause));
      case JobState.Succeeded<RollBack.Back>(RollBack.Back back) -> {
        marks.removeAll(back.complete());
        state.hitches.set(List.of());
        state.rows.set(
            state.rows.get().stream()
                .map(
                    row -> back.given().contains(row.fix().said()) ? row.told(RollWords.BACK) : row)
                .toList());
        Counter before = state.counter.get();
        state.counter.set(new Counter(before == null ? 0 : before.first(), back.count()));
        end(RollWords.back(marks.isEmpty()));
      }
    }
  }

  ActingViewModel acting() {
    return acting;
  }

  /** The digest that takes its place, as it is written. */
  public StringProperty fixed() {
    return planning.fixed;
  }

  /** Says that it is a practice cluster, and what is played there. */
  public void practise(String scenario) {
    planning.practise(scenario);
  }

  /** What is written, and what is offered. */
  RollPlanning planning() {
    return planning;
  }

  ReadOnlyObjectProperty<RollStage> stage() {
    return state.stage.getReadOnlyProperty();
  }

  /** Each workload, and how it stands. */
  ReadOnlyObjectProperty<List<RollRow>> rows() {
    return state.rows.getReadOnlyProperty();
  }

  /** Pods of the incident that a roll-out to the chosen ends, of which nothing is sealed. */
  ReadOnlyObjectProperty<List<Ending>> victims() {
    return state.victims();
  }

  /** Whether those may end. */
  BooleanProperty evenEvidence() {
    return state.evenEvidence;
  }

  /** Of which others a roll-out to the chosen ends evidence that is nowhere else; or empty. */
  String unsealed() {
    return state.unsealed();
  }

  /** The plan; null while there is none. */
  ReadOnlyObjectProperty<@Nullable RollOutPlan> planned() {
    return state.plan.getReadOnlyProperty();
  }

  /** New pods that do not start. */
  ReadOnlyObjectProperty<List<Hitch>> hitches() {
    return state.hitches.getReadOnlyProperty();
  }

  /** How many pods run the bad digest; null before they were counted. */
  ReadOnlyObjectProperty<@Nullable Counter> counter() {
    return state.counter.getReadOnlyProperty();
  }
}

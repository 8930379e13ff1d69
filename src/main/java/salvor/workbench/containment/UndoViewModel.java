package salvor.workbench.containment;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.containment.Aftermath;
import salvor.containment.Applied;
import salvor.containment.ChosenPod;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.containment.Suspicion;
import salvor.containment.Undoing;
import salvor.containment.Undone;
import salvor.custody.CaseLedger;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.jobs.Work;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;

/**
 * Takes a measure back: shows first what is there of it, and what would be restored. Properties
 * change where the model was told that they may.
 */
final class UndoViewModel {
  /** How far it is. */
  sealed interface Stage {
    /**
     * Something takes time.
     *
     * @param acting whether it changes the cluster
     * @param part how much of it is done, negative when that is not known
     */
    record Busy(boolean acting, String doing, double part) implements Stage {}

    /** It cannot be told what there is. */
    record NotSeen(String why) implements Stage {}

    /**
     * What there is was looked at.
     *
     * @param missing rights that are not given, by verb; empty when all are
     * @param back what becomes of pods
     */
    record Seen(Presence presence, String missing, Aftermath back) implements Stage {}

    /** It was taken back, as far as it was. */
    record Done(Undone undone) implements Stage {}
  }

  /**
   * A step, and what becomes of it.
   *
   * @param told in words, with a shape
   */
  record Row(int number, Step step, String told) {}

  private final LiveCase live;
  private final ActingViewModel acting;
  private final String clusterUid;
  private final String mark;
  private final Runnable ended;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final Function<ChosenPod, Suspicion> suspicion;
  private final ReadOnlyObjectWrapper<Stage> stage =
      new ReadOnlyObjectWrapper<>(new Stage.Busy(false, "Looking", -1));
  private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private @Nullable RecordedMeasure recorded;
  private @Nullable Job<?> running;

  private final BooleanProperty evenEvidence = new SimpleBooleanProperty();

  /**
   * Of the measure with a mark.
   *
   * @param clusterUid that of the cluster as it was greeted; empty where it does not say
   * @param suspicion what is known of pods; is asked from any thread
   * @param ended told whenever something was taken back
   * @param fx where properties change
   */
  UndoViewModel(
      LiveCase live,
      ActingViewModel acting,
      String clusterUid,
      String mark,
      Function<ChosenPod, Suspicion> suspicion,
      Runnable ended,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.clusterUid = clusterUid;
    this.suspicion = suspicion;
    this.live = live;
    this.acting = acting;
    this.mark = mark;
    this.ended = ended;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
  }

  /** Looks at what there is. */
  void begin() {
    stage.set(new Stage.Busy(false, "Looking at what is there", -1));
    evenEvidence.set(false);
    run(
        "Look at what is to be taken back",
        progress -> UndoLook.at(live, mark, suspicion, progress),
        this::looked);
  }

  private <T> void run(String title, Work<T> work, Consumer<JobState<T>> told) {
    Job<T> job = jobs.start(title, work);
    running = job;
    job.watch(fx, told);
  }

  private void looked(JobState<UndoLook> state) {
    switch (state) {
      case JobState.Waiting<UndoLook> _ -> {}
      case JobState.Running<UndoLook> now ->
          stage.set(
              new Stage.Busy(
                  false,
                  "Looking at what is there",
                  now.total() == 0 ? -1 : (double) now.done() / now.total()));
      case JobState.Cancelled<UndoLook> _ -> stage.set(new Stage.NotSeen("Cancelled."));
      case JobState.Failed<UndoLook>(Throwable cause) ->
          stage.set(new Stage.NotSeen("It cannot be told: " + OutcomeText.of(cause)));
      case JobState.Succeeded<UndoLook>(UndoLook found) -> {
        recorded = found.recorded();
        List<Row> all = new ArrayList<>();
        for (Step step : found.recorded().measure().steps()) {
          all.add(
              new Row(
                  all.size() + 1, step, UndoWords.found(found.presence().found().get(all.size()))));
        }
        rows.set(all.reversed());
        stage.set(new Stage.Seen(found.presence(), found.missing(), found.aftermath()));
      }
    }
  }

  /** Takes it back, under the leave that holds now; looks again where it could not be seen. */
  void undo() {
    if (stage.get() instanceof Stage.NotSeen) {
      begin();
      return;
    }
    RecordedMeasure of = recorded;
    if (of != null
        && stage.get() instanceof Stage.Seen(Presence presence, String missing, Aftermath told)) {
      Aftermath back = told.judged(suspicion); // what is recorded goes on, and with it the verdicts
      if (!told.asked().containsAll(back.asked())) {
        evenEvidence.set(false); // of these it was not said
      }
      if (!back.equals(told)) {
        stage.set(new Stage.Seen(presence, missing, back));
      }
      if (back.asked().isEmpty() || evenEvidence.get()) {
        acting.leave().ifPresent(leave -> undo(of, back, leave));
      }
    }
  }

  private void undo(RecordedMeasure of, Aftermath back, ActingSwitch.Leave leave) {
    CaseLedger ledger = live.custody().ledger();
    stage.set(new Stage.Busy(true, "Taking back", 0));
    run(
        "Take back what was done to " + of.measure().pods().size() + " pods",
        progress -> {
          back.agreed(ledger, of.measure(), leave.reason());
          return new Undoing(live.cluster(), ledger, leave, clock, Pause.REAL)
              .undo(of, leave.reason(), progress);
        },
        this::undone);
  }

  private void undone(JobState<Undone> state) {
    switch (state) {
      case JobState.Waiting<Undone> _ -> {}
      case JobState.Running<Undone> now ->
          stage.set(
              new Stage.Busy(
                  true, now.doing(), now.total() == 0 ? 0 : (double) now.done() / now.total()));
      case JobState.Cancelled<Undone> _ ->
          stage.set(new Stage.NotSeen("Cancelled. What was sent until then stands in the ledger."));
      case JobState.Failed<Undone>(Throwable cause) ->
          stage.set(new Stage.NotSeen(OutcomeText.failed(cause)));
      case JobState.Succeeded<Undone>(Undone undone) -> {
        List<Row> all = new ArrayList<>();
        for (Applied.Result each : undone.results()) {
          all.add(new Row(all.size() + 1, each.step(), UndoWords.ended(each.outcome())));
        }
        rows.set(all.reversed());
        stage.set(new Stage.Done(undone));
      }
    }
    if (state.isFinal()) {
      ended.run();
    }
  }

  /** Ends what takes time; an act stops between two steps, and says what was done. */
  void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  /** What is to be taken back; null before it was looked at. */
  @Nullable RecordedMeasure recorded() {
    return recorded;
  }

  /** The uid of the cluster as it was greeted; empty where it does not say. */
  String clusterUid() {
    return clusterUid;
  }

  /** Whether it is done although pods may be lost by it. */
  BooleanProperty evenEvidence() {
    return evenEvidence;
  }

  ActingViewModel acting() {
    return acting;
  }

  ReadOnlyObjectProperty<Stage> stage() {
    return stage.getReadOnlyProperty();
  }

  /** Each step, the last first: in that order they are taken back. */
  ReadOnlyObjectProperty<List<Row>> rows() {
    return rows.getReadOnlyProperty();
  }
}

package salvor.workbench.containment;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import salvor.cluster.Greeting;
import salvor.cluster.LivePod;
import salvor.containment.Applied;
import salvor.containment.ChosenPod;
import salvor.containment.Containment;
import salvor.containment.Step;
import salvor.containment.Suspicion;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.live.LiveCase;
import salvor.workbench.preferences.PreferencesFile;

/**
 * All measures of this case by its ledger, and how each stands in the cluster. They are looked at
 * again whenever a watch tells that one of their objects, or a policy beside them, has changed.
 */
public final class MeasuresViewModel {
  private final LiveCase live;
  private final ActingViewModel acting;
  private final MeasuresRound round;
  private final Function<ChosenPod, Suspicion> suspicion;
  private final InsideWatch inside;
  private final ToolboxChoice toolbox;
  private final boolean practice;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<List<MeasureRow>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");
  private volatile Map<String, MeasureRow> ofPods = Map.of();
  private final ReadOnlyStringWrapper watched = new ReadOnlyStringWrapper("");
  private String seen = "";
  private boolean looking;
  private boolean again;
  private boolean begun;

  /** Of a pod over whose cutting off there is an alarm, in words with a shape. */
  static final String CHANGED = "\u25b2 CHANGED";

  /** Of a pod that was verified again since, while the alarm stands. */
  static final String VERIFIED_SINCE = "\u25d1 verified, alarm";

  private static final VerifyViewModel.State NOT_LOOKED = new VerifyViewModel.State.NotLooked();

  /** Of a cluster of whose pods nothing is judged. */
  public MeasuresViewModel(
      LiveCase live,
      ActingViewModel acting,
      Greeting greeting,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this(live, acting, greeting, _ -> Suspicion.NOT_KNOWN, jobs, fx, clock);
  }

  /**
   * Of a cluster.
   *
   * @param greeting which it is, and whether it is for practice
   * @param suspicion what is known of pods; is asked from any thread
   * @param fx where properties change
   */
  public MeasuresViewModel(
      LiveCase live,
      ActingViewModel acting,
      Greeting greeting,
      Function<ChosenPod, Suspicion> suspicion,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.suspicion = suspicion;
    this.live = live;
    this.acting = acting;
    this.practice = greeting.practice() == Greeting.Practice.YES;
    this.toolbox = new ToolboxChoice(practice, PreferencesFile.beside("toolbox"), jobs, fx);
    this.round = new MeasuresRound(live, greeting.clusterUid());
    this.inside =
        new InsideWatch(
            live, acting, toolbox, this::cutOff, this::look, jobs, fx, clock, Pause.REAL);
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
  }

  /** Which image of the toolbox is brought into pods of this cluster. */
  public ToolboxChoice toolbox() {
    return toolbox;
  }

  /**
   * Takes that something may have changed, as often as it likes.
   *
   * @param watches where they stand: one that is lost tells of no change, and says nothing of what
   *     still holds
   */
  public void looked(Collection<LiveCase.Watch> watches) {
    String now = Heard.of(live, rows.get(), watches);
    if (!begun || !now.equals(seen)) {
      seen = now;
      look();
    }
  }

  /** Looks again: at the ledger, and at the cluster. */
  public void look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    begun = true;
    jobs.start("Look at the measures of this case", round::look).watch(fx, this::show);
  }

  private void show(JobState<MeasuresRound.Looked> state) {
    if (!state.isFinal()) {
      return;
    }
    looking = false;
    switch (state) {
      case JobState.Succeeded<MeasuresRound.Looked>(MeasuresRound.Looked now) -> {
        ofPods = ofPods(now.rows());
        rows.set(now.rows());
        trouble.set(now.trouble());
        watched.set(now.watched());
      }
      case JobState.Failed<MeasuresRound.Looked>(Throwable cause) ->
          trouble.set("The measures cannot be told: " + OutcomeText.of(cause));
      case JobState.Cancelled<MeasuresRound.Looked> _,
          JobState.Waiting<MeasuresRound.Looked> _,
          JobState.Running<MeasuresRound.Looked> _ -> {}
    }
    if (again) {
      again = false;
      look();
    }
  }

  /** The newest quarantine of each pod that is not taken back. */
  private static Map<String, MeasureRow> ofPods(List<MeasureRow> rows) {
    Map<String, MeasureRow> all = new HashMap<>();
    for (MeasureRow row : rows.reversed()) {
      if (MeasuresRound.isHeld(row)) {
        row.recorded().measure().pods().forEach(pod -> all.put(pod.uid(), row));
      }
    }
    return Map.copyOf(all);
  }

  /** The pods that are cut off now, as far as is known; from any thread. */
  List<ChosenPod> cutOff() {
    Map<String, MeasureRow> now = ofPods;
    return now.values().stream()
        .distinct()
        .flatMap(row -> row.recorded().measure().pods().stream())
        .distinct()
        .toList();
  }

  /** Looks from inside again and again. */
  InsideWatch inside() {
    return inside;
  }

  /**
   * Prepares to cut a pod off, and those that may be with it.
   *
   * @param candidates the pod first
   * @param chosen the uids of those that are chosen at first
   */
  public IsolateViewModel isolating(Collection<Candidate> candidates, Set<String> chosen) {
    return new IsolateViewModel(live, acting, candidates, chosen, jobs, fx, clock);
  }

  /** Prepares another measure for a pod and those with it, as {@link #isolating}. */
  public MeasureViewModel measuring(
      Collection<Candidate> candidates, Set<String> chosen, MeasureChoice choice) {
    MeasurePlanner planner =
        new MeasurePlanner(
            live, practice, BundleCheck.Trusted::ofUser, pod -> suspicion.apply(pod).isSuspect());
    return new MeasureViewModel(live, acting, planner, candidates, chosen, choice, jobs, fx, clock);
  }

  /** Looks from inside first, where that is wished for, and isolates then. */
  FirstLook lookingFirst(IsolateViewModel isolating) {
    return new FirstLook(isolating, live, toolbox, jobs, fx);
  }

  /** Prepares to look from inside whether the pods of a measure are cut off. */
  VerifyViewModel verifying(MeasureRow row) {
    return verifying(
        row.recorded().measure().pods().stream()
            .map(pod -> new VerifyViewModel.Row(pod, row.state(pod), NOT_LOOKED))
            .toList());
  }

  /** Prepares to look from inside of a pod: with all that were cut off together with it. */
  public VerifyViewModel verifying(ChosenPod pod) {
    MeasureRow row = ofPods.get(pod.uid());
    return row == null
        ? verifying(List.of(new VerifyViewModel.Row(pod, null, NOT_LOOKED)))
        : verifying(row);
  }

  /** Prepares to look from inside of the pods that were just cut off. */
  VerifyViewModel verifying(Applied applied) {
    return verifying(
        applied.results().stream()
            .filter(each -> each.step().why() == Step.Why.MARK_POD && each.outcome().isDone())
            .map(each -> (Step.Patch) each.step())
            .map(step -> ChosenPod.of(step.before()))
            .map(pod -> new VerifyViewModel.Row(pod, Containment.ACCEPTED, NOT_LOOKED))
            .toList());
  }

  private VerifyViewModel verifying(List<VerifyViewModel.Row> pods) {
    return new VerifyViewModel(live, acting, toolbox, pods, this::look, jobs, fx, clock);
  }

  /** Prepares to take a measure back. */
  UndoViewModel undoing(String mark) {
    return new UndoViewModel(
        live, acting, round.clusterUid(), mark, suspicion, this::look, jobs, fx, clock);
  }

  /** What can be taken back of what was done to each pod, by its uid, the newest first. */
  public ObservableValue<Map<String, List<Undoable>>> undoable() {
    return rows.map(Undoable::byPod);
  }

  /** The measures, the newest first. */
  ReadOnlyObjectProperty<List<MeasureRow>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** What is wrong with what is told; empty when nothing is. */
  public ReadOnlyObjectProperty<String> trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Of which policies a new one raises an alarm; empty while no pod is cut off. */
  ReadOnlyStringProperty watched() {
    return watched.getReadOnlyProperty();
  }

  /**
   * How far a pod is cut off, in words with a shape; empty where nothing says that it is. From any
   * thread.
   *
   * @param pod with its label that says so, which is not believed alone
   */
  public String standing(LivePod pod) {
    MeasureRow row = ofPods.get(pod.uid());
    if (row != null && row.standing() == MeasureRow.Standing.ALARM) {
      return CHANGED;
    }
    if (row != null && row.standing() == MeasureRow.Standing.VERIFIED_SINCE) {
      return VERIFIED_SINCE;
    }
    if (row != null && row.standing() == MeasureRow.Standing.UNSEEN) {
      return MeasureRow.UNSEEN;
    }
    return LabelledPods.cell(live, pod, row);
  }

  /** What stays in the cluster when the window is closed, as far as is known. */
  public LeftInPlace left() {
    return LeftInPlace.of(rows.get());
  }

  /** How many measures are not as they were left. */
  public long alarms() {
    return rows.get().stream().filter(MeasureRow::isAlarmed).count();
  }

  /** What is not as it was left, in words; empty where everything is. */
  public ObservableValue<String> alarm() {
    return rows.map(StandingAlarms::words);
  }
}

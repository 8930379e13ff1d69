package salvor.workbench.containment;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.containment.Applying;
import salvor.containment.Backend;
import salvor.containment.DryRun;
import salvor.containment.Measure;
import salvor.containment.Step;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.jobs.Work;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.workbench.wording.Moments;

/**
 * Cuts pods off: a plan first, then the server is asked whether it would do it, then it is done.
 * Properties change where the model was told that they may.
 */
public final class IsolateViewModel implements Choosing {
  /**
   * How it is wished for.
   *
   * @param backend what is to do it, null for the strongest that is there
   * @param keepLabels whether Services and the owner go on to select the pods
   * @param narrow whether policies of others are changed where they would still allow something
   */
  record Options(@Nullable Backend backend, boolean keepLabels, boolean narrow) {
    static final Options USUAL = new Options(null, false, false);
  }

  /** How far it is. */
  sealed interface Stage {
    /**
     * Something takes time.
     *
     * @param of what it is for
     * @param part how much of it is done, negative when that is not known
     */
    record Busy(Of of, String doing, double part) implements Stage {}

    /** There is no plan. */
    record NoPlan(String why) implements Stage {}

    /** There is a plan, and nobody was asked whether it would be done. */
    record Planned() implements Stage {}

    /** The server would not do it, or could not be asked. */
    record Refused(String why) implements Stage {}

    /** The server would do it. */
    record Ready(DryRun trial) implements Stage {}

    /** It was done, as far as it was. */
    record Done(Applied applied) implements Stage {}
  }

  /** What takes time. */
  enum Of {
    PLANNING,
    ASKING,
    ACTING
  }

  private final LiveCase live;
  private final ActingViewModel acting;
  private final Planner planner;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final List<Candidate> candidates;
  private final ReadOnlyObjectWrapper<Set<String>> chosen;
  private final ReadOnlyObjectWrapper<Options> options = new ReadOnlyObjectWrapper<>(Options.USUAL);
  private final ReadOnlyObjectWrapper<@Nullable PlanShown> plan = new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyObjectWrapper<Stage> stage =
      new ReadOnlyObjectWrapper<>(new Stage.NoPlan(""));
  private final ReadOnlyObjectWrapper<List<StepRow>> steps = new ReadOnlyObjectWrapper<>(List.of());
  private final Subscription heard;
  private @Nullable Job<?> running;
  private int turn;

  /**
   * For a pod and those that may be cut off with it.
   *
   * @param candidates the pod first
   * @param chosen the uids of those that are chosen at first
   * @param fx where properties change
   */
  public IsolateViewModel(
      LiveCase live,
      ActingViewModel acting,
      Collection<Candidate> candidates,
      Set<String> chosen,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.live = live;
    this.acting = acting;
    this.planner = new Planner(live);
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
    this.candidates = List.copyOf(candidates);
    this.chosen = new ReadOnlyObjectWrapper<>(new LinkedHashSet<>(chosen));
    this.heard = acting.state().subscribe((_, _) -> permitted());
  }

  /** Plans from the cluster as it is now. */
  public void begin() {
    if (!isActing()) {
      planner.forget();
      plan();
    }
  }

  @Override
  public void choose(Set<String> uids) {
    if (!uids.equals(chosen.get()) && !isActing()) {
      chosen.set(new LinkedHashSet<>(uids));
      plan();
    }
  }

  /** Chooses how. */
  void wish(Options wished) {
    if (!wished.equals(options.get()) && !isActing()) {
      options.set(wished);
      plan();
    }
  }

  /** Whether something was sent that changes the cluster: what was planned is the past then. */
  private boolean isActing() {
    return switch (stage.get()) {
      case Stage.Busy(Of of, var _, var _) -> of == Of.ACTING;
      case Stage.Done _ -> true;
      case Stage.NoPlan _, Stage.Planned _, Stage.Refused _, Stage.Ready _ -> false;
    };
  }

  /** Ends what takes time; an act stops between two steps, and says what was done. */
  void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  /** Hears no more; what changes the cluster goes on to its end, and is written down. */
  void close() {
    if (!isActing()) {
      cancel();
    }
    heard.unsubscribe();
  }

  private <T> void run(String title, Work<T> work, Consumer<JobState<T>> told) {
    cancel();
    int now = ++turn;
    Job<T> job = jobs.start(title, work);
    running = job;
    job.watch(
        fx,
        state -> {
          if (now == turn) { // what came after it is what counts
            told.accept(state);
          }
        });
  }

  private void plan() {
    steps.set(List.of());
    plan.set(null);
    List<Candidate> pods =
        candidates.stream().filter(each -> chosen.get().contains(each.uid())).toList();
    if (pods.isEmpty()) {
      cancel();
      turn++;
      stage.set(new Stage.NoPlan("Choose a pod."));
      return;
    }
    Options wished = options.get();
    stage.set(new Stage.Busy(Of.PLANNING, "Reading the cluster", -1)); // what was ready is no more
    run(
        "Plan to isolate "
            + (pods.size() == 1 ? pods.getFirst().name() : Moments.count(pods.size(), "pod")),
        progress -> planner.plan(pods, wished, progress),
        this::planned);
  }

  private void planned(JobState<PlanShown> state) {
    switch (state) {
      case JobState.Waiting<PlanShown> _ -> {}
      case JobState.Running<PlanShown> now -> stage.set(busy(Of.PLANNING, now));
      case JobState.Failed<PlanShown>(Throwable cause) ->
          stage.set(new Stage.NoPlan("Not planned: " + OutcomeText.of(cause)));
      case JobState.Cancelled<PlanShown> _ ->
          stage.set(new Stage.NoPlan("Not planned: cancelled. Plan anew when you are ready."));
      case JobState.Succeeded<PlanShown>(PlanShown made) -> {
        plan.set(made);
        steps.set(StepRow.of(made.plan().steps()));
        stage.set(new Stage.Planned());
        permitted();
      }
    }
  }

  private static Stage.Busy busy(Of of, JobState.Running<?> now) {
    double part = now.total() == 0 ? -1 : (double) now.done() / now.total();
    return new Stage.Busy(of, now.doing(), part);
  }

  /** Asks the server as soon as that is permitted: what is asked of it changes nothing. */
  private void permitted() {
    PlanShown shown = plan.get();
    if (stage.get() instanceof Stage.Planned && shown != null && shown.canBeAsked()) {
      acting
          .leave()
          .ifPresent(leave -> {
            Measure measure = Measure.of(shown.plan(), leave.reason());
            stage.set(new Stage.Busy(Of.ASKING, "Asking the server", -1));
            run(
                "Ask the server whether it would do it",
                progress -> applying(leave).dryRun(measure, progress),
                this::asked);
          });
    } else if (stage.get() instanceof Stage.Ready && acting.leave().isEmpty()) {
      steps.set(shown == null ? List.of() : StepRow.of(shown.plan().steps()));
      stage.set(new Stage.Planned()); // under another leave, for another reason, it is asked anew
    }
  }

  private Applying applying(ActingSwitch.Leave leave) {
    return new Applying(live.cluster(), live.custody().ledger(), leave, clock, Pause.REAL);
  }

  private void asked(JobState<DryRun> state) {
    switch (state) {
      case JobState.Waiting<DryRun> _ -> {}
      case JobState.Running<DryRun> now -> stage.set(busy(Of.ASKING, now));
      case JobState.Cancelled<DryRun> _ ->
          stage.set(new Stage.Refused("The server was not asked to the end: cancelled."));
      case JobState.Failed<DryRun>(Throwable cause) ->
          stage.set(new Stage.Refused("The server could not be asked: " + OutcomeText.of(cause)));
      case JobState.Succeeded<DryRun>(DryRun trial) -> {
        steps.set(StepRow.of(trial));
        stage.set(
            trial.passes()
                ? new Stage.Ready(trial)
                : new Stage.Refused(
                    "The server would not do it, and nothing was changed. Each step says why."));
      }
    }
  }

  /** Does it; what was not asked before, or is not permitted any more, is not done. */
  void isolate() {
    if (stage.get() instanceof Stage.Ready(DryRun trial)) {
      acting
          .leave()
          .ifPresent(leave -> {
            stage.set(new Stage.Busy(Of.ACTING, "Isolating", 0));
            run(
                "Isolate " + Moments.count(passing(trial), "pod"),
                progress -> applying(leave).apply(trial, progress),
                this::done);
          });
    }
  }

  private void done(JobState<Applied> state) {
    switch (state) {
      case JobState.Waiting<Applied> _ -> {}
      case JobState.Running<Applied> now -> {
        steps.set(StepRow.at(steps.get(), (int) now.done()));
        stage.set(busy(Of.ACTING, now));
      }
      case JobState.Cancelled<Applied> _ ->
          stage.set(new Stage.Refused("Cancelled. What was sent until then stands in the ledger."));
      case JobState.Failed<Applied>(Throwable cause) ->
          stage.set(new Stage.Refused("Nothing was sent: " + OutcomeText.of(cause)));
      case JobState.Succeeded<Applied>(Applied applied) -> {
        steps.set(StepRow.of(applied));
        stage.set(new Stage.Done(applied));
      }
    }
  }

  /** How many pods the server would let be cut off. */
  static long passing(DryRun trial) {
    return trial.trials().stream()
        .filter(each -> each.step().why() == Step.Why.MARK_POD && each.passed())
        .count();
  }

  /** Whether acting is allowed, and how it is. */
  ActingViewModel acting() {
    return acting;
  }

  @Override
  public List<Candidate> candidates() {
    return candidates;
  }

  @Override
  public ReadOnlyObjectProperty<Set<String>> chosen() {
    return chosen.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Options> options() {
    return options.getReadOnlyProperty();
  }

  /** The plan; null while there is none. */
  ReadOnlyObjectProperty<@Nullable PlanShown> planned() {
    return plan.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Stage> stage() {
    return stage.getReadOnlyProperty();
  }

  /** Each step, and how it stands. */
  ReadOnlyObjectProperty<List<StepRow>> steps() {
    return steps.getReadOnlyProperty();
  }
}

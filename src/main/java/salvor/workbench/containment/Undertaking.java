package salvor.workbench.containment;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.containment.Applying;
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

/**
 * The course of a measure: a plan first, then the server is asked whether it would do it, then it
 * is done. Properties change where it was told that they may.
 *
 * @param <P> what is planned
 */
final class Undertaking<P extends Undertaking.Intent> {
  /** What is planned, as far as it takes its course. */
  interface Intent {
    /** What would be sent, in this order. */
    List<Step> steps();

    /** Whether there is something to ask the server for, and nothing that forbids it. */
    boolean canBeAsked();

    /**
     * The measure.
     *
     * @param reason why, as somebody said it
     */
    Measure measure(String reason);
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
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<@Nullable P> plan = new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyObjectWrapper<Stage> stage =
      new ReadOnlyObjectWrapper<>(new Stage.NoPlan(""));
  private final ReadOnlyObjectWrapper<List<StepRow>> steps = new ReadOnlyObjectWrapper<>(List.of());
  private final Subscription heard;
  private @Nullable Job<?> running;
  private int turn;

  /**
   * @param fx where properties change
   */
  Undertaking(LiveCase live, ActingViewModel acting, Jobs jobs, Executor fx, InstantSource clock) {
    this.live = live;
    this.acting = acting;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
    this.heard = acting.state().subscribe((_, _) -> permitted());
  }

  /** Whether something was sent that changes the cluster: what was planned is the past then. */
  boolean isActing() {
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

  /** There is no plan, and what was going on is no more. */
  void none(String why) {
    cancel();
    turn++;
    steps.set(List.of());
    plan.set(null);
    stage.set(new Stage.NoPlan(why));
  }

  /** Plans; what was ready is no more. */
  void plan(String title, Work<P> work) {
    steps.set(List.of());
    plan.set(null);
    stage.set(new Stage.Busy(Of.PLANNING, "Reading the cluster", -1));
    run(title, work, this::planned);
  }

  private void planned(JobState<P> state) {
    switch (state) {
      case JobState.Waiting<P> _ -> {}
      case JobState.Running<P> now -> stage.set(busy(Of.PLANNING, now));
      case JobState.Failed<P>(Throwable cause) ->
          stage.set(new Stage.NoPlan("Not planned: " + OutcomeText.of(cause)));
      case JobState.Cancelled<P> _ ->
          stage.set(new Stage.NoPlan("Not planned: cancelled. Plan anew when you are ready."));
      case JobState.Succeeded<P>(P made) -> {
        plan.set(made);
        steps.set(StepRow.of(made.steps()));
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
    P shown = plan.get();
    if (stage.get() instanceof Stage.Planned && shown != null && shown.canBeAsked()) {
      acting
          .leave()
          .ifPresent(leave -> {
            Measure measure = shown.measure(leave.reason());
            stage.set(new Stage.Busy(Of.ASKING, "Asking the server", -1));
            run(
                "Ask the server whether it would do it",
                progress -> applying(leave).dryRun(measure, progress),
                this::asked);
          });
    } else if (stage.get() instanceof Stage.Ready && acting.leave().isEmpty()) {
      steps.set(shown == null ? List.of() : StepRow.of(shown.steps()));
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

  /**
   * Does it; what was not asked before, or is not permitted any more, is not done.
   *
   * @param title of the work
   * @param doing what it is called while it is done
   */
  void act(String title, String doing) {
    if (stage.get() instanceof Stage.Ready(DryRun trial)) {
      acting
          .leave()
          .ifPresent(leave -> {
            stage.set(new Stage.Busy(Of.ACTING, doing, 0));
            run(title, progress -> applying(leave).apply(trial, progress), this::done);
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
          stage.set(new Stage.Refused(OutcomeText.failed(cause)));
      case JobState.Succeeded<Applied>(Applied applied) -> {
        steps.set(StepRow.of(applied));
        stage.set(new Stage.Done(applied));
      }
    }
  }

  /** Whether acting is allowed, and how it is. */
  ActingViewModel acting() {
    return acting;
  }

  /** The plan; null while there is none. */
  ReadOnlyObjectProperty<@Nullable P> planned() {
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

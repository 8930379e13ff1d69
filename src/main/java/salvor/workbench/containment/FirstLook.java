package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.collection.ToolboxImage;
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.jobs.SideBySide.Ended;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Looks from inside of pods before they are cut off, where that is wished for: only what answered
 * then proves anything later. Where it cannot look, nothing is cut off either, and that is said:
 * whoever wants to go on without it says so by leaving the wish out.
 */
final class FirstLook {
  /** How far it is. */
  sealed interface Stage {
    /** Nobody has looked. */
    record NotYet() implements Stage {}

    /** It is being looked. */
    record Looking(String doing, double part) implements Stage {}

    /** It could not be looked into all of them: nothing was cut off. */
    record NotDone(String why) implements Stage {}

    /**
     * It was looked into all of them.
     *
     * @param answering how many targets answered, of all pods together
     */
    record Looked(int pods, int answering) implements Stage {}
  }

  private record Told(int pods, int answering) {}

  private final IsolateViewModel model;
  private final LiveCase live;
  private final ToolboxChoice toolbox;
  private final Jobs jobs;
  private final Executor fx;
  private final BooleanProperty wished = new SimpleBooleanProperty(false);
  private final ReadOnlyObjectWrapper<Stage> stage =
      new ReadOnlyObjectWrapper<>(new Stage.NotYet());
  private @Nullable Job<?> running;

  /**
   * @param fx where properties change
   */
  FirstLook(IsolateViewModel model, LiveCase live, ToolboxChoice toolbox, Jobs jobs, Executor fx) {
    this.model = model;
    this.live = live;
    this.toolbox = toolbox;
    this.jobs = jobs;
    this.fx = fx;
  }

  /** Cuts the pods off; where that is wished for, after a look from inside of each. */
  void isolate() {
    if (!wished.get()) {
      model.isolate();
      return;
    }
    if (!(model.stage().get() instanceof Undertaking.Stage.Ready(var trial)) || isLooking()) {
      return;
    }
    ToolboxImage image = toolbox.used().orElse(null);
    ActingSwitch.Leave leave = model.acting().leave().orElse(null);
    if (image == null || leave == null) {
      return;
    }
    List<ChosenPod> pods = trial.measure().pods();
    stage.set(new Stage.Looking("Looking from inside", 0));
    Visit visit = new Visit(live, leave, image);
    Job<Told> job =
        jobs.start(
            "Look from inside " + Moments.count(pods.size(), "pod"),
            progress -> look(visit, pods, progress));
    running = job;
    job.watch(fx, this::looked);
  }

  private static Told look(Visit visit, List<ChosenPod> pods, Progress progress) {
    List<Ended<InsideCheck.Seen>> all =
        Visit.SIDE_BY_SIDE.each(pods, progress, visit::before, (_, _) -> {});
    progress.at(pods.size(), pods.size(), "looked"); // cancelled, it ends so
    List<String> unseen = new ArrayList<>();
    int answering = 0;
    for (int i = 0; i < all.size(); i++) {
      switch (all.get(i)) {
        case Ended.Done<InsideCheck.Seen>(InsideCheck.Seen seen) -> answering += seen.answering();
        case Ended.Failed<InsideCheck.Seen>(Exception cause) ->
            unseen.add(VisibleText.of(pods.get(i).name(), 100) + ": " + OutcomeText.of(cause));
        case Ended.Stopped<InsideCheck.Seen> _ ->
            unseen.add(VisibleText.of(pods.get(i).name(), 100) + ": stopped");
      }
    }
    if (!unseen.isEmpty()) {
      throw new IllegalStateException(String.join("; ", unseen));
    }
    return new Told(pods.size(), answering);
  }

  private void looked(JobState<Told> state) {
    switch (state) {
      case JobState.Waiting<Told> _ -> {}
      case JobState.Running<Told> now ->
          stage.set(
              new Stage.Looking(
                  "Looking from inside: " + now.doing(),
                  now.total() == 0 ? -1 : (double) now.done() / now.total()));
      case JobState.Cancelled<Told> _ ->
          stage.set(new Stage.NotDone("Cancelled while looking from inside: nothing was cut off."));
      case JobState.Failed<Told>(Throwable cause) ->
          stage.set(
              new Stage.NotDone(
                  "Nothing was cut off. "
                      + VisibleText.of(String.valueOf(cause.getMessage()), 600)
                      + ". Without the look first it can be."));
      case JobState.Succeeded<Told>(Told told) -> {
        stage.set(new Stage.Looked(told.pods(), told.answering()));
        model.isolate();
      }
    }
  }

  /** Ends the looking. */
  void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  boolean isLooking() {
    return stage.get() instanceof Stage.Looking;
  }

  /** Whether it is wished for. */
  BooleanProperty wished() {
    return wished;
  }

  /** Which image is brought in. */
  ToolboxChoice toolbox() {
    return toolbox;
  }

  ReadOnlyObjectProperty<Stage> stage() {
    return stage.getReadOnlyProperty();
  }

  /** Why it cannot be looked; empty where it can, or nobody wants to. */
  String against() {
    return wished.get() && toolbox.image().isEmpty()
        ? "Name the toolbox by its digest: a tag can lead elsewhere tomorrow."
        : "";
  }
}

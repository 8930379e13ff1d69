package salvor.workbench.containment;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.containment.Backend;
import salvor.containment.DryRun;
import salvor.containment.Step;
import salvor.jobs.Jobs;
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

  private final Undertaking<PlanShown> undertaking;
  private final Planner planner;
  private final List<Candidate> candidates;
  private final ReadOnlyObjectWrapper<Set<String>> chosen;
  private final ReadOnlyObjectWrapper<Options> options = new ReadOnlyObjectWrapper<>(Options.USUAL);

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
    this.undertaking = new Undertaking<>(live, acting, jobs, fx, clock);
    this.planner = new Planner(live);
    this.candidates = List.copyOf(candidates);
    this.chosen = new ReadOnlyObjectWrapper<>(new LinkedHashSet<>(chosen));
  }

  /** Plans from the cluster as it is now. */
  public void begin() {
    if (!undertaking.isActing()) {
      planner.forget();
      plan();
    }
  }

  @Override
  public void choose(Set<String> uids) {
    if (!uids.equals(chosen.get()) && !undertaking.isActing()) {
      chosen.set(new LinkedHashSet<>(uids));
      plan();
    }
  }

  /** Chooses how. */
  void wish(Options wished) {
    if (!wished.equals(options.get()) && !undertaking.isActing()) {
      options.set(wished);
      plan();
    }
  }

  /** Ends what takes time; an act stops between two steps, and says what was done. */
  void cancel() {
    undertaking.cancel();
  }

  /** Hears no more; what changes the cluster goes on to its end, and is written down. */
  void close() {
    undertaking.close();
  }

  private void plan() {
    List<Candidate> pods =
        candidates.stream().filter(each -> chosen.get().contains(each.uid())).toList();
    if (pods.isEmpty()) {
      undertaking.none("Choose a pod.");
      return;
    }
    Options wished = options.get();
    undertaking.plan(
        "Plan to isolate "
            + (pods.size() == 1 ? pods.getFirst().name() : Moments.count(pods.size(), "pod")),
        progress -> planner.plan(pods, wished, progress));
  }

  /** Does it; what was not asked before, or is not permitted any more, is not done. */
  void isolate() {
    if (stage().get() instanceof Undertaking.Stage.Ready(DryRun trial)) {
      undertaking.act("Isolate " + Moments.count(passing(trial), "pod"), "Isolating");
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
    return undertaking.acting();
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
    return undertaking.planned();
  }

  ReadOnlyObjectProperty<Undertaking.Stage> stage() {
    return undertaking.stage();
  }

  /** Each step, and how it stands. */
  ReadOnlyObjectProperty<List<StepRow>> steps() {
    return undertaking.steps();
  }
}

package salvor.workbench.containment;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.collection.ToolboxImage;
import salvor.containment.ChosenPod;
import salvor.containment.Containment;
import salvor.containment.InsideCheck;
import salvor.containment.Verification;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.jobs.SideBySide.Ended;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.workbench.wording.Moments;

/**
 * Looks from inside whether pods are cut off, and ends what goes on. Properties change where the
 * model was told that they may.
 */
public final class VerifyViewModel {
  /** What is known of a pod. */
  sealed interface State {
    /** Nobody looks. */
    record NotLooked() implements State {}

    /** It is being looked, or waited for. */
    record Looking() implements State {}

    /** It could not be looked. */
    record NotSeen(String why) implements State {}

    /** It was looked. */
    record Seen(InsideCheck.Seen seen, Instant at) implements State {}
  }

  /**
   * A pod.
   *
   * @param accepted how far its cutting off has come by the ledger, before anybody looked here;
   *     null where nothing was done to it in this case
   */
  record Row(ChosenPod pod, @Nullable Containment accepted, State state) {
    /** Whether it is looked at to know what answers, as nothing cuts it off. */
    boolean isBefore() {
      return accepted == null || accepted == Containment.LIFTED;
    }

    /** How many connections go on. */
    int surviving() {
      return state instanceof State.Seen(InsideCheck.Seen seen, var _) && !seen.before()
          ? seen.verification().surviving().size()
          : 0;
    }

    /** The pod that can be asked in its place what answers, as nobody looked before. */
    Optional<ChosenPod> counterpart() {
      return state instanceof State.Seen(InsideCheck.Seen seen, var _)
              && seen.verification().result() == Verification.Result.NOT_PROVED
          ? seen.alike().stream().findFirst()
          : Optional.empty();
    }

    Row as(State next) {
      return new Row(pod, accepted, next);
    }
  }

  private enum Way {
    LOOK,
    COMPARE,
    END
  }

  private static final String STOPPED = "cancelled; what was told stands in the ledger";

  private final LiveCase live;
  private final ActingViewModel acting;
  private final ToolboxChoice toolbox;
  private final Runnable ended;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<List<Row>> rows;
  private final ReadOnlyObjectWrapper<@Nullable String> doing = new ReadOnlyObjectWrapper<>(null);
  private @Nullable Job<?> running;

  /**
   * Of pods that were to be cut off, or are to be.
   *
   * @param pods with how far that has come
   * @param ended told when something was looked at, which stands in the ledger then
   * @param fx where properties change
   */
  VerifyViewModel(
      LiveCase live,
      ActingViewModel acting,
      ToolboxChoice toolbox,
      Collection<Row> pods,
      Runnable ended,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.live = live;
    this.acting = acting;
    this.toolbox = toolbox;
    this.ended = ended;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
    this.rows = new ReadOnlyObjectWrapper<>(List.copyOf(pods));
  }

  /** Looks at all of them. */
  void look() {
    run(Way.LOOK, _ -> true);
  }

  /** Ends the connections that go on, and looks again at the pods that have them. */
  void end() {
    run(Way.END, row -> row.surviving() > 0);
  }

  /** Asks other pods what answers them, and looks again at those that nobody looked into before. */
  void compare() {
    run(Way.COMPARE, row -> row.counterpart().isPresent());
  }

  private void run(Way way, Predicate<Row> which) {
    ActingSwitch.Leave leave = acting.leave().orElse(null);
    ToolboxImage image = toolbox.used().orElse(null);
    List<Row> chosen = rows.get().stream().filter(which).toList();
    if (doing.get() != null || leave == null || image == null || chosen.isEmpty()) {
      return;
    }
    doing.set("Looking from inside");
    chosen.forEach(row -> put(row.as(new State.Looking())));
    Visit visit = new Visit(live, leave, image);
    Job<Integer> job =
        jobs.start(
            (way == Way.END ? "End connections of " : "Look from inside ")
                + Moments.count(chosen.size(), "pod"),
            progress -> visit(visit, chosen, way, progress));
    running = job;
    job.watch(fx, this::told);
  }

  private Integer visit(Visit visit, List<Row> chosen, Way way, Progress progress)
      throws IOException, ClusterFailure {
    for (Row row : chosen) {
      Optional<ChosenPod> counterpart = row.counterpart();
      if (way == Way.COMPARE && counterpart.isPresent()) {
        visit.beside(counterpart.get(), row.pod(), progress);
      }
    }
    Visit.SIDE_BY_SIDE.each(
        chosen.stream().map(Row::pod).toList(),
        progress,
        (pod, own) ->
            row(chosen, pod).isBefore()
                ? visit.before(pod, own)
                : visit.after(pod, way == Way.END, own),
        (pod, how) -> {
          Row looked = row(chosen, pod).as(state(how));
          fx.execute(() -> put(looked));
        });
    progress.at(chosen.size(), chosen.size(), "looked"); // cancelled, it ends so
    return chosen.size();
  }

  private static Row row(List<Row> rows, ChosenPod pod) {
    return rows.stream().filter(row -> row.pod().equals(pod)).findFirst().orElseThrow();
  }

  private State state(Ended<InsideCheck.Seen> how) {
    return switch (how) {
      case Ended.Done<InsideCheck.Seen>(InsideCheck.Seen seen) ->
          new State.Seen(seen, clock.instant());
      case Ended.Failed<InsideCheck.Seen>(Exception cause) ->
          new State.NotSeen(OutcomeText.of(cause));
      case Ended.Stopped<InsideCheck.Seen> _ -> new State.NotSeen(STOPPED);
    };
  }

  private void put(Row row) {
    List<Row> all = new ArrayList<>(rows.get());
    all.replaceAll(each -> each.pod().equals(row.pod()) ? row : each);
    rows.set(List.copyOf(all));
  }

  private void told(JobState<Integer> state) {
    switch (state) {
      case JobState.Waiting<Integer> _ -> {}
      case JobState.Running<Integer> now ->
          doing.set(
              (now.total() > 1 ? now.done() + " of " + now.total() + " looked into; " : "")
                  + now.doing());
      case JobState.Cancelled<Integer> _ -> stopped(STOPPED);
      case JobState.Failed<Integer>(Throwable cause) -> stopped(OutcomeText.of(cause));
      case JobState.Succeeded<Integer> _ -> stopped("");
    }
    if (state.isFinal()) {
      ended.run();
    }
  }

  private void stopped(String why) {
    doing.set(null);
    for (Row row : rows.get()) {
      if (row.state() instanceof State.Looking) {
        put(row.as(new State.NotSeen(why)));
      }
    }
  }

  /** Ends the looking; what was told until then stands in the ledger. */
  void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  ActingViewModel acting() {
    return acting;
  }

  ToolboxChoice toolbox() {
    return toolbox;
  }

  /** The pods, and what is known of each. */
  ReadOnlyObjectProperty<List<Row>> rows() {
    return rows.getReadOnlyProperty();
  }

  /** What is being done; null while nothing is. */
  ReadOnlyObjectProperty<@Nullable String> doing() {
    return doing.getReadOnlyProperty();
  }

  /** The pods that are asked what answers them, where that is worth doing. */
  List<ChosenPod> counterparts() {
    return rows.get().stream().flatMap(row -> row.counterpart().stream()).distinct().toList();
  }

  /** How many connections go on in all pods, as far as was looked. */
  int surviving() {
    return rows.get().stream().mapToInt(Row::surviving).sum();
  }
}

package salvor.workbench.containment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import salvor.collection.ToolboxImage;
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.containment.Verification;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.jobs.SideBySide.Ended;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.report.InsideWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Looks from inside of the pods that are cut off, again and again while a case is open: of those in
 * which a toolbox runs already, never bringing one in. Off until somebody wants it, and once acting
 * is not allowed any more. Properties change where the model was told that they may.
 */
public final class InsideWatch {
  /** How long it waits from the end of one round to the next. */
  enum Every {
    HALF_A_MINUTE(30, "30 seconds"),
    MINUTE(60, "60 seconds"),
    FIVE_MINUTES(300, "5 minutes"),
    QUARTER_OF_AN_HOUR(900, "15 minutes");

    private final int seconds;
    private final String words;

    Every(int seconds, String words) {
      this.seconds = seconds;
      this.words = words;
    }

    Duration length() {
      return Duration.ofSeconds(seconds);
    }

    @Override
    public String toString() {
      return words; // what a choice shows
    }
  }

  private record Round(Instant at, List<Ended<Optional<InsideCheck.Seen>>> pods) {
    Round {
      pods = List.copyOf(pods);
    }
  }

  private final LiveCase live;
  private final ActingViewModel acting;
  private final ToolboxChoice toolbox;
  private final Supplier<List<ChosenPod>> pods;
  private final Runnable ended;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final Pause pause;
  private final ObjectProperty<Every> every = new SimpleObjectProperty<>(Every.MINUTE);
  private final ReadOnlyBooleanWrapper on = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private @Nullable Job<?> running;

  /**
   * Of the pods of a case.
   *
   * @param pods those that are cut off now; asked from any thread
   * @param ended told after each round, which stands in the ledger then
   * @param fx where properties change
   */
  InsideWatch(
      LiveCase live,
      ActingViewModel acting,
      ToolboxChoice toolbox,
      Supplier<List<ChosenPod>> pods,
      Runnable ended,
      Jobs jobs,
      Executor fx,
      InstantSource clock,
      Pause pause) {
    this.live = live;
    this.acting = acting;
    this.toolbox = toolbox;
    this.pods = pods;
    this.ended = ended;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
    this.pause = pause;
    acting
        .state()
        .subscribe(state -> {
          if (!(state instanceof ActingViewModel.State.Allowed)) {
            end();
          }
        });
  }

  /** Looks at once, and again and again; nothing where {@link #against} says why not. */
  void begin() {
    ActingSwitch.Leave leave = acting.leave().orElse(null);
    ToolboxImage image = toolbox.image().orElse(null);
    if (running != null || leave == null || image == null) {
      return;
    }
    on.set(true);
    Visit visit = new Visit(live, leave, image);
    Duration length = every.get().length();
    Job<Integer> job =
        jobs.start(
            "Look from inside every " + every.get(),
            progress -> watch(visit, leave, length, progress));
    running = job;
    job.watch(fx, state -> told(job, state));
  }

  private Integer watch(Visit visit, ActingSwitch.Leave leave, Duration length, Progress progress) {
    while (true) {
      progress.at(0, 0, "Looking from inside"); // cancelled, it ends here
      leave.require();
      List<Ended<Optional<InsideCheck.Seen>>> seen =
          Visit.SIDE_BY_SIDE.each(pods.get(), progress, visit::watched, (_, _) -> {});
      progress.at(0, 0, "Looking from inside");
      Round round = new Round(clock.instant(), seen);
      fx.execute(() -> show(round));
      pause.last(length, progress);
    }
  }

  private void show(Round round) {
    List<String> parts = new ArrayList<>();
    for (Verification.Result result : Verification.Result.values()) {
      count(parts, round.pods().stream().filter(each -> came(each) == result).count(), result);
    }
    long without =
        round.pods().stream()
            .filter(each ->
                each instanceof Ended.Done<Optional<InsideCheck.Seen>>(var seen) && seen.isEmpty())
            .count();
    if (without > 0) {
      parts.add(without + " not looked at, without a toolbox");
    }
    round.pods().stream()
        .filter(Ended.Failed.class::isInstance)
        .map(each -> (Ended.Failed<?>) each)
        .map(each -> "1 not seen: " + VisibleText.of(OutcomeText.of(each.cause()), 200))
        .forEach(parts::add);
    said.set(
        "Last looked "
            + Moments.clock(round.at().getEpochSecond() * 1_000_000_000L)
            + ": "
            + (parts.isEmpty() ? "no pod is cut off" : String.join(", ", parts)));
    ended.run();
  }

  private static void count(List<String> parts, long count, Verification.Result result) {
    if (count > 0) {
      parts.add(count + " " + InsideWords.brief(result));
    }
  }

  private static Verification.@Nullable Result came(Ended<Optional<InsideCheck.Seen>> how) {
    return how instanceof Ended.Done<Optional<InsideCheck.Seen>>(var seen) && seen.isPresent()
        ? seen.get().verification().result()
        : null;
  }

  private void told(Job<Integer> job, JobState<Integer> state) {
    if (!state.isFinal() || job != running) {
      return;
    }
    running = null;
    on.set(false);
    if (state instanceof JobState.Failed<Integer>(Throwable cause)) {
      said.set("Not looked any more: " + OutcomeText.of(cause));
    }
  }

  /** Looks no more. */
  void end() {
    Job<?> job = running;
    if (job != null) {
      running = null;
      on.set(false);
      job.cancel();
    }
  }

  /** Whether it looks. */
  ReadOnlyBooleanProperty on() {
    return on.getReadOnlyProperty();
  }

  /** How often, from the next time on that it begins. */
  ObjectProperty<Every> every() {
    return every;
  }

  /** When it last looked, and what came of it; empty before. */
  ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  ActingViewModel acting() {
    return acting;
  }

  ToolboxChoice toolbox() {
    return toolbox;
  }

  /** Why it cannot look; empty where it can. */
  String against() {
    return acting.leave().isEmpty()
        ? "Read-only: looking from inside runs the toolbox in pods."
        : toolbox.image().isEmpty() ? "Name the toolbox by its digest first, in Verify." : "";
  }
}

package salvor.workbench.baseline;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.LeftOut;
import salvor.baseline.Profile;
import salvor.baseline.Refused;
import salvor.baseline.Window;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.OpenedCase;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeText;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.report.BaselineReport;
import salvor.report.CaseReview;
import salvor.report.LibraryWords;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.wording.VisibleText;

/** Learns baselines from the open case, shows what they are, and keeps those that are chosen. */
public final class LearnViewModel {
  /** How far it is. */
  sealed interface State {
    /** The window is not understood; the words say why. */
    record Refused(String why) implements State {}

    /** It is being learned, or kept. */
    record Working(JobsViewModel.Shown job) implements State {}

    /** It was stopped, or something was changed since it was learned. */
    record Stopped() implements State {}

    /** It could not be done. */
    record Failed(String why) implements State {}

    /** This is what would be kept. */
    record Learned(List<Profile> profiles, LeftOut left) implements State {}
  }

  private record Made(List<Profile> profiles, LeftOut left) {}

  private final OpenedCase opened;
  private final Optional<BaselineLibrary> library;
  private final Consumer<List<Path>> judging;
  private final Consumer<Job<?>> listed;
  private final Jobs jobs;
  private final Executor fx;
  private final JobsViewModel own;
  private final @Nullable Long compromise;
  private final StringProperty from = new SimpleStringProperty("");
  private final StringProperty until = new SimpleStringProperty("");
  private final Set<String> telemetry = new HashSet<>();
  private final Set<Profile.Key> left = new HashSet<>();
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Stopped());
  private final ObjectProperty<Kept> kept = new SimpleObjectProperty<>(Kept.NOTHING);
  private @Nullable Job<?> working;

  /**
   * @param library where baselines are kept, if anywhere
   * @param judging has the case judged by files of baselines
   * @param listed is told of work that takes long
   * @param fx where properties change
   */
  public LearnViewModel(
      OpenedCase opened,
      Optional<BaselineLibrary> library,
      Consumer<List<Path>> judging,
      Consumer<Job<?>> listed,
      Jobs jobs,
      Executor fx) {
    this.opened = opened;
    this.library = library;
    this.judging = judging;
    this.listed = listed;
    this.jobs = jobs;
    this.fx = fx;
    this.own = new JobsViewModel(fx);
    var all = opened.evidence().observations();
    DwellRuler ruler = DwellRuler.of(all, opened.verdicts()).with(opened.marks().milestones(), all);
    Milestone began = CaseReview.began(ruler);
    compromise = began == null ? null : ruler.point(began).orElseThrow().time();
    until.set(compromise == null ? "" : TimeText.rfc3339(compromise, 9));
    from.addListener((_, _, _) -> changed());
    until.addListener((_, _, _) -> changed());
  }

  /** From when on, RFC 3339; blank for the first observation. */
  StringProperty from() {
    return from;
  }

  /** Until when, not included; blank for the last observation. */
  StringProperty until() {
    return until;
  }

  /** When the incident began, by the ruler; null when nobody said so. */
  @Nullable Long compromise() {
    return compromise;
  }

  /** Takes the alerts of a rule for a log of all there is, or no more. */
  void telemetry(String rule, boolean all) {
    if (all ? telemetry.add(rule) : telemetry.remove(rule)) {
      changed();
    }
  }

  /** Whether they are taken so. */
  boolean isTelemetry(String rule) {
    return telemetry.contains(rule);
  }

  private void changed() {
    stop();
    state.set(new State.Stopped());
    kept.set(Kept.NOTHING);
  }

  /** Stops what is being done. */
  void stop() {
    Job<?> job = working;
    working = null;
    if (job != null) {
      job.cancel();
    }
  }

  /** Learns. */
  void learn() {
    Learning learning;
    try {
      learning = learning();
    } catch (IllegalArgumentException why) {
      state.set(new State.Refused(String.valueOf(why.getMessage())));
      return;
    }
    kept.set(Kept.NOTHING);
    var evidence = opened.evidence();
    run(
        "Learning a baseline",
        progress ->
            new Made(
                Learner.learn(
                    evidence.observations(),
                    evidence.inventory(),
                    evidence.sources(),
                    learning,
                    progress),
                LeftOut.of(evidence.observations(), learning, progress)),
        made -> {
          left.clear();
          state.set(new State.Learned(made.profiles(), made.left()));
        });
  }

  /** Nothing of what was done from the compromise on is ever learned. */
  private Learning learning() {
    Long first = time("From", from.get());
    Long end = time("Until", until.get());
    if (first != null && end != null && end <= first) {
      throw new IllegalArgumentException("Until is not after From");
    }
    Window suspected = compromise == null ? null : new Window(compromise, Long.MAX_VALUE);
    return new Learning(first, end, suspected, telemetry);
  }

  private static @Nullable Long time(String field, String text) {
    if (text.isBlank()) {
      return null;
    }
    ObservedTime time =
        TimeText.read(text.strip())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    field
                        + ": "
                        + VisibleText.of(text, 60)
                        + " is no RFC 3339 time such as 2026-11-23T04:43:46Z"));
    return time.nanos();
  }

  private <T> void run(String title, Work<T> work, Consumer<T> done) {
    stop();
    Job<T> job = jobs.start(title, work);
    working = job;
    listed.accept(job);
    State before = state.get();
    state.set(new State.Working(own.add(job)));
    job.watch(
        fx,
        now -> {
          if (job != working) {
            return;
          }
          switch (now) {
            case JobState.Waiting<T> _, JobState.Running<T> _ -> {}
            case JobState.Succeeded<T>(T made) -> {
              working = null;
              state.set(before);
              done.accept(made);
            }
            case JobState.Failed<T>(Throwable cause) -> state.set(new State.Failed(why(cause)));
            case JobState.Cancelled<T> _ -> state.set(new State.Stopped());
          }
        });
  }

  private static String why(Throwable cause) {
    return cause instanceof Refused refused
        ? LibraryWords.refused(refused)
        : VisibleText.of(String.valueOf(cause.getMessage()), 600);
  }

  /** How far it is. */
  ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /** Whether a baseline is to be kept. */
  boolean isChosen(Profile profile) {
    return !left.contains(profile.key());
  }

  /** Takes a baseline, or leaves it out. */
  void choose(Profile profile, boolean taken) {
    if (taken) {
      left.remove(profile.key());
    } else {
      left.add(profile.key());
    }
  }

  /** Those that are to be kept. */
  List<Profile> chosen() {
    return state.get() instanceof State.Learned(List<Profile> all, _)
        ? all.stream().filter(this::isChosen).toList()
        : List.of();
  }

  /** What a baseline holds and how complete it is, as {@code salvor baseline show} says it. */
  static String words(Profile profile) {
    StringWriter words = new StringWriter();
    new BaselineReport(List.of(profile), true).text(new PrintWriter(words), false);
    return words.toString();
  }

  /** Whether there is a library. */
  boolean hasLibrary() {
    return library.isPresent();
  }

  /** Writes the chosen ones to a file, as {@code salvor baseline learn --out} does. */
  void write(Path file) {
    run("Writing the baseline", Kept.in(file, chosen()), kept::set);
  }

  /** Keeps the chosen ones in the library as drafts. */
  void keep(String author, String reason) {
    run(
        "Keeping the baseline",
        Kept.in(
            library.orElseThrow(),
            chosen(),
            opened.evidence().sources(),
            new BaselineLibrary.Wish(author, reason)),
        kept::set);
  }

  /** What was kept. */
  ObjectProperty<Kept> kept() {
    return kept;
  }

  /** Whether the case can be judged by what was kept. */
  boolean canJudge() {
    return opened.folder().isPresent();
  }

  /** Judges the case by what was kept. */
  void judge() {
    judging.accept(Objects.requireNonNull(kept.get()).files());
  }
}

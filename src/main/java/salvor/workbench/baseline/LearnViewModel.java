package salvor.workbench.baseline;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Learning;
import salvor.baseline.Profile;
import salvor.baseline.Refused;
import salvor.casefile.BaselineLibrary;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.report.BaselineReport;
import salvor.report.LibraryWords;
import salvor.workbench.baseline.Ground.Made;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.wording.VisibleText;

/**
 * Makes baselines, shows what they are, and keeps those that are chosen. Where more arrives they
 * are made anew, and what was shown stays until they are.
 */
public final class LearnViewModel {
  private static final long SHORTEST_PAUSE = 1_000_000_000L;

  private static final Duration LATE = Duration.ofSeconds(5);

  /** So many times as long as making them took they are left as they are. */
  private static final int REST = 4;

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
    record Learned(Made made) implements State {}
  }

  private final Ground ground;
  private final Optional<BaselineLibrary> library;
  private final Consumer<Job<?>> listed;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final JobsViewModel own;
  private final LearnWindow window;
  private final Set<Profile.Key> left = new HashSet<>();
  private final Set<Profile.Key> met = new HashSet<>();
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Stopped());
  private final ReadOnlyObjectWrapper<Ground.Suspicion> suspicion;
  private final ReadOnlyObjectWrapper<String> growth = new ReadOnlyObjectWrapper<>("");
  private final ObjectProperty<Kept> kept = new SimpleObjectProperty<>(Kept.NOTHING);
  private @Nullable Job<?> working;
  private final ReadOnlyBooleanWrapper goesOn = new ReadOnlyBooleanWrapper();
  private long begun;
  private long rested;

  /**
   * @param library where baselines are kept, if anywhere
   * @param listed is told of work that takes long
   * @param fx where properties change
   */
  public LearnViewModel(
      Ground ground,
      Optional<BaselineLibrary> library,
      Consumer<Job<?>> listed,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.ground = ground;
    this.library = library;
    this.listed = listed;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
    this.own = new JobsViewModel(fx);
    this.suspicion = new ReadOnlyObjectWrapper<>(ground.suspicion());
    this.window =
        new LearnWindow(suspicion.get().certain() ? suspicion.get().from() : null, this::changed);
  }

  /** What they are made of. */
  Ground ground() {
    return ground;
  }

  /** From when to when is learned. */
  LearnWindow window() {
    return window;
  }

  InstantSource clock() {
    return clock;
  }

  private void changed() {
    stop();
    met.clear();
    left.clear();
    state.set(new State.Stopped());
    growth.set("");
    kept.set(Kept.NOTHING);
  }

  /** Stops what is being done; what was learned stays. */
  void stop() {
    goesOn.set(false);
    Job<?> job = working;
    working = null;
    if (job != null) {
      job.cancel();
    }
    tell();
  }

  /** Learns, and goes on with it where more arrives. */
  void learn() {
    goesOn.set(ground.grows());
    kept.set(Kept.NOTHING);
    made(true);
  }

  /** Makes them anew if more arrived, or if something else is suspected. */
  void again() {
    boolean same = Objects.equals(suspicion.get().from(), ground.suspicion().from());
    suspicion.set(ground.suspicion());
    boolean more = goesOn.get() && System.nanoTime() >= rested && ground.isNewer();
    if (working == null && state.get() instanceof State.Learned && (more || !same)) {
      made(false);
    }
  }

  private void made(boolean shown) {
    Learning learning;
    suspicion.set(ground.suspicion());
    try {
      learning = window.learning(suspicion.get());
    } catch (IllegalArgumentException why) {
      state.set(new State.Refused(String.valueOf(why.getMessage())));
      return;
    }
    begun = System.nanoTime();
    run("Learning a baseline", shown, progress -> ground.make(learning, progress), this::learned);
  }

  private void learned(Made made) {
    long now = System.nanoTime();
    rested = now + Math.max(SHORTEST_PAUSE, REST * (now - begun));
    for (Profile profile : made.profiles()) {
      if (met.add(profile.key()) && !ground.isOffered(profile)) {
        left.add(profile.key());
      }
    }
    state.set(new State.Learned(made));
    if (isOver()) {
      goesOn.set(false);
    }
    tell();
  }

  /** Lines take a moment to arrive. */
  private boolean isOver() {
    return window.isOver(clock.instant().minus(LATE));
  }

  private void tell() {
    growth.set(
        ground.grows() && state.get() instanceof State.Learned(Made made)
            ? GrowthWords.of(made, goesOn.get(), isOver())
            : "");
  }

  private <T> void run(String title, boolean shown, Work<T> work, Consumer<T> done) {
    Job<?> old = working;
    if (old != null) {
      old.cancel();
    }
    Job<T> job = jobs.start(title, work);
    working = job;
    State before = state.get();
    if (shown) {
      listed.accept(job);
      state.set(new State.Working(own.add(job)));
    }
    job.watch(
        fx,
        now -> {
          if (job != working || !now.isFinal()) {
            return;
          }
          working = null;
          switch (now) {
            case JobState.Waiting<T> _, JobState.Running<T> _ -> {}
            case JobState.Succeeded<T>(T made) -> {
              state.set(before);
              done.accept(made);
            }
            case JobState.Failed<T>(Throwable cause) -> state.set(new State.Failed(why(cause)));
            case JobState.Cancelled<T> _ -> {
              goesOn.set(false);
              state.set(new State.Stopped());
            }
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

  /** What is suspected now. */
  ReadOnlyObjectProperty<Ground.Suspicion> suspicion() {
    return suspicion.getReadOnlyProperty();
  }

  /** How much was learned so far, and whether it goes on; empty where nothing grows. */
  ReadOnlyObjectProperty<String> growth() {
    return growth.getReadOnlyProperty();
  }

  /** Whether it goes on with what arrives. */
  ReadOnlyBooleanProperty goesOn() {
    return goesOn.getReadOnlyProperty();
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
    return state.get() instanceof State.Learned(Made made)
        ? made.profiles().stream().filter(this::isChosen).toList()
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
    keeping("Writing the baseline", null, file, Kept.in(file, chosen()));
  }

  /** Keeps the chosen ones in the library as drafts. */
  void keep(String author, String reason) {
    if (state.get() instanceof State.Learned(Made made)) {
      keeping(
          "Keeping the baseline",
          reason,
          null,
          Kept.in(
              library.orElseThrow(),
              chosen(),
              made.sources(),
              new BaselineLibrary.Wish(author, ground.reason(reason))));
    }
  }

  /** What is kept is what was seen: nothing more is learned meanwhile. */
  private void keeping(String title, @Nullable String why, @Nullable Path file, Work<Kept> work) {
    stop();
    run(
        title,
        true,
        progress -> {
          try (var begun = ground.ledger().begin(ground.learned(why), file)) {
            Kept made = work.run(progress);
            begun.done(Map.of("result", made.words()));
            return made;
          }
        },
        done -> {
          tell();
          kept.set(done);
          if (ground.judgesAtOnce()) {
            judge();
          }
        });
  }

  /** What was kept. */
  ObjectProperty<Kept> kept() {
    return kept;
  }

  /** Judges what is looked at by what was kept. */
  void judge() {
    ground.judge(Objects.requireNonNull(kept.get()).files());
  }
}

package salvor.workbench.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.playbook.BuiltIn;
import salvor.playbook.Condition;
import salvor.playbook.Course;
import salvor.playbook.Playbook;
import salvor.playbook.PlaybookText;
import salvor.playbook.RunLog;
import salvor.playbook.RunRecord;
import salvor.report.DwellTimes;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.wording.VisibleText;

/**
 * The run of a playbook in the ledger of a case, as the terminal runs it: nothing is kept here but
 * what is looked at. Properties change where the model was told that they may.
 */
public final class PlaybookViewModel {
  private static final long APART = 1_000;
  private final Supplier<CaseLedger> ledger;
  private final Incident incident;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final NewestFirst<Wanted, Read> work;
  private final ReadOnlyObjectWrapper<Stage> stage =
      new ReadOnlyObjectWrapper<>(new Stage.Reading());
  private final ReadOnlyObjectWrapper<DwellShown> dwell =
      new ReadOnlyObjectWrapper<>(DwellShown.NOTHING);
  private final ReadOnlyObjectWrapper<Instant> now = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");
  private Shelf shelf;
  private @Nullable String wanted;
  private boolean choosing;
  private @Nullable Read known;
  private Instant asked = Instant.EPOCH;

  /** What is shown. */
  sealed interface Stage {
    /** The ledger is being read. */
    record Reading() implements Stage {}

    /**
     * A playbook is to be chosen.
     *
     * @param folder where the team's own are looked for
     * @param begun the runs of this case, to go back to
     */
    record Choosing(List<Offer> offers, Path folder, List<String> begun) implements Stage {
      public Choosing {
        offers = List.copyOf(offers);
        begun = List.copyOf(begun);
      }
    }

    /**
     * A run.
     *
     * @param begun all runs of this case
     * @param titles of the playbooks of these runs, by their names
     */
    record Running(
        Course course, List<StepShown> steps, List<String> begun, Map<String, String> titles)
        implements Stage {
      public Running {
        steps = List.copyOf(steps);
        begun = List.copyOf(begun);
        titles = Map.copyOf(titles);
      }
    }
  }

  private record Wanted(
      @Nullable String name, boolean choosing, Shelf shelf, @Nullable Read before) {}

  private record Read(Object version, Stage stage, DwellTimes times) {}

  /** By what is known that something has changed since it was read. */
  private record Version(
      long bytes, long modified, @Nullable String name, boolean choosing, Shelf shelf, Object of) {}

  /** Writes something of a run. */
  @FunctionalInterface
  private interface Act {
    void write(RunLog log, Playbook playbook) throws IOException;
  }

  /**
   * Of a case.
   *
   * @param ledger that of the case, as it is to be written now
   * @param folder where the team's own playbooks are; need not be there
   * @param fx where properties change
   */
  public PlaybookViewModel(
      Supplier<CaseLedger> ledger,
      Incident incident,
      Path folder,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.ledger = ledger;
    this.incident = incident;
    this.shelf = new Shelf(folder);
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
    this.work =
        new NewestFirst<>(
            "Read the run of the playbook", jobs, fx, false, this::read, this::show, this::failed);
  }

  /** Takes that time has passed, as often as it likes: clocks go on, and changes are seen. */
  public void looked() {
    Instant moment = clock.instant();
    now.set(moment.truncatedTo(ChronoUnit.SECONDS));
    tell();
    if (asked.plusMillis(APART).isBefore(moment)) {
      ask();
    }
  }

  private void ask() {
    asked = clock.instant();
    work.ask(new Wanted(wanted, choosing, shelf, known));
  }

  private Read read(Wanted of, Progress progress) throws IOException {
    Version version = version(of);
    Read before = of.before();
    if (before != null && before.version().equals(version)) {
      return before;
    }
    RunLog log = new RunLog(ledger.get());
    List<RunRecord> records = log.records();
    List<String> begun = Course.begun(records);
    String name =
        of.name() != null && begun.contains(of.name())
            ? of.name()
            : begun.isEmpty() ? null : begun.getLast();
    Optional<Playbook> playbook =
        of.choosing() || name == null ? Optional.empty() : playbook(log, name);
    Course any = Course.of(playbook.orElse(BuiltIn.all().getFirst()), records);
    return new Read(
        version,
        playbook.isEmpty()
            ? new Stage.Choosing(of.shelf().offers(), of.shelf().folder(), begun)
            : new Stage.Running(any, StepShown.of(any), begun, titles(log, begun)),
        incident.times());
  }

  private static Map<String, String> titles(RunLog log, List<String> begun) throws IOException {
    Map<String, String> titles = new HashMap<>();
    for (String name : begun) {
      Optional<PlaybookText.Reading> kept = log.kept(name);
      @Nullable Playbook playbook =
          kept.isPresent() ? kept.get().playbook() : BuiltIn.named(name).orElse(null);
      titles.put(name, VisibleText.of(playbook == null ? name : playbook.title(), 300));
    }
    return titles;
  }

  private Version version(Wanted of) throws IOException {
    Optional<Path> file = ledger.get().file().filter(Files::exists);
    return new Version(
        file.isEmpty() ? 0 : Files.size(file.get()),
        file.isEmpty() ? 0 : Files.getLastModifiedTime(file.get()).toMillis(),
        of.name(),
        of.choosing(),
        of.shelf(),
        incident.version());
  }

  /** The text that the run began with; where it is not kept, that of this program. */
  private static Optional<Playbook> playbook(RunLog log, String name) throws IOException {
    Optional<PlaybookText.Reading> kept = log.kept(name);
    if (kept.isEmpty()) {
      return BuiltIn.named(name);
    }
    @Nullable Playbook playbook = kept.get().playbook();
    if (playbook == null) {
      throw new IOException("the text of the run of " + name + " was changed, and is no playbook");
    }
    return Optional.of(playbook);
  }

  private void show(Read read) {
    known = read;
    trouble.set("");
    if (!read.stage().equals(stage.get())) {
      stage.set(read.stage());
    }
    tell();
  }

  private void failed(Throwable cause) {
    trouble.set(
        "The run cannot be told: " + VisibleText.of(String.valueOf(cause.getMessage()), 300));
  }

  private void tell() {
    Read read = known;
    if (read != null) {
      dwell.set(DwellShown.of(read.times(), incident.now()));
    }
  }

  /** Looks for the team's own playbooks in another folder. */
  void lookIn(Path folder) {
    shelf = new Shelf(folder);
    ask();
  }

  /** Offers playbooks, though one is run. */
  void another() {
    choosing = true;
    ask();
  }

  /** Shows a run that has begun. */
  void goOn(String name) {
    choosing = false;
    wanted = name;
    ask();
  }

  /** Begins the run of a playbook, or goes on with it. */
  void begin(Playbook playbook) {
    wanted = playbook.name();
    choosing = false;
    write("Begin " + playbook.name(), playbook, (_, _) -> {});
  }

  /** Ends the run, for a reason; playbooks are offered again where no other is under way. */
  void end(String why) {
    if (stage.get() instanceof Stage.Running running) {
      Playbook playbook = running.course().playbook();
      jobs.start(
              "End the run of " + playbook.name(),
              _ -> {
                new RunLog(ledger.get()).end(playbook, why);
                return playbook;
              })
          .watch(fx, this::written);
    }
  }

  /** A step is done; a gate that does not hold by then is told. */
  void done(StepShown step, String evidence) {
    write("Step " + step.step().id(), (log, of) -> log.done(of, step.step().id(), evidence));
  }

  /** A step is left out. */
  void skip(StepShown step, String why) {
    write("Step " + step.step().id(), (log, of) -> log.skip(of, step.step().id(), why));
  }

  /** Somebody is to do a step. */
  void assign(StepShown step, String owner) {
    write("Step " + step.step().id(), (log, of) -> log.assign(of, step.step().id(), owner));
  }

  /** Somebody says that a condition holds, and how it is known. */
  void state(Condition condition, String why) {
    write(
        "State " + condition.fact().word(),
        (log, of) -> log.state(of, condition.fact(), condition.value(), why));
  }

  private void write(String title, Act act) {
    if (stage.get() instanceof Stage.Running running) {
      write(title, running.course().playbook(), act);
    }
  }

  private void write(String title, Playbook playbook, Act act) {
    jobs.start(
            title,
            _ -> {
              RunLog log = new RunLog(ledger.get());
              if (log.course(playbook).began() == null) {
                log.begin(playbook, null);
              }
              act.write(log, playbook);
              log.note(log.course(playbook));
              return playbook;
            })
        .watch(fx, this::written);
  }

  private void written(JobState<Playbook> state) {
    switch (state) {
      case JobState.Waiting<Playbook> _,
          JobState.Running<Playbook> _,
          JobState.Cancelled<Playbook> _ -> {}
      case JobState.Succeeded<Playbook> _ -> ask();
      case JobState.Failed<Playbook>(Throwable cause) ->
          trouble.set(
              "Not written down: " + VisibleText.of(String.valueOf(cause.getMessage()), 300));
    }
  }

  /** What is shown. */
  ReadOnlyObjectProperty<Stage> stage() {
    return stage.getReadOnlyProperty();
  }

  /** How long the attacker has been there; changes every second. */
  ReadOnlyObjectProperty<DwellShown> dwell() {
    return dwell.getReadOnlyProperty();
  }

  /** What time it is here; changes every second. */
  ReadOnlyObjectProperty<Instant> now() {
    return now.getReadOnlyProperty();
  }

  /** What could not be read or written; empty when nothing. */
  ReadOnlyObjectProperty<String> trouble() {
    return trouble.getReadOnlyProperty();
  }
}

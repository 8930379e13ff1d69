package salvor.workbench.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.Source;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.evidence.checkpoint.MemoryHit;
import salvor.ingest.checkpoint.BytePattern;
import salvor.ingest.checkpoint.CheckpointFile;
import salvor.ingest.checkpoint.MemorySearch;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.jobs.Work;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** The checkpoints among the evidence, which of them is looked at, and what is looked for in it. */
public final class CheckpointsViewModel {
  private static final int AROUND = 48;
  private static final int MOST = 2000;
  private static final String FOLDER = "/config.dump";

  /** How a pattern is meant. */
  public enum Kind {
    TEXT("Text"),
    EXPRESSION("Expression over bytes"),
    HEX("Bytes, as YARA writes them");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    private BytePattern read(String pattern) {
      return switch (this) {
        case TEXT -> BytePattern.text(pattern);
        case EXPRESSION -> BytePattern.expression(pattern);
        case HEX -> BytePattern.hex(pattern);
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * What is shown.
   *
   * @param checkpoint null until it is read
   * @param told what it is, or why it cannot be shown
   */
  public record Shown(@Nullable Checkpoint checkpoint, String told) {}

  /**
   * What was found.
   *
   * @param result null when nothing was looked for
   * @param told how much was found, or why that is not known
   */
  public record Found(@Nullable MemoryFound result, String told) {}

  private final List<String> paths;
  private final Evidence evidence;
  private final Selection selection;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(new Shown(null, ""));
  private final ReadOnlyObjectWrapper<Found> found =
      new ReadOnlyObjectWrapper<>(new Found(null, ""));
  private final ReadOnlyObjectWrapper<Checkpoint.@Nullable Running> process =
      new ReadOnlyObjectWrapper<>();
  private final AsImported asImported = new AsImported();
  private final NewestFirst<Supplier<OptionalInt>, OptionalInt> rows;
  private final BooleanProperty values = new SimpleBooleanProperty();
  private @Nullable String path;
  private @Nullable Job<?> reading;
  private @Nullable Job<?> searching;
  private int searches;

  /** The checkpoints of the evidence. */
  public CheckpointsViewModel(Evidence evidence, Selection selection, Jobs jobs, Executor fx) {
    this.evidence = evidence;
    this.jobs = jobs;
    this.fx = fx;
    this.paths = paths(evidence.sources());
    this.rows =
        new NewestFirst<>(
            "Find the event",
            jobs,
            fx,
            true,
            (find, _) -> find.get(),
            row -> row.ifPresent(selection::select),
            _ -> {}); // nothing else is shown then
    this.selection = selection;
    selection.row().subscribe(_ -> follow());
  }

  /** Looks at the process of the selected event, where the checkpoint has it. */
  private void follow() {
    Checkpoint read = shown.get().checkpoint();
    int row = selection.row().get();
    if (read != null && row >= 0) {
      CheckpointRows.process(read, evidence.observations(), row).ifPresent(process::set);
    }
  }

  /** Archives, and folders, whose files are sources each. */
  private static List<String> paths(List<Source> sources) {
    List<String> all =
        sources.stream().filter(s -> s.format().equals("checkpoint")).map(Source::path).toList();
    Set<String> found = new LinkedHashSet<>();
    for (String path : all) {
      if (path.endsWith(FOLDER)) {
        found.add(path.substring(0, path.length() - FOLDER.length()));
      }
    }
    List<String> folders = List.copyOf(found);
    all.stream()
        .filter(path -> folders.stream().noneMatch(f -> path.startsWith(f + "/")))
        .forEach(found::add);
    return List.copyOf(found);
  }

  /** Where the checkpoints are. */
  public List<String> paths() {
    return paths;
  }

  /** The checkpoint that is looked at. */
  public ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** What was found in its memory. */
  public ReadOnlyObjectProperty<Found> found() {
    return found.getReadOnlyProperty();
  }

  /** The process that is looked at, null when the container is. */
  public ReadOnlyObjectProperty<Checkpoint.@Nullable Running> process() {
    return process.getReadOnlyProperty();
  }

  /** Whether the values of environment variables are shown. */
  public BooleanProperty values() {
    return values;
  }

  /** Looks at the first, unless one is looked at; at that again which could not be read. */
  public void want() {
    if (!paths.isEmpty()) {
      open(path == null ? paths.getFirst() : path);
    }
  }

  /** Looks at one. */
  public void open(String wanted) {
    boolean same = wanted.equals(path);
    if (same
        && (shown.get().checkpoint() != null || (reading != null && !reading.state().isFinal()))) {
      return;
    }
    path = wanted;
    values.set(false);
    process.set(null);
    found.set(new Found(null, ""));
    shown.set(new Shown(null, "Reading"));
    reading =
        start(
            "Checkpoint",
            progress -> CheckpointFile.read(file(wanted, progress), progress),
            wanted,
            read -> show(read),
            why -> shown.set(new Shown(null, why)));
  }

  private void show(Checkpoint read) {
    shown.set(new Shown(read, CheckpointWords.told(read)));
    if (!read.processes().isEmpty()) {
      process.set(read.processes().getFirst());
      follow();
    }
  }

  /** Where it is, and what was imported. */
  private Path file(String path, Progress progress) throws IOException {
    Path file = Path.of(path);
    if (!Files.exists(file)) {
      throw new IOException(
          path.contains("!")
              ? "it lies in another archive: unpack that, and open what is in it"
              : "the file is gone: put it back where it was");
    }
    asImported.require(sources(path), progress);
    return file;
  }

  /** Searches the memory of the checkpoint. */
  public void search(String text, Kind kind) {
    String where = path;
    BytePattern pattern;
    try {
      pattern = kind.read(text);
    } catch (IllegalArgumentException cause) {
      found.set(
          new Found(null, "The pattern is not understood: " + VisibleText.of(why(cause), 200)));
      return;
    }
    if (where == null) {
      return;
    }
    if (searching != null) {
      searching.cancel();
    }
    int number = ++searches;
    found.set(new Found(null, "Searching"));
    searching =
        start(
            "Search of memory",
            progress -> MemorySearch.of(file(where, progress), pattern, AROUND, MOST, progress),
            where,
            result -> found(number, new Found(result, CheckpointWords.found(result))),
            why -> found(number, new Found(null, why)));
  }

  /** Only what the last search tells counts. */
  private void found(int number, Found now) {
    if (number == searches) {
      found.set(now);
    }
  }

  private <T> Job<T> start(
      String title, Work<T> work, String where, Consumer<T> done, Consumer<String> failed) {
    Job<T> job = jobs.start(title, work);
    job.watch(
        Runnable::run,
        FxThread.latest(
            fx,
            state -> {
              if (!where.equals(path)) {
                return; // another is looked at by now
              }
              if (state instanceof JobState.Succeeded<T>(T result)) {
                done.accept(result);
              } else if (state instanceof JobState.Failed<T>(Throwable cause)) {
                failed.accept("It cannot be read: " + VisibleText.of(why(cause), 300));
              } else if (state instanceof JobState.Cancelled<T>) {
                failed.accept("Cancelled: it was not looked through to its end");
              }
            }));
    return job;
  }

  private static String why(Throwable cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Looks at a process, and at its event in the other views; at the container when null. */
  public void choose(Checkpoint.@Nullable Running chosen) {
    process.set(chosen);
    if (chosen != null) {
      Set<Integer> of = numbers();
      rows.ask(() -> CheckpointRows.started(evidence, chosen.pid(), of));
    }
  }

  /** Looks at the process that has what was found. */
  public void choose(MemoryHit hit) {
    Checkpoint read = shown.get().checkpoint();
    if (read != null && !hit.pids().isEmpty()) {
      read.processes().stream()
          .filter(p -> p.pid() == hit.pids().getFirst())
          .findFirst()
          .ifPresent(this::choose);
    }
  }

  /** Shows the event of a socket in the other views. */
  public void choose(CheckpointFact fact) {
    Checkpoint.Running of = process.get();
    Checkpoint.Socket socket = fact.socket();
    if (of != null && socket != null) {
      Set<Integer> ids = numbers();
      rows.ask(() -> CheckpointRows.of(evidence, of.pid(), socket, ids));
    }
  }

  /** The sources that a checkpoint is of. */
  private List<Source> sources(String of) {
    return evidence.sources().stream()
        .filter(source -> source.path().equals(of) || source.path().startsWith(of + "/"))
        .toList();
  }

  private Set<Integer> numbers() {
    return sources(String.valueOf(path)).stream().map(Source::id).collect(Collectors.toSet());
  }

  /** What is known of the process, or of the container when none is looked at, in words. */
  public List<CheckpointFact> facts() {
    Checkpoint.Running of = process.get();
    Checkpoint read = shown.get().checkpoint();
    return of != null
        ? CheckpointFact.of(of, values.get())
        : read != null ? ContainerFacts.of(read) : List.of();
  }

  /** How many there are, for the tab. */
  public String title() {
    return paths.size() == 1 ? "Checkpoint" : "Checkpoints " + Moments.count(paths.size());
  }
}

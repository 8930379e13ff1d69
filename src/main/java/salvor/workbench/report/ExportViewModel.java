package salvor.workbench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PrimitiveIterator;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdicts;
import salvor.casefile.CaseCustody;
import salvor.custody.Deed;
import salvor.evidence.Evidence;
import salvor.evidence.RawRecords;
import salvor.jobs.Job;
import salvor.jobs.JobCancelled;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.report.CsvLine;
import salvor.report.ObservationLines;
import salvor.report.ObservationRows;
import salvor.report.Output;
import salvor.triage.SameFact;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.evidence.RowOrder;
import salvor.workbench.evidence.TableWords;
import salvor.workbench.wording.Failure;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Copies and writes what is in sight; each as a job, so that nothing waits for a disk. */
public final class ExportViewModel {
  /** The forms of rows. */
  public static final List<WhereTo.Form> ROWS =
      List.of(
          new WhereTo.Form("CSV, the columns of the table", "csv"),
          new WhereTo.Form("JSON lines, every field", "jsonl"));

  /** The forms of rows with every field. */
  public static final List<WhereTo.Form> EVERYTHING =
      List.of(
          new WhereTo.Form("CSV, every field", "csv"),
          new WhereTo.Form("JSON lines, every field", "jsonl"));

  private static final int EACH = 8192;

  private final CaseCustody custody;
  private final Evidence evidence;
  private final Verdicts verdicts;
  private volatile @Nullable IntBuffer sameFact;
  private final RawRecords records;
  private final Jobs jobs;
  private final Executor fx;
  private final Consumer<Job<?>> listed;
  private final ReadOnlyObjectWrapper<Outcome> outcome = new ReadOnlyObjectWrapper<>(Outcome.NONE);

  /**
   * @param custody where it is written down that something left
   * @param listed is told of work that takes long
   * @param fx where properties change
   */
  public ExportViewModel(
      CaseCustody custody,
      Evidence evidence,
      Verdicts verdicts,
      RawRecords records,
      Jobs jobs,
      Consumer<Job<?>> listed,
      Executor fx) {
    this.custody = custody;
    this.evidence = evidence;
    this.verdicts = verdicts;
    this.records = records;
    this.jobs = jobs;
    this.listed = listed;
    this.fx = fx;
  }

  /**
   * Writes the rows of a table in their order: as JSON lines with every field where the file's name
   * says so, else as CSV with the table's columns.
   */
  public void rows(TableWords table, Path file) {
    if (isLines(file)) {
      everything(table, file);
      return;
    }
    int count = table.order().size();
    write(
        Moments.count(count, "event")
            + " with the "
            + Moments.count(table.columns().size(), "column")
            + " of the table",
        file,
        progress -> Output.to(file, out -> csv(table, out, progress)));
  }

  private static boolean isLines(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson|json)");
  }

  /** Writes the rows of a table in their order with every field, as JSON lines or as CSV. */
  public void everything(TableWords table, Path file) {
    RowOrder order = table.order();
    boolean lines = isLines(file);
    write(
        Moments.count(order.size(), "event") + " with every field",
        file,
        progress -> {
          ObservationRows rows =
              chosen(
                  order.size(), () -> IntStream.range(0, order.size()).map(order::row).iterator());
          Output.to(
              file,
              out -> {
                if (lines) {
                  ObservationLines.json(rows, out, progress);
                } else {
                  ObservationLines.csv(rows, out, progress);
                }
              });
        });
  }

  private static void csv(TableWords table, OutputStream out, Progress progress)
      throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    List<EventColumn> columns = table.columns();
    writer.write(CsvLine.of(columns.stream().map(EventColumn::plainTitle).toList()));
    RowOrder order = table.order();
    for (int place = 0; place < order.size(); place++) {
      if (place % EACH == 0) {
        progress.at(place, order.size(), "Writing events");
      }
      int row = order.row(place);
      writer.write(CsvLine.of(columns.stream().map(c -> table.whole(c, row)).toList()));
    }
    writer.flush();
  }

  private ObservationRows chosen(int count, Supplier<PrimitiveIterator.OfInt> rows) {
    IntBuffer links = sameFact;
    if (links == null) {
      links = SameFact.links(evidence.observations()); // reads all rows: only when it is wanted
      sameFact = links;
    }
    return new ObservationRows(evidence, verdicts, links, count, rows);
  }

  /** Writes something to a file. */
  @FunctionalInterface
  public interface Writing {
    /** Writes it, off the JavaFX thread. */
    void run(Progress progress) throws IOException;
  }

  /**
   * Writes something as a job. What is cut off is taken away again, so that nobody takes it for the
   * whole.
   *
   * @param what is written, in words: "8,037 events"
   */
  public void write(String what, Path file, Writing writing) {
    String name = VisibleText.of(String.valueOf(file.getFileName()), 200);
    Job<Path> job =
        jobs.start(
            "Writing " + name,
            progress -> {
              try {
                custody
                    .ledger()
                    .made(
                        custody.entry(Deed.EXPORTED, null, "export").saying(what + "."),
                        file,
                        () -> writing.run(progress));
                return file;
              } catch (JobCancelled | IOException stopped) {
                if (Files.isRegularFile(file)) {
                  Files.delete(file);
                }
                throw stopped;
              }
            });
    listed.accept(job);
    job.watch(fx, state -> written(what, name, file, state));
  }

  private void written(String what, String name, Path file, JobState<Path> state) {
    switch (state) {
      case JobState.Waiting<Path> _, JobState.Running<Path> _ -> {}
      case JobState.Succeeded<Path> _ ->
          outcome.set(
              new Outcome(what + " written to " + name, file.toAbsolutePath().toString(), false));
      case JobState.Failed<Path>(Throwable cause) ->
          outcome.set(
              new Outcome(VisibleText.of(String.valueOf(cause.getMessage()), 600), "", true));
      case JobState.Cancelled<Path> _ ->
          outcome.set(
              new Outcome("Writing " + name + " was cancelled; nothing is kept", "", false));
    }
  }

  /** Rows as the table says them: a line each, cells apart by tabs. */
  public static String text(TableWords table, int[] rows, boolean headings) {
    List<EventColumn> columns = table.columns();
    String head = columns.stream().map(EventColumn::title).collect(Collectors.joining("\t")) + "\n";
    return (headings ? head : "")
        + Arrays.stream(rows)
            .mapToObj(row ->
                columns.stream()
                    .map(column -> table.text(column, row))
                    .collect(Collectors.joining("\t")))
            .collect(Collectors.joining("\n"));
  }

  /** Has rows given as JSON lines, each exactly as an export writes it. */
  public void json(int[] rows, Consumer<String> ready) {
    fetch(
        "Copying " + Moments.count(rows.length, "event"),
        progress -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          ObservationLines.json(
              chosen(rows.length, () -> Arrays.stream(rows).iterator()), out, progress);
          return out.toString(StandardCharsets.UTF_8);
        },
        ready);
  }

  /** Has the raw record of a row given, exactly as it stands in the evidence. */
  public void raw(int row, Consumer<String> ready) {
    fetch(
        "Copying the raw record",
        _ -> new String(records.read(evidence.observations().source(row)), StandardCharsets.UTF_8),
        ready);
  }

  private void fetch(String title, salvor.jobs.Work<String> work, Consumer<String> ready) {
    jobs.start(title, work)
        .watch(
            fx,
            state -> {
              switch (state) {
                case JobState.Succeeded<String>(String text) -> ready.accept(text);
                case JobState.Failed<String>(Throwable cause) ->
                    outcome.set(
                        new Outcome(
                            "Not copied: "
                                + VisibleText.of(String.valueOf(cause.getMessage()), 600),
                            "",
                            true));
                case JobState.Waiting<String> _,
                    JobState.Running<String> _,
                    JobState.Cancelled<String> _ -> {}
              }
            });
  }

  /** Says what was done, where nothing else shows it. */
  public void say(String text) {
    outcome.set(new Outcome(text, "", false));
  }

  /** Says that the window's state can no longer be kept in the case, and what to do. */
  public void unkept(Throwable cause) {
    Failure failure = Failure.of(cause);
    String place = failure.place().isEmpty() ? "" : failure.place() + ": ";
    outcome.set(
        new Outcome(
            "How the window is left is no longer kept. "
                + place
                + failure.cause()
                + ". "
                + failure.remedy(),
            "",
            true));
  }

  /** Forgets what was done last. */
  public void quiet() {
    outcome.set(Outcome.NONE);
  }

  /** What became of the last thing that was to leave the window. */
  public ReadOnlyObjectProperty<Outcome> outcome() {
    return outcome.getReadOnlyProperty();
  }
}

package salvor.workbench.casefile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Source;
import salvor.ingest.ContentHead;
import salvor.ingest.Contents;
import salvor.ingest.table.Mapping;
import salvor.ingest.table.MappingJson;
import salvor.ingest.table.MappingPreview;
import salvor.ingest.table.Mappings;
import salvor.ingest.table.Proposal;
import salvor.ingest.table.TableHead;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.report.MappingWords;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.wording.VisibleText;

/** Says what the columns of a source mean, and shows what its rows would become. */
public final class MappingViewModel {
  private static final int MOST = 16 << 20;
  private static final String WORKING = "Working out what the rows would become\u2026";

  /**
   * A table to be mapped.
   *
   * @param content its begin
   * @param head its columns and first rows
   */
  record Table(ContentHead content, TableHead head) {}

  private record Asked(ContentHead content, Mapping mapping) {}

  private final Source source;
  private final Mappings known;
  private final Consumer<String> use;
  private final NewestFirst<Asked, MappingPreview> work;
  private final ReadOnlyObjectWrapper<@Nullable Table> table = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable MappingDraft> draft = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable MappingPreview> preview =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("Reading the table\u2026");
  private final ReadOnlyObjectWrapper<@Nullable Mapping> inForce = new ReadOnlyObjectWrapper<>();
  private @Nullable Mapping tried;

  /**
   * @param source the table
   * @param known the mappings that there are
   * @param use has tables read by a mapping, given as its text, from now on
   * @param fx where the properties change
   */
  public MappingViewModel(
      Source source, Mappings known, Consumer<String> use, Jobs jobs, Executor fx) {
    this.source = source;
    this.known = known;
    this.use = use;
    this.work =
        new NewestFirst<>(
            "Trying a mapping",
            jobs,
            fx,
            true,
            (asked, progress) -> MappingPreview.of(asked.content(), asked.mapping(), progress),
            this::show,
            cause -> failed("Cannot be tried: ", cause));
    jobs.start("Read a table", _ -> read(source.path())).watch(fx, this::begin);
  }

  private static Table read(String path) throws IOException {
    Path base = Path.of("").toAbsolutePath();
    String onDisk = Contents.onDisk(base, path);
    ContentHead content =
        onDisk == null ? null : ContentHead.of(base.resolve(onDisk), onDisk, path, MOST);
    if (content == null) {
      throw new IOException("it is gone: put the file back where it was");
    }
    return new Table(content, TableHead.of(content));
  }

  private void begin(JobState<Table> state) {
    switch (state) {
      case JobState.Succeeded<Table>(Table read) -> {
        List<String> columns = read.head().columns();
        table.set(read);
        if (columns.isEmpty()) {
          said.set("This is no table: no line names columns, and there are no JSON records");
          return;
        }
        Mapping fitting = known.fitting(columns);
        inForce.set(fitting != null && known.isNamed(fitting) ? fitting : null);
        set(MappingDraft.of(fitting == null ? Proposal.of(name(), read.head()) : fitting, columns));
      }
      case JobState.Failed<Table>(Throwable cause) -> failed("Cannot be read: ", cause);
      case JobState.Cancelled<Table> _ -> said.set("Not read: cancelled");
      case JobState.Waiting<Table> _, JobState.Running<Table> _ -> {}
    }
  }

  private void failed(String what, Throwable cause) {
    preview.set(null);
    tried = null;
    said.set(what + VisibleText.of(String.valueOf(cause.getMessage()), 200));
  }

  private void show(MappingPreview now) {
    preview.set(now);
    said.set(
        MappingWords.counts(
            new MappingWords.Counts(
                now.observations(),
                now.withoutTime(),
                now.withoutZone(),
                now.unreadable(),
                now.whole())));
  }

  /** Tries another mapping. */
  void set(MappingDraft changed) {
    draft.set(changed);
    Table now = table.get();
    tried = null;
    preview.set(null);
    if (now == null) {
      return;
    }
    try {
      Mapping mapping = changed.mapping();
      tried = mapping;
      said.set(WORKING);
      work.ask(new Asked(now.content(), mapping));
    } catch (DateTimeException _) {
      wrong("Not a zone: a name such as Europe/Berlin, UTC or +02:00; nothing, to be asked later");
    } catch (IllegalArgumentException _) {
      wrong("Not a way to write a time: a pattern such as dd/MM/uuuu HH:mm:ss");
    }
  }

  private void wrong(String why) {
    work.forget();
    said.set(why);
  }

  /** Has the table read by what was tried. */
  void use() {
    Mapping mapping = tried;
    if (mapping != null && preview.get() != null) {
      use.accept(MappingJson.write(mapping));
    }
  }

  /** The mapping that the table is read by now and that can be taken back; null when none is. */
  ReadOnlyObjectProperty<@Nullable Mapping> inForce() {
    return inForce.getReadOnlyProperty();
  }

  /** Has the table read by that mapping no more. */
  void remove() {
    Mapping mapping = inForce.get();
    if (mapping != null) {
      use.accept(MappingJson.removal(mapping));
    }
  }

  /** Wants nothing any more. */
  void leave() {
    work.forget();
  }

  /** What the source is called. */
  String name() {
    return OffsetViewModel.name(source);
  }

  ReadOnlyObjectProperty<@Nullable Table> table() {
    return table.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable MappingDraft> draft() {
    return draft.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable MappingPreview> preview() {
    return preview.getReadOnlyProperty();
  }

  /** What would become of the rows in numbers, or why that cannot be told. */
  ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }
}

package salvor.workbench.casefile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeKind;
import salvor.ingest.table.Mapping;
import salvor.ingest.table.MappingPreview.Become;
import salvor.ingest.table.TimeColumns;
import salvor.report.TimeWording;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Locations;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Asks what the columns of a table mean, and shows what its rows would become; nothing is read by
 * it but by the button that says so.
 */
public final class MappingSheet extends VBox {
  private static final int LONGEST = 200;
  private static final Map<String, String> FORMS =
      Map.of(
          TimeColumns.TEXT,
          "2026-11-23T04:43:46.123Z, or without a zone",
          "s",
          "Seconds since 1970",
          "ms",
          "Milliseconds since 1970",
          "us",
          "Microseconds since 1970",
          "ns",
          "Nanoseconds since 1970");
  private static final List<String> OFFERED =
      List.of(
          TimeColumns.TEXT,
          "s",
          "ms",
          "us",
          "ns",
          "MM/dd/uuuu HH:mm:ss",
          "dd/MM/uuuu HH:mm:ss",
          "dd.MM.uuuu HH:mm:ss",
          "dd/MMM/uuuu:HH:mm:ss Z");

  /** A column as the list shows it. */
  private record Line(String name, String example, ColumnUse use) {}

  private final MappingViewModel model;
  private final RecordTable<Line> columns =
      new RecordTable<Line>("Columns", List.of(), null, "No columns yet")
          .with("Column", 140, l -> VisibleText.of(l.name(), LONGEST))
          .with("First value", 130, l -> VisibleText.of(l.example(), LONGEST))
          .with("Means", 160, l -> l.use().equals(ColumnUse.NOTHING) ? "" : l.use().words())
          .knownBy(Line::name);
  private final RecordTable<Become> rows =
      new RecordTable<Become>("What the rows would become", List.of(), null, "No rows yet")
          .with("Line", 45, b -> Moments.count(b.line()), Comparator.comparingLong(Become::line))
          .withTime("Time", 190, MappingSheet::time, Comparator.comparing(MappingSheet::time))
          .with("Becomes", 125, MappingSheet::kind)
          .with("Where", 100, MappingSheet::where)
          .with("What", 180, MappingSheet::what);
  private final ComboBox<ColumnUse> use = choice("mapping-use", "What the chosen column means");
  private final ComboBox<String> form = choice("mapping-form", "How the time is written");
  private final TextField zone = new TextField();
  private final ComboBox<TimeKind> kind = choice("mapping-time-kind", "What the times are of");
  private final ComboBox<Kind> activity = choice("mapping-activity", "What a row is");
  private final Button read =
      Controls.button(
          "_Read by it", "Keeps the mapping in the case and reads its evidence anew", this::read);
  private boolean showing;

  private MappingSheet(MappingViewModel model) {
    super(10);
    this.model = model;
    getStyleClass().addAll("pane", "card");
    setId("mapping-sheet");
    columns.setId("mapping-columns");
    rows.setId("mapping-rows");
    read.setId("mapping-read");
    read.getStyleClass().add("primary");
    zone.setId("mapping-zone");
    zone.setPromptText("asked for later");
    zone.setAccessibleText("The zone of times that name none: Europe/Berlin, UTC");
    fill();
    listen();
    SplitPane middle = new SplitPane(columns, rows);
    middle.setOrientation(Orientation.HORIZONTAL);
    middle.setDividerPositions(0.40);
    getChildren()
        .addAll(
            Controls.paragraph("What the columns mean", "card-title"),
            Controls.paragraph(
                "Rows stay as they are in the evidence. What a column says is not guessed: look at what the first rows would"
                    + " become, and change it.",
                "muted"),
            grown(middle),
            new FlowPane(
                14,
                8,
                labelled("The chosen _column means", use),
                labelled("Time is _written as", form),
                labelled("Its _zone", zone),
                labelled("The time _tells", kind),
                labelled("A row _is", activity)),
            bottom(model.said()));
  }

  /** Opens the sheet. */
  public static Stage open(Node owner, MappingViewModel model) {
    MappingSheet sheet = new MappingSheet(model);
    Stage stage =
        Sheet.open(owner, "Columns of " + VisibleText.of(model.name(), 80), sheet, 1180, 680);
    stage.setOnHidden(_ -> model.leave());
    sheet.columns.requestFocus();
    return stage;
  }

  private static <T extends Node> T grown(T node) {
    VBox.setVgrow(node, Priority.ALWAYS);
    return node;
  }

  private static <T> ComboBox<T> choice(String id, String meaning) {
    ComboBox<T> choice = new ComboBox<>();
    choice.setId(id);
    choice.setAccessibleText(meaning);
    return choice;
  }

  private static HBox labelled(String text, Node control) {
    Label label = Controls.label(text, "muted");
    label.setMnemonicParsing(true);
    label.setLabelFor(control);
    label.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(8, label, control);
    row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return row;
  }

  private HBox bottom(ReadOnlyStringProperty said) {
    Label counts = Controls.paragraph("");
    counts.setId("mapping-said");
    counts.textProperty().bind(said);
    HBox.setHgrow(counts, Priority.ALWAYS);
    counts.setMaxWidth(Double.MAX_VALUE);
    Button leave = Controls.button("Cancel", "Leaves the table as it is", () -> close());
    read.setMinWidth(USE_PREF_SIZE);
    leave.setMinWidth(USE_PREF_SIZE);
    Button remove =
        Controls.button(
            "_Take the mapping back",
            "Has the case read this table by it no more; what was read stays in the evidence",
            () -> {
              close();
              model.remove();
            });
    remove.setId("mapping-remove");
    remove.setMinWidth(USE_PREF_SIZE);
    remove.visibleProperty().bind(model.inForce().isNotNull());
    remove.managedProperty().bind(remove.visibleProperty());
    HBox row = new HBox(10, counts, remove, leave, read);
    row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return row;
  }

  private void fill() {
    use.getItems().setAll(ColumnUse.ALL);
    use.setConverter(words(u -> u == null ? "" : u.words()));
    form.getItems().setAll(OFFERED);
    form.setEditable(true);
    form.setPrefWidth(360);
    form.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable String written) {
            return written == null ? "" : FORMS.getOrDefault(written, written);
          }

          @Override
          public String fromString(String text) {
            return FORMS.entrySet().stream()
                .filter(e -> e.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(text);
          }
        });
    kind.getItems().setAll(TimeKind.values());
    kind.setConverter(words(k -> k == null ? "" : TimeWording.kind(k)));
    activity.getItems().setAll(Mapping.KINDS);
    activity.setConverter(words(k -> k == null ? "" : k.words()));
  }

  private static <T> StringConverter<T> words(java.util.function.Function<@Nullable T, String> of) {
    return new StringConverter<>() {
      @Override
      public String toString(@Nullable T value) {
        return of.apply(value);
      }

      @Override
      public @Nullable T fromString(String text) {
        return null; // nobody writes one
      }
    };
  }

  private void listen() {
    model.draft().subscribe(this::show);
    model
        .preview()
        .subscribe(now -> {
          read.setDisable(now == null);
          if (now != null) {
            rows.show(now.first(), "The table has no rows");
          }
        });
    columns.getSelectionModel().selectedItemProperty().subscribe(_ -> chosen());
    use.valueProperty().subscribe(value -> change(d -> with(d, value)));
    form.valueProperty().subscribe(value -> change(d -> value == null ? d : d.written(value)));
    zone.textProperty().subscribe(text -> change(d -> d.zoned(text)));
    kind.valueProperty().subscribe(value -> change(d -> value == null ? d : d.timed(value)));
    activity.valueProperty().subscribe(value -> change(d -> value == null ? d : d.being(value)));
  }

  private MappingDraft with(MappingDraft draft, @Nullable ColumnUse value) {
    Line line = columns.getSelectionModel().getSelectedItem();
    return line == null || value == null ? draft : draft.with(line.name(), value);
  }

  private void change(java.util.function.UnaryOperator<MappingDraft> how) {
    MappingDraft now = model.draft().get();
    if (!showing && now != null) {
      MappingDraft next = how.apply(now);
      if (!next.equals(now)) {
        model.set(next);
      }
    }
  }

  private void chosen() {
    Line line = columns.getSelectionModel().getSelectedItem();
    boolean before = showing;
    showing = true;
    use.setDisable(line == null);
    use.setValue(line == null ? null : line.use());
    showing = before;
  }

  private void show(@Nullable MappingDraft draft) {
    for (Node each : List.of(use, form, zone, kind, activity)) {
      each.setDisable(draft == null);
    }
    MappingViewModel.Table table = model.table().get();
    if (draft == null || table == null) {
      return;
    }
    showing = true;
    columns.show(
        draft.uses().entrySet().stream()
            .map(e -> {
              String example = table.head().example(e.getKey());
              return new Line(e.getKey(), example == null ? "" : example, e.getValue());
            })
            .toList(),
        "No columns");
    if (columns.getSelectionModel().isEmpty()) {
      columns.getSelectionModel().selectFirst();
    }
    form.setValue(draft.form());
    if (!zone.getText().equals(draft.zone())) {
      zone.setText(draft.zone());
    }
    kind.setValue(draft.timeKind());
    activity.setValue(draft.activity());
    showing = false;
    chosen();
  }

  private void read() {
    if (!read.isDisabled()) {
      model.use();
      close();
    }
  }

  private void close() {
    getScene().getWindow().hide();
  }

  private static String time(Become row) {
    Observation event = row.observation();
    ObservedTime time = event == null ? null : event.time();
    return time == null
        ? event == null ? "" : "none"
        : time.isWithoutZone()
            ? VisibleText.of(time.original(), LONGEST) + ", zone?"
            : Moments.full(time.nanos()).replaceFirst("\\.?0{3,9}$", "");
  }

  private static String kind(Become row) {
    Observation event = row.observation();
    return event == null ? "cannot be read" : event.activity().kind().words();
  }

  private static String where(Become row) {
    Observation event = row.observation();
    return event == null ? "" : VisibleText.of(Locations.container(event.location()), LONGEST);
  }

  private static String what(Become row) {
    Observation event = row.observation();
    return VisibleText.of(
        event == null
            ? row.reason()
            : Activities.line(event.process(), event.activity(), event.outcome()),
        LONGEST);
  }
}

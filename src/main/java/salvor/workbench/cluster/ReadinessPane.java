package salvor.workbench.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import salvor.live.Readiness.Answer;
import salvor.live.Readiness.Question;
import salvor.live.Readiness.State;
import salvor.report.ReadinessWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.wording.VisibleText;

/** Readiness: the namespaces' scores, the workloads' answers, and how to close each gap. */
final class ReadinessPane extends BorderPane {
  private static final String ANY = "All workloads";
  private final ReadinessViewModel model;
  private final RecordTable<Map.Entry<String, Integer>> scores =
      new RecordTable<Map.Entry<String, Integer>>("Scores of the namespaces", List.of(), null, "")
          .with("Namespace", 110, score -> VisibleText.of(score.getKey(), 300))
          .with(
              "Of 100",
              60,
              score -> String.valueOf(score.getValue()),
              Comparator.comparingInt(Map.Entry::getValue));
  private final RecordTable<ReadinessRow> workloads;
  private final GridPane page = new GridPane();
  private final TextField filter = new TextField();

  ReadinessPane(ReadinessViewModel model) {
    this.model = model;
    workloads = table();
    scores.setId("readiness-scores");
    scores.onChosen(score -> filter.setText(score.getKey()));
    page.getStyleClass().add("readiness-page");
    for (double percent : new double[] {14, 8, 38, 40}) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(percent);
      page.getColumnConstraints().add(column);
    }
    ScrollPane scroll = new ScrollPane(page);
    scroll.setFitToWidth(true);
    scroll.setId("readiness-page");
    SplitPane below = new SplitPane(pane(workloads), pane(scroll));
    below.setOrientation(Orientation.VERTICAL);
    below.setDividerPositions(0.5);
    SplitPane all = new SplitPane(pane(scores), below);
    all.setDividerPositions(0.17);
    setTop(new VBox(tools(), told(model.trouble(), "failure", "readiness-trouble")));
    setCenter(all);
    model.shown().subscribe(this::show);
    show((ReadinessRow) null);
  }

  private static BorderPane pane(javafx.scene.Node content) {
    BorderPane pane = new BorderPane(content);
    pane.getStyleClass().add("pane");
    return pane;
  }

  private RecordTable<ReadinessRow> table() {
    RecordTable<ReadinessRow> table =
        new RecordTable<ReadinessRow>("Workloads, the least ready first", List.of(), null, "")
            .with("Score", 80, ReadinessRow::score, ReadinessRow.WORST_FIRST)
            .with("Namespace", 110, ReadinessRow::namespace)
            .with("Workload", 190, ReadinessRow::name)
            .with("Pods", 50, ReadinessRow::pods, Comparator.comparingInt(row -> row.of().pods()));
    for (Question question : Question.values()) {
      table.with(
          ReadinessWords.brief(question), 82, row -> row.sign(question), ReadinessRow.by(question));
    }
    table.setId("readiness");
    return table.onChosen(this::show);
  }

  private HBox tools() {
    filter.setId("readiness-filter");
    filter.setPromptText("Filter: words of the workload or of what was found");
    filter.setAccessibleText("Filter the workloads by words");
    filter.textProperty().subscribe(model::filter);
    HBox.setHgrow(filter, Priority.ALWAYS);
    ChoiceBox<String> gaps = gaps();
    Button again =
        Controls.button("_Ask again", "Asks the cluster anew; it only looks", model::ask);
    again.disableProperty().bind(model.busy());
    Button export =
        Controls.button(
            "_Export\u2026",
            "JSON or Markdown, exactly what salvor readiness writes",
            this::export);
    export.disableProperty().bind(model.shown().map(_ -> !model.isAsked()));
    HBox tools =
        new HBox(10, filter, gaps, again, export, told(model.told(), "muted", "readiness-told"));
    tools.getStyleClass().addAll("page-tools", "readiness-tools");
    return tools;
  }

  private ChoiceBox<String> gaps() {
    List<String> names = new ArrayList<>(List.of(ANY));
    for (Question question : Question.values()) {
      names.add("Gap: " + ReadinessWords.name(question));
    }
    ChoiceBox<String> gaps = new ChoiceBox<>(FXCollections.observableArrayList(names));
    gaps.setId("readiness-gap");
    gaps.setAccessibleText("Leave the workloads that have a gap in this");
    gaps.getSelectionModel().select(0);
    gaps.getSelectionModel()
        .selectedIndexProperty()
        .subscribe(index ->
            model.openIn(index.intValue() <= 0 ? null : Question.values()[index.intValue() - 1]));
    return gaps;
  }

  private static Label told(
      javafx.beans.value.ObservableValue<String> text, String style, String id) {
    Label label = Controls.label("", style, "live-connection");
    label.setWrapText(true);
    label.setId(id);
    label.textProperty().bind(text);
    label.visibleProperty().bind(label.textProperty().isNotEmpty());
    label.managedProperty().bind(label.visibleProperty());
    return label;
  }

  private void export() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Export what is ready");
    chooser.setInitialFileName("readiness.json");
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter("JSON with a published schema", "*.json"),
            new FileChooser.ExtensionFilter("Markdown", "*.md"));
    File file = chooser.showSaveDialog(getScene().getWindow());
    if (file != null) {
      model.write(Path.of(file.getPath()));
    }
  }

  private void show(ReadinessViewModel.Shown shown) {
    scores.show(List.copyOf(shown.scores().entrySet()), shown.none());
    @Nullable ReadinessRow chosen = workloads.getSelectionModel().getSelectedItem();
    workloads.show(shown.rows(), shown.none());
    ReadinessRow next =
        shown.rows().stream()
            .filter(row -> chosen != null && row.of().workload().equals(chosen.of().workload()))
            .findFirst()
            .orElse(shown.rows().isEmpty() ? null : shown.rows().getFirst());
    workloads.follow(next);
    show(next);
  }

  private void show(@Nullable ReadinessRow row) {
    page.getChildren().clear();
    if (row == null) {
      page.add(
          Controls.paragraph(
              "Choose a workload to see what would be missing, and how to close it.", "empty"),
          0,
          0,
          4,
          1);
      return;
    }
    page.add(
        Controls.paragraph(row.namespace() + "  " + row.name() + "  " + row.score(), "case-name"),
        0,
        0,
        4,
        1);
    int line = 1;
    for (Map.Entry<Question, Answer> each : row.of().answers().entrySet()) {
      Answer answer = each.getValue();
      page.addRow(
          line++,
          Controls.paragraph(ReadinessWords.name(each.getKey()), "heading"),
          Controls.paragraph(ReadinessWords.sign(answer.state()), style(answer.state())),
          Controls.paragraph(ReadinessRow.found(answer)),
          Controls.paragraph(
              answer.state() == State.YES ? "" : ReadinessWords.remedy(answer.cause())));
    }
  }

  private static String style(State state) {
    return switch (state) {
      case YES -> "ready-yes";
      case PARTLY -> "ready-partly";
      case NO -> "ready-no";
      case UNKNOWN -> "ready-unknown";
    };
  }
}

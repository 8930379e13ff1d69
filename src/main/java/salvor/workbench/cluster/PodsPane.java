package salvor.workbench.cluster;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;

/** The pods of a cluster with their verdicts, the worst first, and what is known of the chosen. */
final class PodsPane extends BorderPane {
  private static final Comparator<PodGroup> WORST =
      Comparator.comparing(PodGroup::worst, PodRow.WORST_FIRST);

  private final LiveViewModel model;
  private final BaselineActs baselines;
  private final RecordTable<PodRow> table;
  private final RecordTable<PodGroup> groups;
  private final TextField filter = new TextField();
  private final ChoiceBox<PodGroup.By> by = new ChoiceBox<>();

  PodsPane(LiveViewModel model, BaselineActs baselines, PodsMemory memory) {
    this.model = model;
    this.baselines = baselines;
    table =
        new RecordTable<>("Pods, the worst first", List.of(), PodRow::drawn, "Asking for the pods…")
            .with("Verdict", 265, PodRow::said, PodRow.WORST_FIRST)
            .with("Triage", 100, PodRow::decided)
            .with("Namespace", 100, PodRow::namespace)
            .with("Pod", 190, PodRow::name)
            .with("Workload", 150, PodRow::workload)
            .with("Ready", 60, PodRow::ready)
            .with("Status", 90, PodRow::status)
            .with(
                "Restarts", 70, PodRow::restarts, Comparator.comparingInt(r -> r.pod().restarts()))
            .with("Age", 55, PodRow::age, Comparator.comparing(PodRow::createdOrLast).reversed())
            .with("Node", 80, PodRow::node)
            .with("Address", 100, PodRow::ip)
            .with("Image", 110, PodRow::image)
            .with("Digest", 160, PodRow::digest)
            .with("Quarantine", 100, PodRow::quarantine)
            .with("Baseline", 110, PodRow::baselined)
            .with("Sensor", 80, PodRow::sensor)
            .with("Evidence", 120, PodRow::evidence, Comparator.comparingInt(PodRow::seen))
            .knownBy(row -> row.pod().uid())
            .onChosen(model::choose);
    table.setId("pods");
    table.setTableMenuButtonVisible(true);
    groups =
        new RecordTable<>("Groups of pods, the worst first", List.of(), PodGroup::drawn, "")
            .with("Worst", 265, PodGroup::said, WORST)
            .with("Pods", 90, PodGroup::count, Comparator.comparingInt(PodGroup::pods).reversed())
            .with("Group", 380, PodGroup::name)
            .knownBy(PodGroup::name)
            .onChosen(model::show);
    groups.setId("groups");
    groups.visibleProperty().bind(by.valueProperty().isNotEqualTo(PodGroup.By.NOTHING));
    groups.managedProperty().bind(groups.visibleProperty());
    groups.setMinHeight(Scale.px(34 + 26 * 6));
    groups.setPrefHeight(Scale.px(34 + 26 * 6));
    table
        .sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            table.requestFocus();
          }
        });
    TriageKeys.on(table, model.pages()::decide);
    table.getContextMenu().getItems().addAll(new SeparatorMenuItem(), baselines.ofChosen(this));
    PodPagePane right = new PodPagePane(model.pages(), this::chooseSibling);
    BorderPane left = new BorderPane(table);
    left.setTop(new VBox(tools(), slip(), groups));
    left.getStyleClass().add("pane");
    SplitPane both = new SplitPane(left, right);
    both.setDividerPositions(0.62);
    setCenter(both);
    PodsMemory.Left before = memory.read();
    table.restore(before.table());
    by.setValue(before.by());
    model.shown().subscribe(this::show);
    memory.see(left(), model.jobs());
    model.looks().subscribe(() -> memory.see(left(), model.jobs()));
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  private PodsMemory.Left left() {
    return new PodsMemory.Left(table.left(), by.getValue());
  }

  private HBox tools() {
    filter.setId("live-filter");
    filter.setPromptText("Filter: words, out, namespace=shop image~web not status=Running …");
    filter.setAccessibleText(
        "Filter the pods: words, or fields as in a case; out leaves those out of profile");
    filter.textProperty().subscribe(model::filter);
    HBox.setHgrow(filter, Priority.ALWAYS);
    by.setId("group-by");
    by.setAccessibleText("How the pods are grouped");
    by.getItems().addAll(PodGroup.By.values());
    by.setValue(PodGroup.By.NOTHING);
    by.valueProperty().subscribe(model::group);
    HBox tools = new HBox(filter, by, baselines.menu());
    tools.getStyleClass().add("page-tools");
    return tools;
  }

  private Label slip() {
    Label slip = Controls.paragraph("", "filter-trouble");
    slip.setId("live-slip");
    slip.textProperty().bind(model.slip());
    slip.visibleProperty().bind(slip.textProperty().isNotEmpty());
    slip.managedProperty().bind(slip.visibleProperty());
    return slip;
  }

  /** Typed, not pressed: the slash itself is not to arrive in the filter. */
  private void typed(KeyEvent event) {
    if (event.getCharacter().equals("/") && !filter.isFocused()) {
      filter.requestFocus();
      event.consume();
    }
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      filter.clear();
      groups.getSelectionModel().clearSelection();
      model.show(null);
      table.requestFocus();
      event.consume();
    }
  }

  private void show(LiveViewModel.Shown shown) {
    table.show(shown.rows(), shown.none());
    groups.show(shown.groups(), "");
  }

  private void chooseSibling(PodRow row) {
    model.choose(row);
    table.follow(row);
  }
}

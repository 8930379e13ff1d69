package salvor.workbench.cluster;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import salvor.workbench.fx.RecordTable;

/** The pods of a cluster with their verdicts, the worst first, and what is known of the chosen. */
final class PodsPane extends BorderPane {
  private final LiveViewModel model;
  private final RecordTable<PodRow> table;
  private final TextField filter = new TextField();

  PodsPane(LiveViewModel model) {
    this.model = model;
    table =
        new RecordTable<>("Pods, the worst first", List.of(), PodRow::drawn, "Asking for the pods…")
            .with("Verdict", 265, PodRow::said, PodRow.WORST_FIRST)
            .with("Triage", 85, PodRow::decided)
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
            .onChosen(model::choose);
    table.setId("pods");
    table
        .sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            table.requestFocus();
          }
        });
    TriageKeys.on(table, model.pages()::decide);
    PodPagePane right = new PodPagePane(model.pages(), this::chooseSibling);
    BorderPane left = new BorderPane(table);
    left.setTop(tools());
    left.getStyleClass().add("pane");
    SplitPane both = new SplitPane(left, right);
    both.setDividerPositions(0.62);
    setCenter(both);
    model.shown().subscribe(this::show);
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    addEventHandler(KeyEvent.KEY_TYPED, this::typed);
  }

  private HBox tools() {
    filter.setId("live-filter");
    filter.setPromptText("Filter: words, or out");
    filter.setAccessibleText("Filter the pods by words; out leaves those out of profile");
    filter.textProperty().subscribe(model::filter);
    HBox.setHgrow(filter, Priority.ALWAYS);
    HBox tools = new HBox(filter);
    tools.getStyleClass().add("page-tools");
    return tools;
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
      table.requestFocus();
      event.consume();
    }
  }

  private void show(LiveViewModel.Shown shown) {
    PodRow chosen = table.getSelectionModel().getSelectedItem();
    table.show(shown.rows(), shown.none());
    if (chosen != null) {
      shown.rows().stream()
          .filter(row -> row.pod().uid().equals(chosen.pod().uid()))
          .findFirst()
          .ifPresent(table::follow);
    }
  }

  private void chooseSibling(PodRow row) {
    model.choose(row);
    table.follow(row);
  }
}

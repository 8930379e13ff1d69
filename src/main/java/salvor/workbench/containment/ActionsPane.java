package salvor.workbench.containment;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;

/** Every measure of this case: what, when, why, how it stands now, and how to take it back. */
public final class ActionsPane extends BorderPane {
  private final MeasuresViewModel model;
  private final RecordTable<MeasureRow> table =
      new RecordTable<MeasureRow>("Measures of this case, the newest first", List.of(), null, "")
          .with("What was done", 290, MeasureRow::what)
          .withState("State", 330, MeasureRow::state, Comparator.comparing(MeasureRow::standing))
          .withTime("Since", 160, MeasureRow::since, Comparator.comparing(MeasureRow::since))
          .with("Reason", 240, MeasureRow::reason)
          .with("By", 160, MeasureRow::who)
          .with("Mark", 90, MeasureRow::mark)
          .knownBy(MeasureRow::mark);
  private final Label about = Controls.paragraph("", "muted");
  private final Button undo;
  private final Button verify;

  /** Shows the model. */
  public ActionsPane(MeasuresViewModel model) {
    this.model = model;
    getStyleClass().add("pane");
    table.setId("measures");
    about.setId("measure-about");
    about.getStyleClass().add("plan");
    undo =
        Controls.button(
            "_Undo\u2026", "Shows what would be restored, and takes nothing back yet", this::undo);
    undo.setId("measure-undo");
    verify =
        Controls.button(
            "_Verify\u2026",
            "Looks from inside whether its pods are cut off; runs nothing yet",
            this::verify);
    verify.setId("measure-verify");
    Button look = Controls.button("_Look again", "At the ledger and at the cluster", model::look);
    look.setId("measures-look");
    Label trouble = Controls.paragraph("", "failure");
    trouble.setId("measures-trouble");
    trouble.textProperty().bind(model.trouble());
    trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    HBox tools = new HBox(8, verify, undo, look, trouble);
    tools.setAlignment(Pos.CENTER_LEFT);
    tools.getStyleClass().add("page-tools");
    InsideWatchStrip inside = new InsideWatchStrip(model.inside());
    inside.getStyleClass().add("page-tools");
    setTop(new VBox(tools, inside));
    setCenter(table);
    Label watched = Controls.paragraph("", "muted");
    watched.setId("measures-watched");
    watched.getStyleClass().add("plan");
    watched.textProperty().bind(model.watched());
    watched.visibleProperty().bind(watched.textProperty().isNotEmpty());
    watched.managedProperty().bind(watched.visibleProperty());
    setBottom(new VBox(watched, about));
    model
        .rows()
        .subscribe(
            rows -> table.show(rows, "Nothing was done to this cluster in this case so far."));
    table.getSelectionModel().selectedItemProperty().subscribe(row -> show(row));
  }

  private void show(@Nullable MeasureRow row) {
    undo.setDisable(row == null || !row.canBeUndone());
    verify.setDisable(row == null || !row.canBeUndone() || !row.isQuarantine());
    about.setText(
        row == null
            ? "Choose a measure to see its steps."
            : row.state() + "\n" + String.join("\n", row.steps().stream().limit(8).toList()));
  }

  private void verify() {
    MeasureRow row = table.getSelectionModel().getSelectedItem();
    if (row != null && row.canBeUndone() && row.isQuarantine()) {
      VerifySheet.open(this, model.verifying(row));
    }
  }

  /** Opens the sheet that takes the chosen one back. */
  public void undo() {
    MeasureRow row = table.getSelectionModel().getSelectedItem();
    if (row != null && row.canBeUndone()) {
      UndoSheet.open(this, model.undoing(row.mark()), row.what());
    }
  }
}

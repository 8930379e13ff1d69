package salvor.workbench.review;

import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** A line of the list of changes: whether it is chosen, what it is, and what the replay says. */
final class ChangeCell extends ListCell<Change> {
  private static final int INDENT = 14;

  private final ReviewViewModel model;
  private final CheckBox chosen = new CheckBox();
  private final Label title = Controls.label("");
  private final Label gate = Controls.label("", "chip-small");
  private final Label told = Controls.label("", "muted");
  private final HBox first = new HBox(8, chosen, title, Controls.spring(), gate);
  private final VBox all = new VBox(2, first, told);

  ChangeCell(ReviewViewModel model) {
    this.model = model;
    getStyleClass().add("review-cell");
    first.setAlignment(Pos.CENTER_LEFT);
    gate.setMinWidth(USE_PREF_SIZE);
    chosen.setFocusTraversable(false);
    chosen.setOnAction(_ -> model.choices().turn(getItem()));
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Change change, boolean empty) {
    super.updateItem(change, empty);
    setText(null);
    setGraphic(empty || change == null ? null : all);
    setAccessibleText(null);
    getStyleClass().remove("group-head");
    if (empty || change == null) {
      return;
    }
    boolean offered = change.part() != null;
    chosen.setVisible(offered);
    chosen.setManaged(change.level() > 1);
    chosen.setSelected(model.choices().isChosen(change));
    String name = change.title();
    title.setText(name);
    title.getStyleClass().setAll("label", change.level() < 2 ? "review-title" : "review-name");
    chosen.setAccessibleText(name);
    told.setText(change.told());
    gate.setText(change.gate().words());
    gate.setVisible(!gate.getText().isEmpty());
    gate.setManaged(gate.isVisible());
    gate.getStyleClass()
        .setAll("label", "chip-small", "gate-" + change.gate().name().toLowerCase(Locale.ROOT));
    all.setPadding(new Insets(0, 0, 0, Scale.px(INDENT) * Math.max(0, change.level() - 1)));
    if (change.level() == 0) {
      getStyleClass().add("group-head");
    }
    setAccessibleText(
        (offered ? (model.choices().isChosen(change) ? "chosen, " : "left out, ") : "")
            + name
            + (gate.isVisible() ? ", " + gate.getText() : "")
            + ", "
            + change.told());
  }
}

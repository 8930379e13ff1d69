package salvor.workbench.report;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import salvor.workbench.fx.Clip;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** Says in the status bar what was written and where, until it is closed. */
public final class OutcomeBar extends HBox {
  private final Label text = Controls.label("", "outcome-text");
  private final Tooltip whole = new Tooltip();
  private final Button path;

  /** A bar of what the model says. */
  public OutcomeBar(ExportViewModel model) {
    setId("outcome");
    setSpacing(8);
    setMinWidth(0);
    setAlignment(Pos.CENTER_LEFT);
    text.setMinWidth(0);
    text.setTooltip(whole);
    whole.setWrapText(true);
    whole.setMaxWidth(700);
    path =
        Controls.button(
            "Copy _path",
            "Copy the path of the written file",
            () -> Clip.put(model.outcome().get().path()));
    path.getStyleClass().add("small");
    path.setMinWidth(USE_PREF_SIZE);
    Button close = Controls.iconButton("icon-cross", "Close the message", model::quiet);
    getChildren().addAll(text, path, close);
    model.outcome().subscribe(this::show);
  }

  private void show(Outcome outcome) {
    setVisible(!outcome.text().isEmpty());
    setManaged(isVisible());
    text.setText(outcome.text());
    text.getStyleClass().remove("failure-text");
    if (outcome.failed()) {
      text.getStyleClass().add("failure-text");
    }
    whole.setText(outcome.path().isEmpty() ? outcome.text() : VisibleText.of(outcome.path(), 2000));
    path.setVisible(!outcome.path().isEmpty());
    path.setManaged(path.isVisible());
  }
}

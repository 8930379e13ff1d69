package salvor.workbench.review;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Clip;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** A change as it is exported, and what the replay on the recording says of it. */
final class ChangePage extends VBox {
  private final ReviewViewModel model;
  private final Label title = Controls.paragraph("", "heading");
  private final Label above = Controls.paragraph("", "muted");
  private final Label told = Controls.paragraph("");
  private final Label gate = Controls.label("", "chip-small");
  private final TextArea text = new TextArea();
  private final Button copy;
  private String exact = "";

  ChangePage(ReviewViewModel model) {
    this.model = model;
    getStyleClass().add("review-page");
    copy = Controls.button("Copy _text", "Copies the text exactly as it is exported", this::copy);
    copy.getStyleClass().add("small");
    copy.setMinWidth(USE_PREF_SIZE);
    copy.setId("review-copy");
    text.setId("review-text");
    text.setEditable(false);
    text.setAccessibleText("The text of the change");
    text.getStyleClass().add("code");
    text.setMinHeight(60);
    VBox.setVgrow(text, javafx.scene.layout.Priority.ALWAYS);
    gate.setMinWidth(USE_PREF_SIZE);
    HBox line = new HBox(8, gate, Controls.spring(), copy);
    line.setAlignment(Pos.CENTER_LEFT);
    getChildren().setAll(title, above, told, line, text);
  }

  void show(Change change) {
    title.setText(change.title());
    above.setText(model.choices().above(change));
    above.setManaged(!above.getText().isEmpty());
    told.setText(change.told());
    gate.setText(change.gate().words());
    gate.getStyleClass()
        .setAll("label", "chip-small", "gate-" + change.gate().name().toLowerCase(Locale.ROOT));
    gate.setVisible(!gate.getText().isEmpty());
    exact = model.choices().text(change);
    text.setText(VisibleText.lines(exact));
    text.setVisible(!exact.isEmpty());
    copy.setDisable(exact.isEmpty());
  }

  private void copy() {
    Clip.put(exact);
  }
}

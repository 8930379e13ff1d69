package salvor.workbench.evidence;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;

/** The raw record: which file and line, and every character of it. */
final class RawRecordView extends VBox {
  private final TextArea text = new TextArea();
  private final Label place = Controls.paragraph("", "record-place");
  private final Label note = Controls.paragraph("", "muted");
  private final Button copy;
  private String exact = "";

  RawRecordView(DetailsViewModel model) {
    getStyleClass().add("raw-record");
    setVgrow(text, Priority.ALWAYS);
    text.setMinHeight(60);
    setMinHeight(120);
    setSpacing(6);
    copy =
        Controls.button(
            "_Copy", "Copy the record exactly as it stands in the evidence", this::copy);
    copy.getStyleClass().add("small");
    HBox heading =
        new HBox(8, Controls.label("Raw record", "section-title"), Controls.spring(), copy);
    heading.setAlignment(Pos.CENTER_LEFT);
    text.setId("raw");
    text.setEditable(false);
    text.setWrapText(true);
    text.setAccessibleText("Raw record");
    text.getStyleClass().add("code");
    note.managedProperty().bind(note.textProperty().isNotEmpty());
    getChildren().addAll(heading, place, text, note);
    model.details().subscribe(this::place);
    model.raw().subscribe(this::show);
  }

  private void place(@Nullable Details details) {
    place.setText(details == null ? "" : details.record());
  }

  private void show(RawText raw) {
    switch (raw) {
      case RawText.Fetching() -> set("", "", "Fetching the record\u2026");
      case RawText.Here(String shown, String whole, String remark) -> set(shown, whole, remark);
      case RawText.Missing(String why) -> set("", "", "The record cannot be shown. " + why);
    }
  }

  private void set(String shown, String whole, String remark) {
    exact = whole;
    text.setText(shown);
    note.setText(remark);
    copy.setDisable(whole.isEmpty());
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(exact);
    Clipboard.getSystemClipboard().setContent(content);
  }
}

package salvor.workbench.custody;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import salvor.custody.Transfer;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;

/** Hands a file to another person: to whom, what for, who allowed it, and onto which medium. */
final class HandOverSheet extends VBox {
  private final CustodyActs acts;
  private final TextField item = new TextField();
  private final TextField to = new TextField();
  private final TextField purpose = new TextField();
  private final TextField authority = new TextField();
  private final TextField into = new TextField();
  private final Button act =
      Controls.button("_Hand over", "Copies it, and hashes it before and after", this::act);

  private HandOverSheet(CustodyActs acts, @Nullable Path chosen) {
    this.acts = acts;
    setId("hand-over");
    getStyleClass().add("sheet");
    item.setText(chosen == null ? "" : chosen.toString());
    act.getStyleClass().add("primary");
    act.setId("hand-over-do");
    GridPane fields = new GridPane();
    fields.getStyleClass().add("fields");
    file(fields, 0, "_File", item, "hand-over-item", "A file; a folder is sealed first", false);
    row(fields, 1, "_To", to, "hand-over-to", "Who receives it");
    row(fields, 2, "_Purpose", purpose, "hand-over-purpose", "What for");
    row(fields, 3, "_Allowed by", authority, "hand-over-authority", "Who allowed it");
    file(fields, 4, "_Into", into, "hand-over-into", "A folder, such as a medium", true);
    for (TextField each : List.of(item, to, purpose, authority, into)) {
      each.textProperty().subscribe(_ -> able());
    }
    HBox line = new HBox(8, act);
    line.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .setAll(
            Controls.paragraph(
                "A file that cannot be read, or is not what the ledger says, is not handed over.",
                "muted"),
            fields,
            told(),
            line);
  }

  /** Opens it above the window of a node. */
  static void open(Node owner, CustodyActs acts, @Nullable Path chosen) {
    acts.quiet();
    HandOverSheet sheet = new HandOverSheet(acts, chosen);
    Sheet.open(owner, "Hand over", sheet, 820, 360);
    sheet.to.requestFocus();
  }

  private static void row(
      GridPane fields, int row, String name, TextField field, String id, String prompt) {
    Sheets.field(field, id, prompt);
    Sheets.row(fields, row, name, field, field);
  }

  private void file(
      GridPane fields,
      int row,
      String name,
      TextField field,
      String id,
      String prompt,
      boolean folder) {
    Sheets.field(field, id, prompt);
    Button browse =
        Controls.button(
            folder ? "B_rowse\u2026" : "_Browse\u2026",
            folder ? "Choose the folder" : "Choose the file",
            () -> browse(field, folder));
    HBox line = new HBox(8, field, browse);
    HBox.setHgrow(field, Priority.ALWAYS);
    Sheets.row(fields, row, name, line, field);
  }

  private void browse(TextField field, boolean folder) {
    var window = getScene().getWindow();
    File chosen =
        folder
            ? new DirectoryChooser().showDialog(window)
            : new FileChooser().showOpenDialog(window);
    if (chosen != null) {
      field.setText(chosen.toString());
    }
  }

  private Label told() {
    Label told = Controls.paragraph("");
    told.setId("hand-over-told");
    acts.outcome()
        .subscribe(now -> {
          told.setText(now.words().isEmpty() ? now.title() : now.title() + "\n" + now.words());
          told.getStyleClass().remove("failure-text");
          if (!now.good()) {
            told.getStyleClass().add("failure-text");
          }
        });
    return told;
  }

  private void able() {
    act.setDisable(
        Sheets.path(item) == null
            || Sheets.path(into) == null
            || to.getText().isBlank()
            || purpose.getText().isBlank()
            || authority.getText().isBlank());
  }

  private void act() {
    Path file = Sheets.path(item);
    Path folder = Sheets.path(into);
    if (file != null && folder != null) {
      acts.handOver(
          file,
          new Transfer.Terms(
              to.getText().strip(), purpose.getText().strip(), authority.getText().strip()),
          folder);
    }
  }
}

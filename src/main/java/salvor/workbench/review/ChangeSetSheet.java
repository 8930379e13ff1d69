package salvor.workbench.review;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.jspecify.annotations.Nullable;
import salvor.report.CaseReview;
import salvor.report.ChangeSet;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.Moments;

/** Writes the chosen changes to a folder: which files, by whom and why, signed and read back. */
final class ChangeSetSheet extends VBox {
  private final ReviewViewModel model;
  private final TextField folder = field("change-folder", "A new or empty folder");
  private final TextField author = field("change-author", "Who wants the changes");
  private final TextField reason = field("change-reason", "Why; it is signed with them");
  private final PasswordField passphrase = new PasswordField();
  private final ListView<String> files = new ListView<>();
  private final Label count = Controls.label("", "section-title");
  private final Label title = Controls.paragraph("", "heading");
  private final Label words = Controls.paragraph("", "code");
  private final Button write;

  private ChangeSetSheet(ReviewViewModel model) {
    this.model = model;
    setId("change-set");
    getStyleClass().add("sheet");
    author.setText(System.getProperty("user.name", ""));
    write = Controls.button("", "Writes the files and signs them by your key", this::write);
    write.getStyleClass().add("primary");
    write.setId("change-write");
    Button browse = Controls.button("_Browse\u2026", "Choose the folder to write to", this::browse);
    HBox where = new HBox(8, folder, browse);
    HBox.setHgrow(folder, Priority.ALWAYS);
    where.setAlignment(Pos.CENTER_LEFT);
    GridPane fields = new GridPane();
    fields.getStyleClass().add("fields");
    row(fields, 0, "_Folder", where, folder);
    row(fields, 1, "A_uthor", author, author);
    row(fields, 2, "_Reason", reason, reason);
    passphrase.setId("change-passphrase");
    passphrase.setPromptText(
        model.writing().hasKey()
            ? "Opens the key that you sign by"
            : "New: it will open the key that is made for you now");
    row(fields, 3, "_Passphrase", passphrase, passphrase);
    files.setAccessibleText("The files that are written");
    files.setId("change-files");
    VBox.setVgrow(files, Priority.ALWAYS);
    words.setId("change-told");
    HBox act = new HBox(8, write);
    act.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .setAll(
            Controls.paragraph(
                "One signed folder: baselines before and after, the chosen rules and policies, and a"
                    + " document with every act, replay and hash.",
                "muted"),
            fields,
            count,
            files,
            title,
            words,
            act);
    List.of(folder, author, reason, passphrase)
        .forEach(f -> f.textProperty().subscribe(this::able));
    model.choices().prepared().subscribe(this::show);
    model
        .writing()
        .told()
        .subscribe(told -> {
          title.setText(told.title());
          words.setText(told.words());
          title.getStyleClass().remove("failure-text");
          if (!told.good()) {
            title.getStyleClass().add("failure-text");
          }
          for (Label each : List.of(title, words)) {
            each.setVisible(!each.getText().isEmpty());
            each.setManaged(each.isVisible());
          }
        });
  }

  /** Opens it above the window of a node. */
  static void open(Node owner, ReviewViewModel model) {
    model.writing().quiet();
    ChangeSetSheet sheet = new ChangeSetSheet(model);
    Sheet.open(owner, "Export a change set", sheet);
    sheet.folder.requestFocus();
  }

  private static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    return field;
  }

  private static void row(GridPane fields, int row, String name, Node content, Node of) {
    Label label = Controls.label(name, "field-name");
    label.setMnemonicParsing(true);
    label.setLabelFor(of);
    label.setMinWidth(USE_PREF_SIZE);
    of.setAccessibleText(name.replace("_", ""));
    fields.add(label, 0, row);
    fields.add(content, 1, row);
    GridPane.setHgrow(content, Priority.ALWAYS);
  }

  private void show(CaseReview.@Nullable Prepared prepared) {
    List<String> names = new ArrayList<>();
    if (prepared != null) {
      prepared
          .files()
          .forEach(
              (name, content) -> names.add(name + "   " + Moments.count(content.length, "byte")));
      names.add(ChangeSet.DOCUMENT + "   what it is, signed");
      names.add(ChangeSet.SEAL + "   the signature");
    }
    files.setItems(FXCollections.observableList(names));
    count.setText(
        prepared == null
            ? "Putting it together\u2026"
            : Moments.count(names.size(), "file") + " will be written");
    write.setText("_Write and sign " + Moments.count(names.size(), "file"));
    able();
  }

  private void able() {
    write.setDisable(
        model.choices().prepared().get() == null
            || path() == null
            || author.getText().isBlank()
            || reason.getText().isBlank()
            || passphrase.getText().isEmpty());
  }

  private @Nullable Path path() {
    try {
      return folder.getText().isBlank() ? null : Path.of(folder.getText().strip());
    } catch (InvalidPathException _) {
      return null;
    }
  }

  private void browse() {
    File chosen = new DirectoryChooser().showDialog(getScene().getWindow());
    if (chosen != null) {
      folder.setText(chosen.toString());
    }
  }

  private void write() {
    Path path = path();
    if (path != null) {
      model.write(path, author.getText(), reason.getText(), passphrase.getText());
    }
  }
}

package salvor.workbench.collection;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import salvor.workbench.containment.ToolboxField;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/** What is wanted, within which limits, and how the bundle is sealed. */
final class CollectFields extends GridPane {
  private final CollectViewModel model;
  private final TextField megabytes = field("bytes", Written.USUAL.megabytes());
  private final TextField seconds = field("seconds", Written.USUAL.seconds());
  private final TextField paths = field("paths", "");
  private final TextField since = field("since", "");
  private final TextField memory = field("memory", "");
  private final TextField capture = field("capture", "");
  private final CheckBox checkpoint = new CheckBox("Checkpoint of each container, by its no_de");
  private final TextField out = field("out", "");
  private final CheckBox sign = new CheckBox("S_ign it");
  private final PasswordField passphrase = new PasswordField();
  private final PasswordField again = new PasswordField();
  private final ReadOnlyStringWrapper against = new ReadOnlyStringWrapper("");

  CollectFields(CollectViewModel model) {
    this.model = model;
    getStyleClass().add("fields");
    ColumnConstraints name = new ColumnConstraints();
    name.setMinWidth(USE_PREF_SIZE);
    ColumnConstraints wide = new ColumnConstraints();
    wide.setHgrow(Priority.ALWAYS);
    getColumnConstraints().setAll(name, wide, name, wide);
    out.setText(model.out().toString());
    prompts();
    fill();
    List.of(megabytes, seconds, paths, since, memory, capture)
        .forEach(each -> each.textProperty().subscribe(_ -> model.write(written())));
    checkpoint.selectedProperty().subscribe(_ -> model.write(written()));
    List.of(out, passphrase, again).forEach(each -> each.textProperty().subscribe(_ -> look()));
    sign.selectedProperty()
        .subscribe(on -> {
          passphrase.setDisable(!on);
          again.setDisable(!on);
          look();
        });
  }

  private static TextField field(String id, String text) {
    TextField field = new TextField(text);
    field.setId("collect-" + id);
    field.setPrefColumnCount(10);
    return field;
  }

  private void prompts() {
    prompt(paths, "/etc/passwd; /app");
    prompt(since, "since the container began");
    prompt(memory, "PID:START-END; \u2026");
    prompt(capture, "none");
    prompt(out, "New folder, .zip, .tar, .tar.gz or .tar.zst");
    prompt(passphrase, model.hasKey() ? "Opens your key" : "New: it will open your key");
    prompt(again, "The same once more");
    passphrase.setId("collect-passphrase");
    again.setId("collect-again");
    checkpoint.setId("collect-checkpoint");
    Controls.explain(
        checkpoint,
        "Needs nodes/proxy, can end its processes, and stays on the node: the plan says more");
    sign.setId("collect-sign");
    sign.setSelected(true);
    sign.setMinWidth(USE_PREF_SIZE);
    Controls.explain(sign, "Without a signature every check says VALID-UNSIGNED at best");
  }

  private static void prompt(TextField field, String prompt) {
    field.setPromptText(prompt);
  }

  private void fill() {
    row(0, 0, "_Most of a file (MB)", megabytes, 1);
    row(0, 2, "Longest _for it (s)", seconds, 1);
    row(1, 0, "Copy pat_hs", paths, 1);
    row(1, 2, "Chan_ged since (" + Moments.zone() + ")", since, 1);
    row(2, 0, "Memor_y of processes", memory, 1);
    row(2, 2, "Pac_kets for (s)", capture, 1);
    add(checkpoint, 1, 3, 3, 1);
    int next = 4;
    if (!model.toolbox().isGiven()) {
      row(next++, 0, "Toolbo_x image", ToolboxField.image(model.toolbox(), "collect"), 3);
    }
    row(next++, 0, "_Bundle", out, 3);
    HBox key = new HBox(10, sign, passphrase);
    HBox.setHgrow(passphrase, Priority.ALWAYS);
    if (!model.hasKey()) {
      key.getChildren().add(again);
      HBox.setHgrow(again, Priority.ALWAYS);
    }
    passphrase.setMinWidth(Scale.px(120));
    row(next, 0, "_Seal", key, 3);
  }

  private void row(int row, int column, String name, Node field, int span) {
    Label label = new Label(name);
    label.setMnemonicParsing(true);
    label.setLabelFor(field instanceof HBox ? passphrase : field);
    String said = name.replace("_", "");
    (field instanceof HBox ? passphrase : field).setAccessibleText(said);
    again.setAccessibleText("The passphrase once more");
    add(label, column, row);
    add(field, column + 1, row, span, 1);
  }

  private Written written() {
    return new Written(
        megabytes.getText(),
        seconds.getText(),
        paths.getText(),
        since.getText(),
        memory.getText(),
        capture.getText(),
        checkpoint.isSelected());
  }

  private void look() {
    boolean isNew = !model.hasKey();
    against.set(
        path() == null
            ? "Say where the bundle goes."
            : !sign.isSelected()
                ? ""
                : passphrase.getText().isEmpty()
                    ? (isNew
                        ? "Choose a passphrase for your new key, or do not sign."
                        : "Give the passphrase of your key, or do not sign.")
                    : isNew && !passphrase.getText().equals(again.getText())
                        ? "The passphrase is not the same twice."
                        : "");
  }

  private @Nullable Path path() {
    try {
      return out.getText().isBlank() ? null : Path.of(out.getText().strip());
    } catch (InvalidPathException _) {
      return null;
    }
  }

  /** Why the bundle could not be sealed by these; empty when it can. */
  ReadOnlyStringProperty against() {
    return against.getReadOnlyProperty();
  }

  /** Begins what the fields say. */
  void collect() {
    Path bundle = path();
    if (against.get().isEmpty() && bundle != null) {
      model.collect(sign.isSelected() ? passphrase.getText().toCharArray() : null, bundle);
    }
  }
}

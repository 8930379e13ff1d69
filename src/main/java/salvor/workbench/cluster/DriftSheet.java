package salvor.workbench.cluster;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.report.DriftWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Sheet;
import salvor.workload.drift.Change;

/** Asks for two dumps of a cluster's objects, and shows what is not as it was. */
public final class DriftSheet extends VBox {
  private final DriftViewModel model;
  private final TextField before =
      field("drift-before", "The earlier dump: a file, folder or archive");
  private final TextField after = field("drift-after", "The later dump");
  private final RecordTable<Change> table =
      new RecordTable<Change>("What changed", List.of(), null, "Nothing was compared yet")
          .with(
              "Matter",
              150,
              c -> DriftWords.aspect(c.aspect()),
              Comparator.comparing(Change::aspect))
          .with("Change", 80, c -> DriftWords.sign(c.sign()))
          .with("Object", 250, DriftWords::what)
          .with("How", 270, DriftWords::how);

  private DriftSheet(DriftViewModel model) {
    super(10);
    this.model = model;
    getStyleClass().addAll("pane", "card");
    setId("drift-sheet");
    table.setId("drift-changes");
    VBox.setVgrow(table, Priority.ALWAYS);
    model
        .changes()
        .subscribe(now ->
            table.show(
                now,
                model.said().get().isEmpty() ? "Nothing was compared yet" : "Nothing differs"));
    Label chosen = Controls.paragraph("", "muted");
    chosen.setId("drift-chosen");
    table.onChosen(
        change -> chosen.setText(DriftWords.what(change) + "\n" + DriftWords.how(change)));
    getChildren()
        .addAll(
            Controls.paragraph("What of a cluster is not as it was", "card-title"),
            Controls.paragraph(
                "Two dumps of its objects are compared: kubectl get -o json or yaml, cluster-info dump, must-gather,"
                    + " support bundles. Values of secrets are never shown.",
                "muted"),
            row("A", before),
            row("B", after),
            told("notice", model.trouble()),
            table,
            shown(chosen),
            told("muted", model.said()),
            buttons());
  }

  /** Opens the sheet. */
  public static Stage open(Node owner, DriftViewModel model) {
    DriftSheet sheet = new DriftSheet(model);
    Stage stage = Sheet.open(owner, "Compare two dumps", sheet);
    sheet.before.requestFocus();
    return stage;
  }

  private static TextField field(String id, String meaning) {
    TextField field = new TextField();
    field.setId(id);
    field.setAccessibleText(meaning);
    field.setPromptText(meaning);
    HBox.setHgrow(field, Priority.ALWAYS);
    return field;
  }

  private static Label told(String style, javafx.beans.property.ReadOnlyStringProperty text) {
    Label label = Controls.paragraph("", style);
    label.textProperty().bind(text);
    return shown(label);
  }

  private static Label shown(Label label) {
    label.visibleProperty().bind(label.textProperty().isNotEmpty());
    label.managedProperty().bind(label.visibleProperty());
    return label;
  }

  private HBox row(String name, TextField field) {
    Label label = Controls.label(name, "muted");
    label.setMinWidth(20);
    Button file =
        Controls.button(
            "File\u2026",
            "Chooses a file for " + name,
            () -> take(field, new FileChooser().showOpenDialog(getScene().getWindow())));
    Button folder =
        Controls.button(
            "Folder\u2026",
            "Chooses a folder for " + name,
            () -> take(field, new DirectoryChooser().showDialog(getScene().getWindow())));
    return new HBox(8, label, field, file, folder);
  }

  private static void take(TextField field, @Nullable File chosen) {
    if (chosen != null) {
      field.setText(chosen.toString());
    }
  }

  private HBox buttons() {
    Button compare =
        Controls.button("_Compare", "Reads both and shows what changed", this::compare);
    compare.setId("drift-compare");
    compare.getStyleClass().add("primary");
    compare.setDefaultButton(true);
    compare
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> path(before) == null || path(after) == null || model.busy().get(),
                before.textProperty(),
                after.textProperty(),
                model.busy()));
    return new HBox(10, Controls.spring(), compare);
  }

  private void compare() {
    Path a = path(before);
    Path b = path(after);
    if (a != null && b != null) {
      model.compare(a, b);
    }
  }

  private static @Nullable Path path(TextField field) {
    try {
      return field.getText().isBlank() ? null : Path.of(field.getText().strip());
    } catch (InvalidPathException _) {
      return null;
    }
  }
}

package salvor.workbench.custody;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;

/** What the sheets of this package share. */
final class Sheets {
  private Sheets() {}

  static void row(GridPane fields, int row, String name, Node content, Node of) {
    Label label = Controls.label(name, "field-name");
    label.setMnemonicParsing(true);
    label.setLabelFor(of);
    label.setMinWidth(Region.USE_PREF_SIZE);
    of.setAccessibleText(name.replace("_", ""));
    fields.add(label, 0, row);
    fields.add(content, 1, row);
    GridPane.setHgrow(content, Priority.ALWAYS);
  }

  static void field(TextField field, String id, String prompt) {
    field.setId(id);
    field.setPromptText(prompt);
  }

  static @Nullable Path path(TextField field) {
    try {
      return field.getText().isBlank() ? null : Path.of(field.getText().strip());
    } catch (InvalidPathException _) {
      return null;
    }
  }
}

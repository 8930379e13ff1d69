package salvor.workbench.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** All keys on one sheet, made of the commands alone. */
public final class KeySheet {
  private static final double WIDTH = 820;

  private final Supplier<Commands> commands;
  private final Popup popup = new Popup();

  /**
   * @param commands those there are now
   */
  public KeySheet(Supplier<Commands> commands) {
    this.commands = commands;
    popup.setAutoHide(true);
    popup.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            popup.hide();
          }
        });
  }

  /** Opens it over the middle of what a node belongs to. */
  public void open(Node owner) {
    Node root = owner.getScene().getRoot();
    Bounds at = root.localToScreen(root.getBoundsInLocal());
    if (at == null) {
      return;
    }
    VBox sheet = sheet();
    sheet.getStylesheets().setAll(owner.getScene().getStylesheets());
    popup.getContent().setAll(sheet);
    popup.show(owner, at.getCenterX() - Scale.px(WIDTH) / 2.0, at.getMinY() + 90);
  }

  private VBox sheet() {
    Map<String, VBox> groups = new LinkedHashMap<>();
    for (Command command : commands.get().all()) {
      groups
          .computeIfAbsent(command.group(), group -> new VBox(3, Controls.label(group, "heading")))
          .getChildren()
          .add(line(command));
    }
    FlowPane columns = new FlowPane(28, 18);
    columns.setPrefWrapLength(Scale.px(WIDTH - 40));
    columns.getChildren().addAll(List.copyOf(groups.values()));
    VBox sheet = new VBox(14, Controls.label("Keys", "case-name"), columns);
    sheet.getStyleClass().add("key-sheet");
    sheet.setPrefWidth(Scale.px(WIDTH));
    sheet.setId("key-sheet");
    return sheet;
  }

  private HBox line(Command command) {
    Label keys = Controls.label(commands.get().words(command), "keys");
    Label name = Controls.label(command.name());
    Controls.explain(name, command.explanation());
    keys.setVisible(!keys.getText().isEmpty());
    keys.setMinWidth(HBox.USE_PREF_SIZE);
    HBox line = new HBox(8, name, Controls.spring(), keys);
    line.setAlignment(Pos.CENTER_LEFT);
    line.setPrefWidth(Scale.px(360));
    return line;
  }
}

package salvor.workbench.commands;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** All keys on one sheet, made of the commands alone. */
public final class KeySheet {
  private static final double WIDTH = 840;
  private static final double ABOVE = 60;
  private static final double ASIDE = 20;

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
    Region sheet = sheet(at.getHeight() - 2 * ABOVE);
    sheet.getStylesheets().setAll(owner.getScene().getStylesheets());
    popup.getContent().setAll(sheet);
    sheet.setStyle(Scale.style());
    double width = Math.min(Scale.px(WIDTH), at.getWidth() - 2 * ASIDE);
    sheet.setPrefWidth(width);
    popup.show(owner, at.getCenterX() - width / 2, at.getMinY() + ABOVE);
  }

  /** What does not fit the height is scrolled to, also by the keys. */
  private Region sheet(double height) {
    Map<String, VBox> groups = new LinkedHashMap<>();
    for (Command command : commands.get().all()) {
      groups
          .computeIfAbsent(command.group(), group -> new VBox(3, Controls.label(group, "heading")))
          .getChildren()
          .add(line(command));
    }
    HBox columns = columns(groups.values());
    ScrollPane scroll = new ScrollPane(columns);
    scroll.setId("key-sheet-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setAccessibleText("All keys");
    VBox sheet = new VBox(14, Controls.label("Keys", "case-name"), scroll);
    sheet.getStyleClass().add("key-sheet");
    sheet.setMaxHeight(height);
    sheet.setId("key-sheet");
    return sheet;
  }

  /** Each group below the shorter of two columns. */
  private static HBox columns(Collection<VBox> groups) {
    VBox left = new VBox(18);
    VBox right = new VBox(18);
    int more = 0; // lines of the left
    for (VBox group : groups) {
      (more <= 0 ? left : right).getChildren().add(group);
      more += (more <= 0 ? 1 : -1) * (group.getChildren().size() + 1);
    }
    HBox.setHgrow(left, Priority.ALWAYS);
    HBox.setHgrow(right, Priority.ALWAYS);
    return new HBox(28, left, right);
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

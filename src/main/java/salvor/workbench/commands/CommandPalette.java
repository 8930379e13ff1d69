package salvor.workbench.commands;

import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** Finds a command by a few letters of its name, and runs it. */
public final class CommandPalette {
  private static final double WIDTH = 560;
  private static final double ROW = 30;
  private static final int ROWS = 12;

  private final Supplier<Commands> commands;
  private final Popup popup = new Popup();
  private final TextField field = new TextField();
  private final ListView<Command> list = new ListView<>();
  private final VBox content = new VBox(field, list);

  /**
   * @param commands those there are now
   */
  public CommandPalette(Supplier<Commands> commands) {
    this.commands = commands;
    field.setId("palette");
    field.setPromptText("What do you want to do?");
    field.setAccessibleText("Command");
    field.textProperty().addListener((_, _, typed) -> show(typed));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setAccessibleText("Commands");
    list.setFocusTraversable(false);
    list.setCellFactory(_ -> new Cell());
    list.setOnMouseClicked(_ -> run());
    list.setPlaceholder(Controls.label("No command has these letters.", "muted"));
    content.getStyleClass().add("palette");
    popup.getContent().add(content);
    popup.setAutoHide(true);
  }

  /** Opens it over the upper middle of what a node belongs to. */
  public void open(Node owner) {
    Node root = owner.getScene().getRoot();
    content.getStylesheets().setAll(owner.getScene().getStylesheets());
    Bounds at = root.localToScreen(root.getBoundsInLocal());
    if (at == null) {
      return;
    }
    list.setFixedCellSize(Scale.px(ROW));
    content.setPrefWidth(Scale.px(WIDTH));
    field.clear();
    show("");
    popup.show(owner, at.getCenterX() - Scale.px(WIDTH) / 2.0, at.getMinY() + 90);
    field.requestFocus();
  }

  private void show(String typed) {
    List<Command> found = Matched.of(commands.get().all(), typed);
    list.getItems().setAll(found);
    list.getSelectionModel().select(0);
    list.setPrefHeight(Math.clamp(found.size(), 1, ROWS) * Scale.px(ROW) + 4);
  }

  private void key(KeyEvent event) {
    int chosen = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> choose(chosen + 1);
      case UP -> choose(chosen - 1);
      case ENTER -> run();
      case ESCAPE -> popup.hide();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void choose(int index) {
    int next = Math.clamp(index, 0, Math.max(0, list.getItems().size() - 1));
    list.getSelectionModel().select(next);
    list.scrollTo(Math.max(0, next - ROWS + 2));
  }

  private void run() {
    Command chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null && chosen.enabled().getAsBoolean()) {
      popup.hide();
      chosen.run();
    }
  }

  private final class Cell extends ListCell<Command> {
    private final Label name = Controls.label("");
    private final Label explanation = Controls.label("", "muted");
    private final Label keys = Controls.label("", "keys");
    private final HBox line = new HBox(10, name, explanation, Controls.spring(), keys);

    Cell() {
      line.setAlignment(Pos.CENTER_LEFT);
      name.setMinWidth(USE_PREF_SIZE);
      keys.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Command command, boolean empty) {
      super.updateItem(command, empty);
      setText(null);
      if (empty || command == null) {
        setGraphic(null);
        return;
      }
      name.setText(command.name() + (command.isOn() ? " (on)" : ""));
      explanation.setText(command.explanation());
      keys.setText(commands.get().words(command));
      keys.setVisible(!keys.getText().isEmpty());
      line.setDisable(!command.enabled().getAsBoolean());
      setGraphic(line);
    }
  }
}

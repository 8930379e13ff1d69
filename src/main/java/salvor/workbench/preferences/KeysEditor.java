package salvor.workbench.preferences;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.PressedKeys;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;

/** The keys of each command: choose one, press Enter, then the new keys. */
final class KeysEditor extends VBox implements FollowsPreferences {
  private static final String HOW =
      "Choose a command and press Enter, then its new keys; Delete leaves it without any.";

  private final PreferencesViewModel model;
  private final Supplier<Commands> commands;
  private final ListView<Command> list = new ListView<>();
  private final Label state = Controls.paragraph(HOW, "muted");
  private final Button take =
      Controls.button("", "The other command is left without keys", this::take);
  private @Nullable Command waiting;
  private String wanted = "";

  KeysEditor(PreferencesViewModel model, Supplier<Commands> commands) {
    super(8);
    this.model = model;
    this.commands = commands;
    list.setId("keys");
    list.setAccessibleText("Commands and their keys");
    list.getItems().setAll(commands.get().all());
    list.setCellFactory(_ -> new Line());
    list.getSelectionModel().select(0);
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.addEventFilter(KeyEvent.KEY_TYPED, this::key);
    list.setOnMouseClicked(event -> {
      if (event.getClickCount() == 2) {
        listen();
      }
    });
    list.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> rest());
    setVgrow(list, Priority.ALWAYS);
    state.setId("key-state");
    take.setId("key-take");
    take.setMnemonicParsing(false);
    show(take, false);
    Button change =
        Controls.button("_Change", "Press new keys for the chosen command", this::listen);
    Button none = Controls.button("_None", "Leave the chosen command without keys", () -> give(""));
    Button reset =
        Controls.button("_Reset all", "Give every command the keys it has at first", this::reset);
    for (Button button : new Button[] {change, none, reset}) {
      button.getStyleClass().add("small");
    }
    reset.setId("keys-reset");
    HBox buttons = new HBox(8, change, none, Controls.spring(), reset);
    getChildren().addAll(list, state, take, buttons);
    preferencesChanged();
  }

  private static void show(Button button, boolean shown) {
    button.setVisible(shown);
    button.setManaged(shown);
  }

  /** Nothing is waited for any more. */
  private void rest() {
    waiting = null;
    state.setText(HOW);
    show(take, false);
  }

  private void listen() {
    waiting = list.getSelectionModel().getSelectedItem();
    if (waiting != null) {
      list.requestFocus();
      state.setText("Press the new keys of: " + waiting.name() + ". Escape leaves it as it is.");
      show(take, false);
    }
  }

  private void key(KeyEvent event) {
    if (waiting != null) {
      event.consume();
      if (event.getCode() == KeyCode.ESCAPE) {
        rest();
      } else {
        PressedKeys.of(event).ifPresent(this::want);
      }
    } else if (event.getEventType() == KeyEvent.KEY_PRESSED) {
      switch (event.getCode()) {
        case ENTER -> {
          listen();
          event.consume();
        }
        case DELETE, BACK_SPACE -> {
          give("");
          event.consume();
        }
        default -> {}
      }
    }
  }

  private void want(String keys) {
    Command command = waiting;
    if (command == null) {
      return;
    }
    Optional<Command> other = commands.get().taken(keys, command);
    if (other.isEmpty()) {
      give(keys);
      return;
    }
    waiting = null;
    wanted = keys;
    state.setText(
        PressedKeys.words(keys)
            + " already does: "
            + other.get().name()
            + ". Nothing is changed yet.");
    take.setText("Take them from it");
    show(take, true);
  }

  private void take() {
    Command command = list.getSelectionModel().getSelectedItem();
    if (command != null) {
      commands.get().taken(wanted, command).ifPresent(other -> model.keys().prefer(other, ""));
      give(wanted);
    }
    list.requestFocus();
  }

  private void give(String keys) {
    Command command = list.getSelectionModel().getSelectedItem();
    if (command != null) {
      model.keys().prefer(command, keys);
      model.keysChanged();
      rest();
      list.refresh();
    }
  }

  private void reset() {
    model.keys().reset();
    model.keysChanged();
    rest();
    list.refresh();
  }

  @Override
  public void preferencesChanged() {
    list.setFixedCellSize(Scale.row(28));
  }

  private final class Line extends ListCell<Command> {
    private final Label name = Controls.label("");
    private final Label group = Controls.label("", "muted");
    private final Label keys = Controls.label("", "keys");
    private final HBox line = new HBox(8, name, group, Controls.spring(), keys);

    Line() {
      line.setAlignment(Pos.CENTER_LEFT);
      keys.setMinWidth(USE_PREF_SIZE);
      name.setMnemonicParsing(false);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Command command, boolean empty) {
      super.updateItem(command, empty);
      setText(null);
      if (empty || command == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      name.setText(command.name());
      group.setText(command.group());
      String words = commands.get().words(command);
      keys.setText(words);
      keys.setVisible(!words.isEmpty());
      boolean changed = model.keys().preferred().containsKey(command.id());
      keys.getStyleClass().setAll("label", "keys");
      if (changed) {
        keys.getStyleClass().add("keys-changed");
      }
      setAccessibleText(
          command.name()
              + ", "
              + (words.isEmpty() ? "no keys" : words)
              + (changed ? ", changed" : ""));
      setGraphic(line);
    }
  }
}

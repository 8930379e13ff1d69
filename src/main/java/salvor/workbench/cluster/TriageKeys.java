package salvor.workbench.cluster;

import java.util.function.BiConsumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyEvent;
import salvor.live.TriageLog;
import salvor.workbench.fx.RecordTable;

/** Decides of the chosen row of a table by the keys 1 to 4, or by its menu. */
final class TriageKeys {
  private TriageKeys() {}

  static <T> void on(RecordTable<T> table, BiConsumer<T, TriageLog.State> decide) {
    ContextMenu menu = new ContextMenu();
    for (TriageLog.State state : TriageLog.State.values()) {
      MenuItem item =
          new MenuItem("Decide: " + TriageWords.state(state) + "  (" + (state.ordinal() + 1) + ")");
      item.setOnAction(_ -> decide(table, state, decide));
      menu.getItems().add(item);
    }
    table.setContextMenu(menu);
    table.addEventHandler(
        KeyEvent.KEY_TYPED,
        event -> {
          int key = event.getCharacter().isEmpty() ? 0 : event.getCharacter().charAt(0) - '1';
          if (!event.isControlDown() && key >= 0 && key < TriageLog.State.values().length) {
            decide(table, TriageLog.State.values()[key], decide);
            event.consume();
          }
        });
  }

  static <T> void decide(
      RecordTable<T> table, TriageLog.State state, BiConsumer<T, TriageLog.State> decide) {
    T chosen = table.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      decide.accept(chosen, state);
    }
  }
}

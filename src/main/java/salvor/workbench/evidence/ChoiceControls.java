package salvor.workbench.evidence;

import java.util.function.IntUnaryOperator;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Shift and Ctrl choose several rows of the table, by pointer and by keys. */
final class ChoiceControls {
  private static final int PAGE = 20;

  private final TableChoice choice;
  private final IntUnaryOperator placeOf;

  private ChoiceControls(TableChoice choice, IntUnaryOperator placeOf) {
    this.choice = choice;
    this.placeOf = placeOf;
  }

  static void install(TableView<Integer> table, TableChoice choice) {
    table.addEventFilter(KeyEvent.KEY_PRESSED, new ChoiceControls(choice, index -> index)::key);
  }

  /**
   * Before the table sees it: it would choose the row alone.
   *
   * @param placeOf the place among all rows of one of the table's own list
   */
  static void install(TableRow<Integer> row, TableChoice choice, IntUnaryOperator placeOf) {
    ChoiceControls controls = new ChoiceControls(choice, placeOf);
    row.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> controls.press(row, event));
  }

  private void press(TableRow<Integer> row, MouseEvent event) {
    if (row.isEmpty() || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    int place = placeOf.applyAsInt(row.getIndex());
    if (event.isShiftDown()) {
      choice.extend(place);
    } else if (event.isShortcutDown()) {
      choice.toggle(place);
    } else {
      choice.only(place);
      return; // the table gives itself the keys
    }
    row.getTableView().requestFocus();
    event.consume();
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.A && event.isShortcutDown()) {
      choice.all();
    } else if (event.isShiftDown() && !event.isShortcutDown()) {
      int at = choice.current();
      switch (event.getCode()) {
        case DOWN -> choice.extend(Math.min(at + 1, choice.size() - 1));
        case UP -> choice.extend(Math.max(0, at - 1));
        case PAGE_DOWN -> choice.extend(Math.min(at + PAGE, choice.size() - 1));
        case PAGE_UP -> choice.extend(Math.max(0, at - PAGE));
        case HOME -> choice.extend(0);
        case END -> choice.extend(choice.size() - 1);
        default -> {
          return;
        }
      }
    } else {
      return;
    }
    event.consume();
  }
}

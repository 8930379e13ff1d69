package salvor.workbench.evidence;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.OrderWords;

/** When an event happened, with a sign where its order to those of other sources is not known. */
final class TimeCell extends TableCell<Integer, Integer> {
  private final EventTableViewModel model;
  private final Label sign = Controls.label("\u2248", "order-sign");
  private final Tooltip why = new Tooltip();

  TimeCell(EventTableViewModel model) {
    this.model = model;
    getStyleClass().add("cell-time");
    setContentDisplay(ContentDisplay.RIGHT);
    why.setOnShowing(_ -> why.setText(words()));
  }

  private String words() {
    Integer row = getItem();
    return row == null ? "" : OrderWords.of(model.cells().observations(), row);
  }

  @Override
  protected void updateItem(@Nullable Integer row, boolean empty) {
    super.updateItem(row, empty);
    String text = null;
    boolean doubt = false;
    if (!empty && row != null) {
      text = model.words().text(EventColumn.TIME, row);
      doubt = model.cells().observations().order().isInDoubt(row);
    }
    setText(text);
    setGraphic(doubt ? sign : null);
    setTooltip(doubt ? why : null);
    setAccessibleText(doubt ? text + ", order uncertain" : text);
  }
}

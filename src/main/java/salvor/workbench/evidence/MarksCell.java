package salvor.workbench.evidence;

import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Mark;
import salvor.workbench.casefile.MarkSigns;
import salvor.workbench.casefile.MarkingViewModel;

/** What people added to a row, as signs; the words are the tooltip. */
final class MarksCell extends TableCell<Integer, Integer> {
  private final MarkingViewModel marking;
  private final HBox signs = new HBox(4);
  private final Tooltip words = new Tooltip();

  MarksCell(MarkingViewModel marking) {
    this.marking = marking;
    signs.setAlignment(Pos.CENTER_LEFT);
    words.setWrapText(true);
    words.setMaxWidth(500);
    getStyleClass().add("cell-marks");
  }

  @Override
  protected void updateItem(@Nullable Integer row, boolean empty) {
    super.updateItem(row, empty);
    Mark mark = empty || row == null ? Mark.NONE : marking.marks().of(row);
    if (mark.equals(Mark.NONE)) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      return;
    }
    String said = MarkSigns.words(mark);
    signs.getChildren().setAll(MarkSigns.of(mark));
    words.setText(said);
    setTooltip(words);
    setAccessibleText(said);
    setGraphic(signs);
  }
}

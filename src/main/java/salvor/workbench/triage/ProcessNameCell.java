package salvor.workbench.triage;

import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;

/** A process in its place in the tree: set in by its level, with the sign to open it. */
final class ProcessNameCell extends TableCell<Integer, Integer> {
  /** Deeper levels are set in no further but say their number: the names must be read. */
  static final int DEEPEST = 24;

  private static final double INDENT = 1.3;
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

  private final ProcessTreeViewModel model;
  private final ProcessRows rows;
  private final VerdictMark mark = new VerdictMark();
  private final Region space = new Region();
  private final Region arrow = new Region();
  private final StackPane disclosure = new StackPane(arrow);
  private final Label deep = Controls.label("", "muted");
  private final HBox sign = new HBox(space, disclosure, deep, mark.boxed());
  private final Tooltip whole = new Tooltip();

  /**
   * @param toggle opens or closes the node at a place
   */
  ProcessNameCell(ProcessTreeViewModel model, ProcessRows rows, IntConsumer toggle) {
    this.model = model;
    this.rows = rows;
    getStyleClass().add("cell-command");
    setTextOverrun(OverrunStyle.ELLIPSIS);
    arrow.getStyleClass().add("disclosure-arrow");
    disclosure.getStyleClass().add("disclosure");
    disclosure.addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        event -> {
          if (getIndex() >= 0 && getIndex() < rows.size() && rows.children(getIndex()) > 0) {
            toggle.accept(getIndex());
            event.consume();
          }
        });
    deep.setMinWidth(Region.USE_PREF_SIZE);
    deep.setManaged(false);
    sign.setAlignment(Pos.CENTER_LEFT);
    sign.setMinWidth(Region.USE_PREF_SIZE);
    whole.setWrapText(true);
    whole.setMaxWidth(700);
  }

  @Override
  protected void updateItem(@Nullable Integer node, boolean empty) {
    super.updateItem(node, empty);
    int place = getIndex();
    if (empty || node == null || place >= rows.size()) {
      setText(null);
      setGraphic(null);
      setTooltip(null);
      return;
    }
    int level = rows.level(place);
    space.setMinWidth(Math.min(level - 1, DEEPEST) * INDENT * getFont().getSize());
    arrow.setVisible(rows.children(place) > 0);
    arrow.pseudoClassStateChanged(OPEN, rows.isOpen(place));
    boolean deeper = level - 1 > DEEPEST;
    deep.setText(deeper ? Moments.count(level) : "");
    deep.setVisible(deeper);
    deep.setManaged(deeper);
    mark.show(model.mark(node));
    setText(model.name(node));
    setGraphic(sign);
    whole.setText((deeper ? "Level " + Moments.count(level) + ": " : "") + model.whole(node));
    setTooltip(whole);
  }
}

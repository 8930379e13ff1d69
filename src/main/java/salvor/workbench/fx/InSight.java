package salvor.workbench.fx;

import javafx.scene.control.TableView;

/** Scrolls a table to a row, with some of the rows before it. */
public final class InSight {
  private static final int MOST_ABOVE = 4;

  private InSight() {}

  /**
   * Scrolls so that the row stands in the upper half.
   *
   * @param index of the row in the table's own list
   */
  public static void scroll(TableView<?> table, int index) {
    table.layout(); // it scrolls by the rows that it had when it was laid out last
    table.scrollTo(Math.max(0, index - above(table.getHeight(), table.getFixedCellSize())));
  }

  /**
   * How many rows are left above.
   *
   * @param height of the table with its heading and perhaps a scroll bar, in pixels
   * @param row the height of a row in pixels; not above 0 when rows differ
   */
  static int above(double height, double row) {
    int rows = row > 0 ? (int) (height / row) - 2 : 0;
    return Math.clamp(rows / 3, 0, MOST_ABOVE);
  }
}

package salvor.workbench.fx;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * How wide the columns of a table are: as they were meant, or as somebody drew them. Some grow
 * where there is more room than all of them need; one that somebody drew does not.
 */
final class ColumnWidths<T> {
  /** JavaFX fits a column of this width to what stands in it, once. */
  private static final double NO_WISH = 80;

  private static final double LETTER = 7.5;

  /** What stands beside a heading: its padding, and the arrow of the order. */
  private static final double AROUND = 30;

  /** What a table takes beside its columns: its borders, and a scroll bar. */
  private static final double BESIDE = 18;

  private final TableView<T> table;
  private final Map<TableColumn<T, ?>, Double> meant = new LinkedHashMap<>();
  private final Map<TableColumn<T, ?>, Integer> drawn = new LinkedHashMap<>();
  private final Map<TableColumn<T, ?>, Integer> growing = new LinkedHashMap<>();

  private double width;

  ColumnWidths(TableView<T> table) {
    this.table = table;
  }

  /**
   * Adds a column.
   *
   * @param width in pixels of letters of the ordinary size
   */
  void add(TableColumn<T, ?> column, double width) {
    meant.put(column, width);
  }

  /**
   * Has a column take its part of the room that is left over.
   *
   * @param parts how many parts it takes, where others take theirs
   */
  void grow(TableColumn<T, ?> column, int parts) {
    growing.put(column, parts);
  }

  /** Has a column be as wide as it was left, in pixels of letters of the ordinary size. */
  void restore(TableColumn<T, ?> column, int width) {
    if (!growing.containsKey(column) || Math.abs(width - wished(column)) > 1) {
      drawn.put(column, width);
    }
  }

  /**
   * How a column is left.
   *
   * @param laidOut whether the table was; before that no column has a width
   */
  TableLayout.Column left(TableColumn<T, ?> column, boolean laidOut) {
    boolean shown = laidOut && column.isVisible();
    double width = shown ? column.getWidth() : column.getPrefWidth();
    boolean own =
        !growing.containsKey(column) || drawn.containsKey(column) || isDrawn(column, shown);
    double left = own ? width * 100 / Scale.px(100) : wished(column);
    return new TableLayout.Column(column.getId(), (int) Math.round(left), column.isVisible());
  }

  /** Sets them anew where the table has another width; what somebody drew meanwhile stays. */
  void follow() {
    if (table.getWidth() != width) {
      if (width > 0) {
        keep();
      }
      width = table.getWidth();
      set();
    }
  }

  private void keep() {
    for (TableColumn<T, ?> column : growing.keySet()) {
      if (isDrawn(column, column.isVisible())) {
        drawn.put(column, (int) Math.round(column.getWidth() * 100 / Scale.px(100)));
      }
    }
  }

  private static boolean isDrawn(TableColumn<?, ?> column, boolean shown) {
    return shown && Math.abs(column.getWidth() - column.getPrefWidth()) > 1;
  }

  /** Sets them for the width that the table has. */
  void set() {
    double needed = 0;
    int parts = 0;
    for (TableColumn<T, ?> column : meant.keySet()) {
      if (column.isVisible()) {
        needed += width(column);
        parts += drawn.containsKey(column) ? 0 : growing.getOrDefault(column, 0);
      }
    }
    double room = parts == 0 ? 0 : Math.max(0, table.getWidth() - BESIDE - needed) / parts;
    for (TableColumn<T, ?> column : meant.keySet()) {
      int of = drawn.containsKey(column) ? 0 : growing.getOrDefault(column, 0);
      double width = Math.floor(width(column) + room * of);
      column.setPrefWidth(width == NO_WISH ? NO_WISH + 1 : width);
    }
  }

  private double width(TableColumn<T, ?> column) {
    Integer own = drawn.get(column);
    return Scale.px(own == null ? wished(column) : own);
  }

  private double wished(TableColumn<T, ?> column) {
    double heading = LETTER * column.getText().length() + AROUND;
    return Math.max(meant.getOrDefault(column, 0.0), heading);
  }
}

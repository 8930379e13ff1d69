package salvor.workbench.evidence;

import java.util.List;
import salvor.evidence.Observations;
import salvor.workbench.wording.Moments;

/**
 * What the table says at a moment: its columns, its rows, and the text of each cell. Does not
 * change when the table does, so that a job can write it.
 *
 * @param cells the text of each cell
 * @param columns in order
 * @param order the rows
 * @param byTime whether the rows are in the order of time, so that the gap between them means
 *     something
 */
public record TableWords(
    EventCells cells, List<EventColumn> columns, RowOrder order, boolean byTime) {
  public TableWords {
    columns = List.copyOf(columns);
  }

  /** The text of a cell as it stands in the table. */
  public String text(EventColumn column, int row) {
    return column == EventColumn.GAP ? gap(row) : cells.text(column, row);
  }

  /** The text of a cell for a file: a time can be understood without the table's heading. */
  public String whole(EventColumn column, int row) {
    if (column != EventColumn.TIME) {
      return text(column, row);
    }
    Observations all = cells.observations();
    return row < all.timed() ? Moments.written(all.time(row)) : "";
  }

  private String gap(int row) {
    Observations all = cells.observations();
    int place = byTime ? order.index(row) : 0;
    int above = place <= 0 ? row : order.row(place - 1);
    if (above == row || Math.max(row, above) >= all.timed()) {
      return "";
    }
    long gap = all.time(row) - all.time(above);
    return (gap < 0 ? "\u2212" : "+") + Moments.length(gap);
  }
}

package salvor.workbench.fx;

import java.util.List;

/**
 * How a table was left.
 *
 * @param columns those that are known of it
 * @param sort the name of the column that it is sorted by; empty for the order of its records
 */
public record TableLayout(List<Column> columns, String sort, boolean ascending) {
  /** As the table is at first. */
  public static final TableLayout FIRST = new TableLayout(List.of(), "", true);

  /** Copies the list. */
  public TableLayout {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param name its title at first
   * @param width in pixels of letters of the ordinary size
   */
  public record Column(String name, int width, boolean shown) {}
}

package salvor.workbench.evidence;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which observations a table shows, and in which order. Immutable; ten million rows are ten million
 * numbers, or none at all. Where a row stands is found by searching, however the rows are sorted:
 * they are asked for their rank, and rows of one rank stand in the order of their numbers.
 */
public final class RowOrder {
  private final int size;
  private final int @Nullable [] rows;
  private final IntUnaryOperator rank;

  private RowOrder(int size, int @Nullable [] rows, IntUnaryOperator rank) {
    this.size = size;
    this.rows = rows;
    this.rank = rank;
  }

  /** All rows as they are. */
  public static RowOrder natural(int size) {
    return new RowOrder(size, null, row -> row);
  }

  /** These rows, the smallest first; the array must not change any more. */
  static RowOrder of(int[] rows) {
    return new RowOrder(rows.length, rows, row -> row);
  }

  /** These rows, the greatest first; the array must not change any more. */
  static RowOrder falling(int[] rows) {
    return new RowOrder(rows.length, rows, row -> -row);
  }

  /**
   * These rows, sorted by their rank and those of one rank by their number; the array must not
   * change any more.
   *
   * @param rank the rank of any row, also of one that is not shown
   */
  static RowOrder sorted(int[] rows, IntUnaryOperator rank) {
    return new RowOrder(rows.length, rows, rank);
  }

  /** How many rows are shown. */
  public int size() {
    return size;
  }

  /** The number of the observation at a place. */
  public int row(int index) {
    return rows == null ? index : rows[index];
  }

  /** The place of an observation; -1 when it is not shown. */
  public int index(int row) {
    if (rows == null) {
      return row < size ? row : -1;
    }
    int wanted = rank.applyAsInt(row);
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = rows[middle];
      if (there == row) {
        return middle;
      }
      int order = Integer.compare(rank.applyAsInt(there), wanted);
      if (order < 0 || (order == 0 && there < row)) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}

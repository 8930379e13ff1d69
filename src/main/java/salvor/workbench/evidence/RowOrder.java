package salvor.workbench.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Which observations a table shows, and in which order. Immutable; ten million rows are ten million
 * numbers, or none at all.
 */
public final class RowOrder {
  private final int size;
  private final int @Nullable [] rows;
  private final boolean ascending;

  private final boolean falling;

  private RowOrder(int size, int @Nullable [] rows, boolean ascending, boolean falling) {
    this.size = size;
    this.rows = rows;
    this.ascending = ascending;
    this.falling = falling;
  }

  /** All rows as they are. */
  public static RowOrder natural(int size) {
    return new RowOrder(size, null, true, false);
  }

  /** These rows; the array must not change any more. */
  static RowOrder of(int[] rows, boolean ascending) {
    return new RowOrder(rows.length, rows, ascending, false);
  }

  /** These rows, the greatest first; the array must not change any more. */
  static RowOrder falling(int[] rows) {
    return new RowOrder(rows.length, rows, false, true);
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
    if (falling) {
      return indexFalling(rows, row);
    }
    if (!ascending) {
      for (int i = 0; i < size; i++) {
        if (rows[i] == row) {
          return i;
        }
      }
      return -1;
    }
    return Math.max(-1, java.util.Arrays.binarySearch(rows, row));
  }

  private static int indexFalling(int[] rows, int row) {
    int low = 0;
    int high = rows.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (rows[middle] == row) {
        return middle;
      }
      if (rows[middle] > row) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}

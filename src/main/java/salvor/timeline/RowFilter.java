package salvor.timeline;

import java.util.BitSet;

/** Which rows are wanted. Safe for many threads, and answers the same for the same row. */
@FunctionalInterface
public interface RowFilter {
  /** Every row. */
  RowFilter ALL = _ -> true;

  /** Whether the row is wanted. */
  boolean keeps(int row);

  /**
   * The first wanted row from one to another, which is excluded; that one when there is none. A
   * filter that wants few finds them without asking for each.
   */
  default int next(int row, int end) {
    int next = row;
    while (next < end && !keeps(next)) {
      next++;
    }
    return next;
  }

  /** The rows whose bits are set; the set is not copied and must not change any more. */
  static RowFilter of(BitSet rows) {
    return new RowFilter() {
      @Override
      public boolean keeps(int row) {
        return rows.get(row);
      }

      @Override
      public int next(int row, int end) {
        int next = rows.nextSetBit(row);
        return next < 0 ? end : Math.min(next, end);
      }
    };
  }
}

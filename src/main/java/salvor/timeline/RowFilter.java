package salvor.timeline;

import java.util.BitSet;

/** Which rows are wanted. Safe for many threads, and answers the same for the same row. */
@FunctionalInterface
public interface RowFilter {
  /** Every row. */
  RowFilter ALL = _ -> true;

  /** Whether the row is wanted. */
  boolean keeps(int row);

  /** The rows whose bits are set; the set is not copied and must not change any more. */
  static RowFilter of(BitSet rows) {
    return rows::get;
  }
}

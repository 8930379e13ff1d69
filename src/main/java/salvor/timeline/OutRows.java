package salvor.timeline;

import java.util.BitSet;
import salvor.jobs.Pieces;
import salvor.jobs.Progress;

/**
 * The rows with the verdict OUT that a model shows, so that the way from one to the next does not
 * lead over all that lies between them. One bit a row.
 */
final class OutRows {
  private final BitSet rows;

  private OutRows(BitSet rows) {
    this.rows = rows;
  }

  /** Of the first so many rows, by the {@link DrawingClass} of each. */
  static OutRows of(byte[] classes, int timed) {
    return new OutRows(
        Pieces.which(
            timed,
            Progress.NONE,
            "Finding what is out of profile",
            row -> DrawingClass.at(classes[row]).isOut()));
  }

  /** Those that a filter keeps. */
  OutRows kept(RowFilter filter) {
    BitSet kept = new BitSet(rows.length());
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      if (filter.keeps(row)) {
        kept.set(row);
      }
    }
    return new OutRows(kept);
  }

  /** The first one behind a row; -1 when there is none. */
  int next(int row) {
    return rows.nextSetBit(Math.max(0, row + 1));
  }

  /** The last one before a row; -1 when there is none. */
  int previous(int row) {
    return row <= 0 ? -1 : rows.previousSetBit(row - 1);
  }
}

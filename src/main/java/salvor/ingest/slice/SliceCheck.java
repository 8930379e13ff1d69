package salvor.ingest.slice;

import java.util.Arrays;
import salvor.custody.slice.SlicePlan;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.ingest.KeptRuns;

/** Holds what the readers tell of the part of a source against what they told of the source. */
final class SliceCheck {
  private final Observations before;
  private final SourceRows rows;
  private boolean changed;
  private boolean lost;
  private long places;

  SliceCheck(Observations before, SourceRows rows) {
    this.before = before;
    this.rows = rows;
  }

  /** Whether records were told of that are to go as well; they are marked so. */
  boolean changed() {
    return changed;
  }

  /** Whether an observation that is to stay is not there, or is another. */
  boolean lost() {
    return lost;
  }

  /** How many tell another place. */
  long places() {
    return places;
  }

  /**
   * Compares.
   *
   * @param now the rows of the part in the order of its records
   */
  void compare(Observations after, int[] now, KeptRuns runs) {
    int[] was = rows.rows();
    int i = 0;
    int j = 0;
    while (i < was.length || j < now.length) {
      long old = i < was.length ? before.columns().offset().get(was[i]) : Long.MAX_VALUE;
      long is = j < now.length ? runs.before(after.columns().offset().get(now[j])) : Long.MAX_VALUE;
      int oldEnd = old <= is ? SlicePlan.sameRecord(before.columns(), was, i) : i;
      int isEnd = is <= old ? SlicePlan.sameRecord(after.columns(), now, j) : j;
      boolean gone = oldEnd > i && rows.isGone(i);
      if (isEnd > j && (oldEnd == i || gone)) {
        surplus(is, after, now[j]);
      } else if (oldEnd > i && !gone && !same(was, i, oldEnd, after, now, j, isEnd)) {
        lost = true;
      }
      i = oldEnd;
      j = isEnd;
    }
  }

  /** A record that told nothing when all others were there. */
  private void surplus(long offset, Observations after, int row) {
    changed = true;
    rows.alsoDrop(offset, after.columns().length().get(row));
  }

  private boolean same(int[] was, int i, int end, Observations after, int[] now, int j, int to) {
    if (end - i != to - j) {
      return false;
    }
    for (int k = 0; k < end - i; k++) {
      Observation one = before.get(was[i + k]);
      Observation other = after.get(now[j + k]);
      if (!java.util.Objects.equals(one.time(), other.time())
          || !one.process().equals(other.process())
          || !one.activity().equals(other.activity())
          || !one.outcome().equals(other.outcome())) {
        return false;
      }
      places += one.location().equals(other.location()) ? 0 : 1;
    }
    return true;
  }

  /** The rows of a source among all, in the order of its records. */
  static int[] rows(Observations all, int[] order, int source) {
    return Arrays.stream(order).filter(row -> all.sourceId(row) == source).toArray();
  }
}

package salvor.casefile;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;
import salvor.baseline.Judgement;
import salvor.evidence.Columns;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;

/**
 * Checks that every number in an index refers to something that is there, so that no later look at
 * it can fail. A sum proves only that the index is as it was written, not by whom: a case folder
 * may come from somebody else.
 */
final class StoredNumbers {
  private StoredNumbers() {}

  /**
   * @throws IllegalArgumentException when the index cannot be used
   */
  static void check(Observations rows, IntBuffer verdicts, Stored stored) {
    columns(rows, verdicts, stored);
    for (int i = 0; i < stored.sources().size(); i++) {
      require(stored.sources().get(i).id() == i, "source");
    }
    for (Judgement judgement : stored.judgements()) {
      RecordRef cause = judgement.cause();
      require(cause == null || within(cause.source(), stored.sources()), "cause");
    }
  }

  private static void columns(Observations rows, IntBuffer verdicts, Stored stored) {
    Columns columns = rows.columns();
    within(columns.location(), rows.locations(), "location");
    within(columns.process(), rows.processes(), "process");
    within(columns.activity(), rows.activities(), "activity");
    within(columns.source(), stored.sources().size(), "source");
    within(columns.identity(), rows.texts().size(), "identity");
    within(columns.parentIdentity(), rows.texts().size(), "identity of the parent");
    within(columns.timeText(), rows.texts().size(), "time");
    within(columns.length(), Integer.MAX_VALUE, "length");
    within(verdicts, stored.judgements().size(), "verdict");
    notNegative(columns.line(), "line");
    notNegative(columns.offset(), "offset");
  }

  private static boolean within(int number, List<?> list) {
    return number >= 0 && number < list.size();
  }

  /** Without a branch in the loop, which so takes a millisecond for a million rows. */
  private static void within(IntBuffer column, int size, String what) {
    int sign = 0;
    for (int row = 0; row < column.limit(); row++) {
      int number = column.get(row);
      sign |= number | (size - 1 - number);
    }
    require(sign >= 0, what);
  }

  private static void notNegative(LongBuffer column, String what) {
    long sign = 0;
    for (int row = 0; row < column.limit(); row++) {
      sign |= column.get(row);
    }
    require(sign >= 0, what);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what + " out of range");
    }
  }
}

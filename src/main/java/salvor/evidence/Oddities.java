package salvor.evidence;

import java.nio.IntBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Marks rows that only the whole of the evidence shows to be odd: said twice, or out of all
 * plausible time.
 */
public final class Oddities {
  /** No record can be later than this after it is read. */
  public static final Duration AHEAD = Duration.ofDays(1);

  private static final long SECOND = 1_000_000_000L;
  private static final long EARLIEST =
      Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * SECOND;
  private static final long LAST_SECOND = Long.MAX_VALUE / SECOND - 1;
  private static final int FEW = 8;

  private record Said(int location, int process, int activity, int length) {}

  private Oddities() {}

  /**
   * Puts the marks into the quality column, before anybody else sees it.
   *
   * @param latest no record can be later
   */
  public static void mark(Observations all, Instant latest) {
    all.readBefore(latest);
    suspectTimes(all, latest);
    FarTimes.mark(all);
    Columns columns = all.columns();
    for (int from = 0; from < all.timed(); ) {
      long time = columns.time().get(from);
      int to = from + 1;
      while (to < all.timed() && columns.time().get(to) == time) {
        to++;
      }
      if (to - from > FEW) {
        many(columns, from, to);
      } else {
        for (int row = from + 1; row < to; row++) {
          few(columns, from, row);
        }
      }
      from = to;
    }
  }

  private static void suspectTimes(Observations all, Instant latest) {
    IntBuffer quality = all.columns().quality();
    int early = all.firstAtOrAfter(EARLIEST);
    for (int row = 0; row < early; row++) {
      mark(quality, row, Quality.TIME_SUSPECT);
    }
    for (int row = Math.max(early, firstAfter(all, latest)); row < all.timed(); row++) {
      mark(quality, row, Quality.TIME_SUSPECT);
    }
  }

  private static int firstAfter(Observations all, Instant latest) {
    return latest.getEpochSecond() > LAST_SECOND
        ? all.timed()
        : all.firstAtOrAfter(latest.getEpochSecond() * SECOND + 1);
  }

  private static void few(Columns columns, int from, int row) {
    for (int before = from; before < row; before++) {
      if (columns.activity().get(before) == columns.activity().get(row)
          && columns.process().get(before) == columns.process().get(row)
          && columns.location().get(before) == columns.location().get(row)
          && columns.length().get(before) == columns.length().get(row)
          && sameRecord(columns, before, row)) {
        mark(columns.quality(), row, Quality.DUPLICATE);
        return;
      }
    }
  }

  private static void many(Columns columns, int from, int to) {
    Map<Said, Integer> first = new HashMap<>();
    for (int row = from; row < to; row++) {
      Said said =
          new Said(
              columns.location().get(row),
              columns.process().get(row),
              columns.activity().get(row),
              columns.length().get(row));
      Integer before = first.putIfAbsent(said, row);
      if (before != null && sameRecord(columns, before, row)) {
        mark(columns.quality(), row, Quality.DUPLICATE);
      }
    }
  }

  /**
   * A time of whole seconds is not enough to tell a record said twice from a thing done twice
   * within one source.
   */
  private static boolean sameRecord(Columns columns, int one, int other) {
    return columns.time().get(one) % SECOND != 0
        || columns.source().get(one) != columns.source().get(other);
  }

  private static void mark(IntBuffer quality, int row, Quality mark) {
    quality.put(row, quality.get(row) | mark.bit());
  }
}

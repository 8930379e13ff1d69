package salvor.evidence;

/**
 * Marks the few times of a source that lie far from all its others: a record of 2003 among those of
 * an hour of 2026, from a node whose clock was not set.
 *
 * <p>The rule, for each source by itself, which must have {@value #FEWEST} plausible times at
 * least: at either end of them, as many as one in {@value #ONE_IN} (one at least) are far when a
 * gap of 365 days or more parts them from the rest. The earliest and the latest are judged alike.
 * More than that is no slip of a clock but a part of what was recorded, and is left alone.
 */
final class FarTimes {
  private static final long FAR = 365L * 24 * 3600 * 1_000_000_000L;
  private static final int FEWEST = 10;
  private static final int ONE_IN = 100;

  private final Observations all;
  private final int[] counts;

  private FarTimes(Observations all) {
    this.all = all;
    int sources = 0;
    for (int row = 0; row < all.timed(); row++) {
      sources = Math.max(sources, all.sourceId(row) + 1);
    }
    counts = new int[sources];
    for (int row = 0; row < all.timed(); row++) {
      counts[all.sourceId(row)] += isSuspect(row) ? 0 : 1;
    }
  }

  /** Marks them among rows that are marked already where no clock of this century can be right. */
  static void mark(Observations all) {
    int first = 0;
    int last = all.timed() - 1;
    while (first < last && isSuspect(all, first)) {
      first++;
    }
    while (last > first && isSuspect(all, last)) {
      last--;
    }
    if (first < last && all.time(last) - all.time(first) >= FAR) {
      FarTimes far = new FarTimes(all);
      int[] early = far.from(first, last + 1, 1);
      int[] late = far.from(last, first - 1, -1);
      far.mark(early, first, last + 1, 1);
      far.mark(late, last, first - 1, -1);
    }
  }

  /** How many of each source are far, from one end on. */
  private int[] from(int begin, int end, int step) {
    int[] met = new int[counts.length];
    int[] far = new int[counts.length];
    long[] before = new long[counts.length];
    for (int row = begin; row != end; row += step) {
      int source = all.sourceId(row);
      if (counts[source] >= FEWEST && !isSuspect(row)) {
        long time = all.time(row);
        boolean few = met[source] > 0 && met[source] <= Math.max(1, counts[source] / ONE_IN);
        if (few && Math.abs(time - before[source]) >= FAR) {
          far[source] = met[source];
        }
        met[source]++;
        before[source] = time;
      }
    }
    return far;
  }

  private void mark(int[] far, int begin, int end, int step) {
    for (int row = begin; row != end; row += step) {
      int source = all.sourceId(row);
      if (far[source] > 0 && !isSuspect(row)) {
        far[source]--;
        int quality = all.columns().quality().get(row);
        all.columns().quality().put(row, quality | Quality.TIME_SUSPECT.bit());
      }
    }
  }

  /** Also of no account is what ran before the sensor, for however long. */
  private boolean isSuspect(int row) {
    return isSuspect(all, row) || all.beganBeforeSensor(row);
  }

  private static boolean isSuspect(Observations all, int row) {
    return (all.quality(row) & Quality.TIME_SUSPECT.bit()) != 0;
  }
}

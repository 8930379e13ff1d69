package salvor.casefile;

import java.util.List;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Observations;

/**
 * What other offsets of the clocks would change.
 *
 * <p>Counted by looking at every row: all rows of a source keep their order among themselves, so
 * the nth of a source is the same event before and after.
 */
public final class RetimingPreview {
  private final Recorded before;
  private final ClockOffsets to;
  private final long moved;
  private final long verdicts;

  private RetimingPreview(Recorded before, Recorded after) {
    this.before = before;
    this.to = after.given().evidence().observations().clocks();
    Observations rows = rows();
    Observations later = after.given().evidence().observations();
    int[] was = bySource(rows);
    int[] is = bySource(later);
    long count = 0;
    long different = 0;
    for (int i = 0; i < was.length; i++) {
      count += isMoved(was[i]) ? 1 : 0;
      different += before.verdicts().verdict(was[i]) == after.verdicts().verdict(is[i]) ? 0 : 1;
    }
    moved = count;
    verdicts = different;
  }

  static RetimingPreview of(Recorded before, Recorded after) {
    return new RetimingPreview(before, after);
  }

  private Observations rows() {
    return before.given().evidence().observations();
  }

  private boolean isMoved(int row) {
    return row < rows().timed() && by(row) != 0;
  }

  private long by(int row) {
    int source = rows().sourceId(row);
    return to.of(source) - rows().clocks().of(source);
  }

  private static int[] bySource(Observations all) {
    int[] next = new int[1];
    for (int row = 0; row < all.size(); row++) {
      int source = all.sourceId(row) + 1;
      next = source < next.length ? next : java.util.Arrays.copyOf(next, source + 1);
      next[source]++;
    }
    for (int source = 1; source < next.length; source++) {
      next[source] += next[source - 1];
    }
    int[] rows = new int[all.size()];
    for (int row = 0; row < rows.length; row++) {
      rows[next[all.sourceId(row)]++] = row;
    }
    return rows;
  }

  /** How many events get another time. */
  public long moved() {
    return moved;
  }

  /** How many events get another verdict. */
  public long verdicts() {
    return verdicts;
  }

  /** How many of the events from a time until another would no longer be there. */
  public long leaving(long from, long until) {
    Observations rows = rows();
    long leaving = 0;
    int end = rows.firstAtOrAfter(until);
    for (int row = rows.firstAtOrAfter(from); row < end; row++) {
      long time = rows.time(row) + by(row);
      leaving += time < from || time >= until ? 1 : 0;
    }
    return leaving;
  }

  /** The offsets that these would be. */
  public ClockOffsets clocks() {
    return to;
  }

  /** The sources whose events would move, by their numbers. */
  public List<Integer> sources() {
    return before.given().evidence().sources().stream()
        .map(source -> source.id())
        .filter(id -> to.of(id) != rows().clocks().of(id))
        .toList();
  }
}

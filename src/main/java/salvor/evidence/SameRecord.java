package salvor.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds observations again in later evidence of the same files, where they have other numbers: by
 * file, line, time and what was done.
 */
public final class SameRecord {
  private final Observations before;
  private final Observations later;
  private final int[] sources;

  /** From evidence to later evidence. */
  public SameRecord(Evidence before, Evidence later) {
    this.before = before.observations();
    this.later = later.observations();
    Map<String, Integer> numbers = new HashMap<>();
    later.sources().forEach(source -> numbers.put(source.path(), source.id()));
    List<Source> known = before.sources();
    this.sources = new int[known.size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = numbers.getOrDefault(known.get(i).path(), -1);
    }
  }

  /** The number that a row has in the later evidence; -1 when it is not in it, or is no row. */
  public int row(int row) {
    if (row < 0 || row >= before.size()) {
      return -1;
    }
    boolean timed = row < before.timed();
    long time = timed ? before.time(row) : 0;
    int end = timed ? later.timed() : later.size();
    for (int at = timed ? later.firstAtOrAfter(time) : later.timed();
        at < end && (!timed || later.time(at) == time);
        at++) {
      if (isSame(row, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isSame(int row, int at) {
    return sources[before.sourceId(row)] == later.sourceId(at)
        && before.columns().line().get(row) == later.columns().line().get(at)
        && before.activity(before.activityId(row)).equals(later.activity(later.activityId(at)));
  }
}

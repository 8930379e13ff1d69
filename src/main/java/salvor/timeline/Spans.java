package salvor.timeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Tables;

/**
 * Finds the lives of processes: a start and the end of the same process. A process whose start or
 * end was not seen has no span: how long it lived is not known. The same process is one with the
 * same identity where the source vouches for one, else the same process id in the same container
 * with no other start in between.
 */
final class Spans {
  private static final int CONTAINER_ID_FIELD = 5; // of the tuple of a location

  private final Map<Integer, long[]> ofTrack = new HashMap<>();
  private final Map<Integer, Integer> sizes = new HashMap<>();

  Spans(Observations observations, LaneTree tree) {
    if (!anyEnd(observations)) {
      return;
    }
    Running running = new Running();
    for (int row = 0; row < observations.timed(); row++) {
      Kind kind = observations.kind(row);
      if (kind != Kind.PROCESS_STARTED && kind != Kind.PROCESS_ENDED) {
        continue;
      }
      long key = key(observations, row);
      if (key == 0) {
        continue;
      }
      if (kind == Kind.PROCESS_STARTED) {
        running.put(key, row);
      } else {
        int start = running.put(key, -1);
        if (start >= 0) {
          add(tree.trackOf(start), (long) start << 32 | row);
        }
      }
    }
    ofTrack.replaceAll((track, spans) -> Arrays.copyOf(spans, sizes.getOrDefault(track, 0)));
  }

  private static boolean anyEnd(Observations observations) {
    for (int row = 0; row < observations.timed(); row++) {
      if (observations.kind(row) == Kind.PROCESS_ENDED) {
        return true;
      }
    }
    return false;
  }

  private static long key(Observations observations, int row) {
    int id = observations.identity(row);
    if (id != 0) {
      return Long.MIN_VALUE | id;
    }
    int pid = observations.pid(row);
    int container =
        observations.locationTuples().get(observations.locationId(row), CONTAINER_ID_FIELD);
    return pid == Tables.NOT_GIVEN ? 0 : (long) container << 32 | pid;
  }

  private void add(int track, long span) {
    long[] spans = ofTrack.computeIfAbsent(track, _ -> new long[8]);
    int size = sizes.merge(track, 1, Integer::sum);
    if (size > spans.length) {
      spans = Arrays.copyOf(spans, size * 2);
      ofTrack.put(track, spans);
    }
    spans[size - 1] = span;
  }

  /** The spans of a track: row of the start in the upper half, row of the end in the lower half. */
  long[] of(Lane track) {
    return ofTrack.getOrDefault(track.id(), new long[0]);
  }

  /** What it keeps in memory, in bytes. */
  long bytes() {
    return ofTrack.values().stream().mapToLong(s -> 8L * s.length).sum();
  }

  /**
   * The row in which each running process started; -1 for what has ended. A hash table, since there
   * may be millions.
   */
  private static final class Running {
    private long[] keys = new long[1 << 10];
    private int[] rows = new int[1 << 10];
    private int size;

    /** Sets the row of a process, and gives the one before, -1 when there was none. */
    int put(long key, int row) {
      int slot = slot(key);
      if (keys[slot] == 0) {
        if (row < 0) {
          return -1; // the end of what was never seen to start
        }
        keys[slot] = key;
        rows[slot] = row;
        if (++size * 2 > keys.length) {
          grow();
        }
        return -1;
      }
      int before = rows[slot];
      rows[slot] = row;
      return before;
    }

    private int slot(long key) {
      long mixed = key * 0x9E3779B97F4A7C15L;
      int slot = (int) (mixed >>> 32) & (keys.length - 1);
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & (keys.length - 1);
      }
      return slot;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] oldRows = rows;
      keys = new long[oldKeys.length * 2];
      rows = new int[keys.length];
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          int slot = slot(oldKeys[i]);
          keys[slot] = oldKeys[i];
          rows[slot] = oldRows[i];
        }
      }
    }
  }
}

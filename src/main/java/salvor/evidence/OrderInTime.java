package salvor.evidence;

import java.util.Arrays;

/**
 * Which rows are known to be in the order of time, and which only stand in one.
 *
 * <p>A row happened somewhere from its time to the end of the unit in which that is told. The order
 * of two rows is certain when these stretches are apart, or when one source wrote both. So a row is
 * in doubt when a row of another source ends after its time and begins before its end. Such rows
 * begin at most a second before it, and lie together in the order of time.
 *
 * <p>What is kept is, for each block of {@value #BLOCK} rows and each pair of blocks and so on, the
 * last end there is, its source, and the last end of any other source: under half a byte a row. A
 * row is asked about in two blocks and the logarithm of their number.
 */
public final class OrderInTime {
  static final int BLOCK = 128;
  private static final long NONE = Long.MIN_VALUE;
  private static final int NOBODY = -1;

  /** The last end, whose it is, and the last end of all others. */
  private static final class Last {
    long end = NONE;
    int source = NOBODY;
    long others = NONE;

    void add(long ending, int of) {
      if (ending == NONE) {
        return;
      }
      if (of == source) {
        end = Math.max(end, ending);
      } else if (ending > end) {
        others = end;
        end = ending;
        source = of;
      } else {
        others = Math.max(others, ending);
      }
    }
  }

  private final Observations observations;
  private final Resolutions resolutions;
  private final int leaves;
  private final long[] ends;
  private final int[] sources;
  private final long[] others;

  OrderInTime(Observations observations) {
    this.observations = observations;
    this.resolutions = observations.resolutions();
    int blocks = (observations.timed() + BLOCK - 1) / BLOCK;
    this.leaves = Math.max(1, Integer.highestOneBit(Math.max(1, blocks * 2 - 1)));
    this.ends = new long[2 * leaves];
    this.sources = new int[2 * leaves];
    this.others = new long[2 * leaves];
    Arrays.fill(ends, NONE);
    Arrays.fill(others, NONE);
    for (int block = 0; block < blocks; block++) {
      Last last = new Last();
      addRows(last, block * BLOCK, Math.min(observations.timed(), (block + 1) * BLOCK));
      set(leaves + block, last);
    }
    for (int node = leaves - 1; node > 0; node--) {
      Last last = new Last();
      addNode(last, 2 * node);
      addNode(last, 2 * node + 1);
      set(node, last);
    }
  }

  private void set(int node, Last last) {
    ends[node] = last.end;
    sources[node] = last.source;
    others[node] = last.others;
  }

  private void addRows(Last last, int from, int to) {
    for (int row = from; row < to; row++) {
      last.add(resolutions.end(row), observations.sourceId(row));
    }
  }

  private void addNode(Last last, int node) {
    last.add(ends[node], sources[node]);
    last.add(others[node], NOBODY); // whose it is does not matter: not the source of the last end
  }

  /** Whether the order of two rows with a time is known. */
  public boolean isCertain(int one, int other) {
    return observations.sourceId(one) == observations.sourceId(other)
        || resolutions.end(one) <= observations.time(other)
        || resolutions.end(other) <= observations.time(one);
  }

  /** Whether the order of a row to any row of another source is not known. */
  public boolean isInDoubt(int row) {
    if (row >= observations.timed()) {
      return false;
    }
    Last last = last(first(row), behind(row));
    int source = observations.sourceId(row);
    return (last.source == source ? last.others : last.end) > observations.time(row);
  }

  /**
   * How many rows of other sources may have been before or after a row.
   *
   * @param found so many of those that were looked at
   * @param all whether these are all; else there may be more
   */
  public record Doubts(int found, boolean all) {}

  /**
   * Counts the rows of other sources that may have been before or after a row.
   *
   * @param reach how many rows are looked at on each side of it
   */
  public Doubts doubts(int row, int reach) {
    if (!isInDoubt(row)) {
      return new Doubts(0, true);
    }
    int first = first(row);
    int behind = behind(row);
    int from = Math.max(first, row - reach);
    int to = (int) Math.min(behind, row + 1L + reach);
    int found = 0;
    for (int other = from; other < to; other++) {
      found += isCertain(row, other) ? 0 : 1;
    }
    return new Doubts(found, from == first && to == behind);
  }

  private int first(int row) {
    long time = observations.time(row);
    long widest = Resolution.SECOND.nanos();
    return observations.firstAtOrAfter(time < NONE + widest ? NONE : time - widest);
  }

  private int behind(int row) {
    return observations.firstAtOrAfter(resolutions.end(row));
  }

  private Last last(int from, int to) {
    Last last = new Last();
    int firstBlock = (from + BLOCK - 1) / BLOCK;
    int lastBlock = to / BLOCK;
    if (firstBlock >= lastBlock) {
      addRows(last, from, to);
      return last;
    }
    addRows(last, from, firstBlock * BLOCK);
    addRows(last, lastBlock * BLOCK, to);
    int low = leaves + firstBlock;
    int high = leaves + lastBlock;
    for (; low < high; low >>= 1, high >>= 1) {
      if (low % 2 == 1) {
        addNode(last, low++);
      }
      if (high % 2 == 1) {
        addNode(last, --high);
      }
    }
    return last;
  }
}

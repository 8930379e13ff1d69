package salvor.timeline;

import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one lane, prepared for the question "what is the worst in each pixel of this
 * window?".
 *
 * <p>The rows stand in the order of time. Over them lies a pyramid: time is cut into buckets of 2^n
 * nanoseconds at absolute multiples, and each bucket knows its worst class; each level's buckets
 * are twice as wide as those below. A window is answered from the level whose buckets are between a
 * quarter and a half of a pixel wide, so its price is some buckets for each pixel, however many
 * observations there are. A bucket that lies across the border of two pixels is taken apart at its
 * rows where it matters, so that a class other than IN is never drawn beside its pixel, nor missing
 * in it.
 *
 * <p>Below the lowest level the rows themselves answer. The lowest level has about as many buckets
 * as there are rows and at most {@value #MOST_BUCKETS}; for rows in bursts, of which a bucket may
 * then hold millions, the worst of each {@value #BLOCK} rows is kept as well, and on lanes with
 * something out of profile how much of that is before. A row costs 13 bytes, a bucket 6, a block 1
 * or 5: the times are copied from the observations, because those of one lane lie far apart there,
 * and a query would wait for memory at each of them.
 */
final class LaneIndex {
  static final int MOST_BUCKETS = 1 << 16;
  static final int BLOCK = 64;

  private static final int FEW = 2048;
  private static final int FEW_A_CELL =
      6; // so many rows are read sooner than the buckets over them

  private final long[] times;
  private final int[] rows;
  private final byte[]
      marks; // of each row: the ordinal of its class plus 1, so that 0 is "nothing"
  private final byte[] blocks;
  private final int[] outBefore; // each block; empty where nothing is OUT
  private final Pyramid pyramid;
  private final int worst;
  private volatile long @Nullable [] counts;

  /**
   * @param times when, in order
   * @param marks of each: the ordinal of its class plus 1
   * @param rows of each: its row of the observations
   */
  LaneIndex(long[] times, byte[] marks, int[] rows) { // none of them copied
    this.times = times;
    this.marks = marks;
    this.rows = rows;
    int n = rows.length;
    blocks = new byte[(n + BLOCK - 1) / BLOCK];
    for (int p = 0; p < n; p++) {
      if (marks[p] > blocks[p / BLOCK]) {
        blocks[p / BLOCK] = marks[p];
      }
    }
    pyramid =
        n <= FEW
            ? Pyramid.NONE
            : Pyramid.over(times, marks, Math.min(MOST_BUCKETS, Integer.highestOneBit(n) * 2));
    worst = worst(0, n);
    outBefore = isOut(worst) ? outBefore() : new int[0];
  }

  /**
   * The index of some rows.
   *
   * @param time the time of every row of the observations
   * @param classes the {@link DrawingClass} of every row
   * @param rows the rows of this lane, in order; not copied
   */
  static LaneIndex of(LongBuffer time, byte[] classes, int[] rows) {
    long[] times = new long[rows.length];
    byte[] marks = new byte[rows.length];
    for (int p = 0; p < rows.length; p++) {
      times[p] = time.get(rows[p]);
      marks[p] = (byte) (classes[rows[p]] + 1);
    }
    return new LaneIndex(times, marks, rows);
  }

  private static boolean isOut(int mark) {
    return mark > 0 && DrawingClass.at(mark - 1).isOut();
  }

  private int[] outBefore() {
    int[] before = new int[blocks.length];
    for (int block = 1; block < before.length; block++) {
      int begin = (block - 1) * BLOCK;
      before[block] = before[block - 1];
      for (int p = begin; isOut(blocks[block - 1]) && p < begin + BLOCK; p++) {
        before[block] += isOut(marks[p]) ? 1 : 0;
      }
    }
    return before;
  }

  /** How many before a position are OUT. */
  private int outBefore(int position) {
    if (position == 0 || outBefore.length == 0) {
      return 0;
    }
    int block = (position - 1) / BLOCK;
    int out = outBefore[block];
    for (int p = block * BLOCK; p < position; p++) {
      out += isOut(marks[p]) ? 1 : 0;
    }
    return out;
  }

  private long at(int position) {
    return times[position];
  }

  /** The number of observations. */
  int size() {
    return rows.length;
  }

  /** The row at a position, in the order of time. */
  int row(int position) {
    return rows[position];
  }

  /** The worst of all, as the ordinal of its class plus 1; 0 when there is nothing. */
  int worst() {
    return worst;
  }

  /** When the worst came for the first time; the end of time when there is nothing. */
  long firstTimeOfWorst() {
    return rows.length == 0 ? Long.MAX_VALUE : at(firstOf((byte) worst(), 0, rows.length));
  }

  /** What it keeps in memory, in bytes, beside what it shares. */
  long bytes() {
    return 13L * rows.length + blocks.length + 4L * outBefore.length + pyramid.bytes();
  }

  /** The first position whose time is not before this one. */
  int position(long nanos) {
    int low = 0;
    int high = rows.length;
    int[] starts = pyramid.starts();
    if (starts.length > 0) {
      long bucket = (nanos >> pyramid.base()) - pyramid.first();
      if (bucket < 0) {
        return 0;
      }
      if (bucket >= starts.length - 1) {
        return rows.length;
      }
      low = starts[(int) bucket];
      high = starts[(int) bucket + 1];
    }
    return position(nanos, low, high);
  }

  private int position(long nanos, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle) < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The worst mark of the positions, 0 when there are none. */
  private byte worst(int from, int to) {
    byte found = 0;
    int p = from;
    while (p < to) {
      if (p % BLOCK == 0 && p + BLOCK <= to) {
        found = (byte) Math.max(found, blocks[p / BLOCK]);
        p += BLOCK;
      } else {
        found = (byte) Math.max(found, marks[p++]);
      }
    }
    return found;
  }

  /** The first position with this mark. */
  private int firstOf(byte mark, int from, int to) {
    int p = from;
    while (p < to) {
      if (p % BLOCK == 0 && blocks[p / BLOCK] < mark) {
        p += BLOCK;
      } else if (marks[p] == mark) {
        return p;
      } else {
        p++;
      }
    }
    throw new IllegalStateException("no such mark");
  }

  /** What stands between two times, the second one excluded; null when nothing does. */
  @org.jspecify.annotations.Nullable
  Cell cell(long from, long to) {
    int begin = position(from);
    int end = to == Long.MAX_VALUE ? rows.length : position(to);
    if (begin >= end) {
      return null;
    }
    byte mark = worst(begin, end);
    return new Cell(
        end - begin,
        outBefore(end) - outBefore(begin),
        DrawingClass.at(mark - 1),
        rows[firstOf(mark, begin, end)],
        from,
        to);
  }

  /** Adds what stands in each cell of a window to the cells. */
  void sweep(Viewport viewport, Cells cells) {
    int begin = position(viewport.from());
    int end = position(viewport.to());
    if (begin >= end) {
      return;
    }
    int level = 62 - Long.numberOfLeadingZeros(viewport.nanosPerPixel()) - pyramid.base();
    if (end - begin <= FEW_A_CELL * cells.size()) {
      sweepRows(viewport, begin, end, cells);
    } else if (pyramid.levels() > 0 && level >= 0) {
      sweepBuckets(viewport, Math.min(level, pyramid.levels() - 1), begin, end, cells);
    } else {
      sweepColumns(viewport, begin, end, cells);
    }
  }

  private void sweepRows(Viewport viewport, int begin, int end, Cells cells) {
    long width = viewport.nanosPerPixel();
    long from = viewport.from();
    int cell = 0;
    long edge = width;
    for (int p = begin; p < end; p++) {
      long offset = at(p) - from;
      for (;
          offset >= edge;
          edge += width) { // cheaper than to divide: a lane has no more of these steps than cells
        cell++;
      }
      cells.add(cell, marks[p], 1);
    }
  }

  private void sweepColumns(Viewport viewport, int begin, int end, Cells cells) {
    int p = begin;
    for (int cell = 0; cell < cells.size() && p < end; cell++) {
      long edge = viewport.from() + (cell + 1) * viewport.nanosPerPixel();
      int next = gallop(edge, p, end);
      cells.add(cell, worst(p, next), next - p);
      p = next;
    }
  }

  private int gallop(long edge, int from, int to) {
    int step = 1;
    int low = from;
    while (low + step < to && at(low + step) < edge) {
      low += step;
      step *= 2;
    }
    return position(edge, low, (int) Math.min(to, (long) low + step + 1));
  }

  private void sweepBuckets(Viewport viewport, int level, int begin, int end, Cells cells) {
    byte[] buckets = pyramid.worst()[level];
    int bits = pyramid.base() + level;
    long width = viewport.nanosPerPixel();
    long from = viewport.from();
    long bucket = 1L << bits;
    long firstHere = pyramid.first() >> level;
    int b = (int) Math.max(0, (from >> bits) - firstHere);
    int last = (int) Math.min(buckets.length - 1, ((viewport.to() - 1) >> bits) - firstHere);
    long begins = ((firstHere + b) << bits) - from; // offset of the bucket from the left edge
    int cell = 0;
    long edge = width; // offset of the end of the cell
    for (; b <= last; b++, begins += bucket) {
      byte mark = buckets[b];
      if (mark == 0) {
        continue;
      }
      for (; begins >= edge; edge += width) {
        cell++;
      }
      int p0 = Math.max(begin, pyramid.start(b, level));
      int p1 = Math.min(end, pyramid.start(b + 1, level));
      boolean whole = begins >= 0 && begins + bucket <= viewport.span();
      if (whole && (begins + bucket <= edge || mark == 1)) {
        cells.add(
            cell, mark,
            p1 - p0); // IN across a border is counted half a pixel early, which nobody can see
      } else if (whole && cells.worst(cell) >= mark && b < last && buckets[b + 1] >= mark) {
        cells.add(cell, mark, p1 - p0); // both cells look as they would
      } else {
        across(from + edge, cell, p0, p1, cells);
      }
    }
  }

  /** A bucket across the border of two cells, or of the window. */
  private void across(long border, int cell, int p0, int p1, Cells cells) {
    int middle = position(border, p0, p1);
    cells.add(cell, worst(p0, middle), middle - p0);
    if (middle < p1) {
      cells.add(cell + 1, worst(middle, p1), p1 - middle);
    }
  }

  /** How many observations there are of each class. */
  void count(long[] byClass) {
    long[] known = counts;
    if (known == null) { // threads that count at the same time count the same
      known = new long[DrawingClass.values().length];
      for (byte mark : marks) {
        known[mark - 1]++;
      }
      counts = known;
    }
    for (int i = 0; i < known.length; i++) {
      byClass[i] += known[i];
    }
  }

  /**
   * Gives the rows whose class is at least as bad to a consumer, in the order of time, until it has
   * had enough.
   */
  void atLeast(DrawingClass bad, java.util.function.IntPredicate wantsMore) {
    for (int p = 0; p < rows.length; p++) {
      if (p % BLOCK == 0 && blocks[p / BLOCK] <= bad.ordinal()) {
        p += BLOCK - 1;
      } else if (marks[p] > bad.ordinal() && !wantsMore.test(rows[p])) {
        return;
      }
    }
  }
}

package salvor.evidence;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows in order anew after the clocks of some sources were corrected, or zones were named.
 *
 * <p>All rows of a source move alike, so they stay in order among themselves. Sorted from the order
 * of sources, each of which is one ascending run, equal times are told apart as they are when read:
 * by source, then by position. Moving back therefore gives what was there before, row by row.
 */
final class Shifting {
  private final Observations all;
  private final ClockOffsets to;
  private final int[] order;
  private final long[] time;
  private final BitSet timed = new BitSet();

  private Shifting(Evidence evidence, ClockOffsets to) throws ClockOffsets.Unusable {
    this.all = evidence.observations();
    this.to = to;
    if (!all.clocks().zones().isEmpty()) {
      throw new IllegalStateException("zones are named for what was recorded");
    }
    time = moved(evidence.sources());
    order = RunSort.sort(bySource(), timed.cardinality(), time);
  }

  static Observations shifted(Evidence evidence, ClockOffsets to) throws ClockOffsets.Unusable {
    Observations shifted = new Shifting(evidence, to).gathered();
    Oddities.mark(shifted, evidence.observations().latest());
    return shifted;
  }

  private long[] moved(List<Source> sources) throws ClockOffsets.Unusable {
    long[] moved = new long[all.size()];
    LongBuffer before = all.columns().time();
    for (int row = 0; row < moved.length; row++) {
      int source = all.sourceId(row);
      try {
        Long recorded = row < all.timed() ? Long.valueOf(all.recordedTime(row)) : zoned(row);
        timed.set(row, recorded != null);
        moved[row] = recorded == null ? before.get(row) : Math.addExact(recorded, to.of(source));
      } catch (ArithmeticException _) {
        throw new ClockOffsets.Unusable(
            ClockOffsets.Unusable.Problem.OUT_OF_RANGE, sources.get(source).path());
      }
    }
    return moved;
  }

  /** The moment that a time without a zone means where one was named; null when it means none. */
  private @Nullable Long zoned(int row) {
    ZoneId zone = to.zone(all.sourceId(row));
    String text = zone == null ? null : all.timeWithoutZone(row);
    return zone == null || text == null ? null : NaiveTime.in(zone, text).orElse(null);
  }

  /**
   * Rows with a time by source, in their order there; then the others as they are. A source that
   * gets times is ordered by position, as when it is read.
   */
  private int[] bySource() {
    int sources = 0;
    for (int row = 0; row < all.size(); row++) {
      sources = Math.max(sources, all.sourceId(row) + 1);
    }
    int[] next = new int[sources + 1];
    for (int row = timed.nextSetBit(0); row >= 0; row = timed.nextSetBit(row + 1)) {
      next[all.sourceId(row) + 1]++;
    }
    for (int source = 1; source <= sources; source++) {
      next[source] += next[source - 1];
    }
    int[] rows = new int[all.size()];
    int[] from = to.zones().isEmpty() ? null : byRecord(all);
    for (int i = 0; i < rows.length; i++) {
      int row = from == null ? i : from[i];
      if (timed.get(row)) {
        rows[next[all.sourceId(row)]++] = row;
      }
    }
    int rest = timed.cardinality();
    for (int row = timed.nextClearBit(0); row < rows.length; row = timed.nextClearBit(row + 1)) {
      rows[rest++] = row;
    }
    return rows;
  }

  /** All rows by source, and in the order of their records. */
  static int[] byRecord(Observations all) {
    long[] keys = new long[all.size()];
    int[] rows = new int[all.size()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row;
      keys[row] = all.columns().offset().get(row);
    }
    int[] byOffset = RunSort.sort(rows, rows.length, keys);
    long[] sources = new long[rows.length];
    for (int row = 0; row < rows.length; row++) {
      sources[row] = all.sourceId(row);
    }
    return RunSort.sort(byOffset, rows.length, sources);
  }

  private Observations gathered() {
    Columns c = all.columns();
    int[] location = gather(c.location());
    Tuples locations = numbered(location);
    Columns columns =
        new Columns(
            gather(LongBuffer.wrap(time)),
            gather(c.timeForm()),
            IntBuffer.wrap(gather(c.timeText())),
            gather(c.kind()),
            IntBuffer.wrap(unmarked(gather(c.quality()))),
            IntBuffer.wrap(location),
            IntBuffer.wrap(gather(c.process())),
            IntBuffer.wrap(gather(c.pid())),
            IntBuffer.wrap(gather(c.containerPid())),
            IntBuffer.wrap(gather(c.identity())),
            IntBuffer.wrap(gather(c.parentPid())),
            IntBuffer.wrap(gather(c.parentIdentity())),
            IntBuffer.wrap(gather(c.activity())),
            IntBuffer.wrap(gather(c.source())),
            gather(c.line()),
            gather(c.offset()),
            IntBuffer.wrap(gather(c.length())));
    return new Observations(
        all.size(),
        timed.cardinality(),
        columns,
        all.texts(),
        locations,
        all.processTuples(),
        all.activityTuples(),
        to);
  }

  /** Without the marks that depend on the times of others. */
  private static int[] unmarked(int[] quality) {
    int marks = Quality.DUPLICATE.bit() | Quality.TIME_SUSPECT.bit();
    for (int row = 0; row < quality.length; row++) {
      quality[row] &= ~marks;
    }
    return quality;
  }

  /** The locations in the order in which they first appear now, as they are after reading. */
  private Tuples numbered(int[] location) {
    Tuples before = all.locationTuples();
    int[] numbers = new int[before.size()];
    int[] tuple = new int[Tables.LOCATION_FIELDS];
    TupleTable table = new TupleTable();
    for (int row = 0; row < location.length; row++) {
      int id = location[row];
      if (numbers[id] == 0) {
        numbers[id] = add(before, id, tuple, table) + 1;
      }
      location[row] = numbers[id] - 1;
    }
    for (int id = 0; id < numbers.length; id++) {
      if (numbers[id] == 0) {
        numbers[id] = add(before, id, tuple, table) + 1;
      }
    }
    return table.freeze();
  }

  private static int add(Tuples from, int id, int[] tuple, TupleTable to) {
    int length = from.length(id);
    for (int field = 0; field < length; field++) {
      tuple[field] = from.get(id, field);
    }
    return to.add(tuple, length);
  }

  private LongBuffer gather(LongBuffer from) {
    long[] gathered = new long[order.length];
    for (int i = 0; i < gathered.length; i++) {
      gathered[i] = from.get(order[i]);
    }
    return LongBuffer.wrap(gathered);
  }

  private int[] gather(IntBuffer from) {
    int[] gathered = new int[order.length];
    for (int i = 0; i < gathered.length; i++) {
      gathered[i] = from.get(order[i]);
    }
    return gathered;
  }

  private ByteBuffer gather(ByteBuffer from) {
    byte[] gathered = new byte[order.length];
    for (int i = 0; i < gathered.length; i++) {
      gathered[i] = from.get(order[i]);
    }
    return ByteBuffer.wrap(gathered);
  }
}

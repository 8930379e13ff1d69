package salvor.ingest.slice;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.custody.slice.SlicePlan;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.ingest.Cutter;

/** The rows of a source in the order of its records, and which of its records are to go. */
final class SourceRows implements Cutter.Drops {
  private final Observations all;
  private final int[] rows;
  private final BitSet gone = new BitSet();
  private final SortedMap<Long, Integer> also = new TreeMap<>();
  private long[] offsets = {};
  private int[] lengths = {};
  private int[] dropped = {};

  private SourceRows(Observations all, int[] rows) {
    this.all = all;
    this.rows = rows;
  }

  /** Of each source; the rows of records of which none is wanted are to go. */
  static SourceRows[] of(Observations all, int sources, BitSet wanted) {
    SourceRows[] found = new SourceRows[sources];
    int[] order = all.byRecord();
    int from = 0;
    for (int source = 0; source < sources; source++) {
      int to = from;
      while (to < order.length && all.sourceId(order[to]) == source) {
        to++;
      }
      found[source] = new SourceRows(all, Arrays.copyOfRange(order, from, to));
      found[source].choose(wanted);
      from = to;
    }
    return found;
  }

  private void choose(BitSet wanted) {
    for (int from = 0; from < rows.length; ) {
      int to = SlicePlan.sameRecord(all.columns(), rows, from);
      boolean any = false;
      for (int i = from; i < to; i++) {
        any |= wanted.get(rows[i]);
      }
      gone.set(from, to, !any);
      from = to;
    }
  }

  /** Nothing is to go. */
  void keepAll() {
    also.clear();
    gone.clear();
  }

  /** The record at an offset goes, or stays after all. */
  void set(long offset, boolean goes) {
    for (int i = first(offset); i < rows.length && recordOffset(rows[i]) == offset; i++) {
      gone.set(i, goes);
    }
  }

  /** Where the rows of the record at an offset begin; where they would be when it has none. */
  private int first(long offset) {
    int low = 0;
    int high = rows.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (recordOffset(rows[middle]) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long recordOffset(int row) {
    return all.columns().offset().get(row);
  }

  /** The rows, in the order of records. */
  int[] rows() {
    return rows;
  }

  boolean isGone(int i) {
    return gone.get(i);
  }

  /** How many rows stay. */
  long staying() {
    return rows.length - (long) gone.cardinality();
  }

  /** A record goes that is no observation where all others are. */
  void alsoDrop(long offset, int length) {
    also.put(offset, length);
  }

  /** Makes the list of what is to go; to be asked for anew after a change. */
  Cutter.Drops drops() {
    offsets = new long[rows.length + also.size()];
    lengths = new int[offsets.length];
    dropped = new int[offsets.length];
    int count = 0;
    Iterator<Map.Entry<Long, Integer>> more = also.entrySet().iterator();
    Map.@Nullable Entry<Long, Integer> extra = more.hasNext() ? more.next() : null;
    for (int from = 0; from < rows.length || extra != null; ) {
      boolean row = from < rows.length;
      if (extra != null && (!row || extra.getKey() < recordOffset(rows[from]))) {
        put(count++, extra.getKey(), extra.getValue(), -1);
        extra = more.hasNext() ? more.next() : null;
        continue;
      }
      if (gone.get(from)) {
        int length = all.columns().length().get(rows[from]);
        put(count++, recordOffset(rows[from]), length, rows[from]);
      }
      from = SlicePlan.sameRecord(all.columns(), rows, from);
    }
    offsets = Arrays.copyOf(offsets, count);
    return this;
  }

  private void put(int i, long offset, int length, int row) {
    offsets[i] = offset;
    lengths[i] = length;
    dropped[i] = row;
  }

  @Override
  public int size() {
    return offsets.length;
  }

  @Override
  public long offset(int i) {
    return offsets[i];
  }

  @Override
  public int length(int i) {
    return lengths[i];
  }

  @Override
  public boolean isAsked(int i) {
    return dropped[i] >= 0 && all.kind(dropped[i]) == Kind.CLUSTER_EVENT;
  }

  @Override
  public void stays(int i) {
    set(offsets[i], false);
  }
}

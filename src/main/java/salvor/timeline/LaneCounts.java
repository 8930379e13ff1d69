package salvor.timeline;

import java.util.Arrays;

/**
 * How many observations of each class a model shows on each lane, groups counted with all that is
 * in them. Reads every row once; immutable.
 */
public final class LaneCounts {
  private static final int CLASSES = DrawingClass.values().length;

  private final long[][] counts;
  private final int[] first;

  private LaneCounts(long[][] counts, int[] first) {
    this.counts = counts;
    this.first = first;
  }

  /** The counts of what a model shows. Not for a thread that must not wait. */
  public static LaneCounts of(TimelineModel model) {
    long[][] counts = new long[model.tree().size()][];
    int[] first = new int[counts.length];
    Arrays.fill(first, Integer.MAX_VALUE);
    model.tree().roots().forEach(root -> count(model, root, counts, first));
    return new LaneCounts(counts, first);
  }

  private static long[] count(TimelineModel model, Lane lane, long[][] counts, int[] first) {
    long[] own = new long[CLASSES];
    int begin = Integer.MAX_VALUE;
    if (lane.isTrack()) {
      LaneIndex index = model.index(lane);
      index.count(own);
      begin = index.size() == 0 ? begin : index.row(0);
    } else {
      for (Lane child : lane.children()) {
        long[] part = count(model, child, counts, first);
        begin = Math.min(begin, child.id() < first.length ? first[child.id()] : begin);
        Arrays.setAll(own, i -> own[i] + part[i]);
      }
    }
    if (lane.id() < counts.length) {
      counts[lane.id()] = own;
      first[lane.id()] = begin;
    }
    return own;
  }

  private long[] at(Lane lane) {
    long[] known = lane.id() < counts.length ? counts[lane.id()] : null;
    return known == null ? new long[CLASSES] : known;
  }

  /** How many are shown on a lane; 0 for a program's lane, which is a part of another one. */
  public long shown(Lane lane) {
    return Arrays.stream(at(lane)).sum();
  }

  /** The first row shown on a lane, in the order of time; -1 when none is. */
  public int first(Lane lane) {
    return lane.id() < first.length && first[lane.id()] != Integer.MAX_VALUE
        ? first[lane.id()]
        : -1;
  }

  /** How many of them are out of profile. */
  public long out(Lane lane) {
    long sum = 0;
    for (DrawingClass drawn : DrawingClass.values()) {
      sum += drawn.isOut() ? at(lane)[drawn.ordinal()] : 0;
    }
    return sum;
  }

  /** The worst class shown on a lane; {@link DrawingClass#IN} also when nothing is. */
  public DrawingClass worst(Lane lane) {
    long[] of = at(lane);
    for (int i = CLASSES - 1; i > 0; i--) {
      if (of[i] > 0) {
        return DrawingClass.at(i);
      }
    }
    return DrawingClass.IN;
  }
}

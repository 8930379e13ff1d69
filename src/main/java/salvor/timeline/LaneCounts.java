package salvor.timeline;

import java.util.Arrays;

/**
 * How many observations of each class a model shows on each lane, groups counted with all that is
 * in them. Reads every row once; immutable.
 */
public final class LaneCounts {
  private static final int CLASSES = DrawingClass.values().length;

  private final long[][] counts;

  private LaneCounts(long[][] counts) {
    this.counts = counts;
  }

  /** The counts of what a model shows. Not for a thread that must not wait. */
  public static LaneCounts of(TimelineModel model) {
    long[][] counts = new long[model.tree().size()][];
    model.tree().roots().forEach(root -> count(model, root, counts));
    return new LaneCounts(counts);
  }

  private static long[] count(TimelineModel model, Lane lane, long[][] counts) {
    long[] own = new long[CLASSES];
    if (lane.isTrack()) {
      model.index(lane).count(own);
    } else {
      for (Lane child : lane.children()) {
        long[] part = count(model, child, counts);
        Arrays.setAll(own, i -> own[i] + part[i]);
      }
    }
    if (lane.id() < counts.length) {
      counts[lane.id()] = own;
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

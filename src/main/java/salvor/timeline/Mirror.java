package salvor.timeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two sides on one axis of time since their starts, mirrored at it: the lanes of one above, the
 * same lanes of the other below, so that what only one of them did has nothing opposite. Times are
 * nanoseconds since each side's own zero. Safe for many threads.
 */
public final class Mirror {
  /** Which side of the axis. */
  public enum Half {
    UPPER,
    LOWER;

    /** The one on the other side of the axis. */
    public Half other() {
      return this == UPPER ? LOWER : UPPER;
    }
  }

  /**
   * What stands on one lane of one side, in the order of time; the arrays are not copied.
   *
   * @param times nanoseconds since the side's zero
   * @param classes the ordinal of the {@link DrawingClass} of each
   * @param rows the row of each
   * @param alone whether the other side never did what each shows
   */
  public record Strand(long[] times, byte[] classes, int[] rows, boolean[] alone) {
    public Strand {
      if (classes.length != times.length
          || rows.length != times.length
          || alone.length != times.length) {
        throw new IllegalArgumentException("arrays of different lengths");
      }
    }

    private LaneIndex index(boolean onlyAlone) {
      int size = 0;
      for (boolean single : alone) {
        size += single || !onlyAlone ? 1 : 0;
      }
      long[] at = new long[size];
      byte[] marks = new byte[size];
      int[] which = new int[size];
      int n = 0;
      for (int i = 0; i < times.length; i++) {
        if (alone[i] || !onlyAlone) {
          at[n] = times[i];
          marks[n] = (byte) (classes[i] + 1);
          which[n++] = rows[i];
        }
      }
      return new LaneIndex(at, marks, which);
    }
  }

  /** A lane above the axis, and the same below. */
  public record Pair(Strand upper, Strand lower) {}

  private final List<LaneIndex> upper = new ArrayList<>();
  private final List<LaneIndex> lower = new ArrayList<>();
  private final List<LaneIndex> aloneUpper = new ArrayList<>();
  private final List<LaneIndex> aloneLower = new ArrayList<>();
  private final long[] first = {Long.MAX_VALUE, Long.MAX_VALUE};
  private final long[] last = {Long.MIN_VALUE, Long.MIN_VALUE};

  /** Lanes, the first of them next to the axis. */
  public Mirror(List<Pair> lanes) {
    this(lanes, false);
  }

  private Mirror(List<Pair> lanes, boolean oneTime) {
    for (Pair pair : lanes) {
      upper.add(pair.upper().index(false));
      lower.add(pair.lower().index(false));
      aloneUpper.add(pair.upper().index(true));
      aloneLower.add(pair.lower().index(true));
      reach(Half.UPPER, pair.upper().times());
      reach(Half.LOWER, (oneTime ? pair.upper() : pair.lower()).times());
    }
  }

  /** Lanes whose lower side says of the upper one whether it is known, and has no time itself. */
  public static Mirror withoutTimes(List<Pair> lanes) {
    return new Mirror(lanes, true);
  }

  private void reach(Half half, long[] times) {
    if (times.length > 0) {
      first[half.ordinal()] = Math.min(first[half.ordinal()], times[0]);
      last[half.ordinal()] = Math.max(last[half.ordinal()], times[times.length - 1]);
    }
  }

  /** How many lanes there are on each side. */
  public int lanes() {
    return upper.size();
  }

  /** Whether nothing stands on a side. */
  public boolean isEmpty(Half half) {
    return first[half.ordinal()] > last[half.ordinal()];
  }

  /** The least time on a side; 0 when it is empty. */
  public long first(Half half) {
    return isEmpty(half) ? 0 : first[half.ordinal()];
  }

  /** The greatest time on a side; 0 when it is empty. */
  public long last(Half half) {
    return isEmpty(half) ? 0 : last[half.ordinal()];
  }

  /** The least time of all, zero included where it is near. */
  public long first() {
    return isEmpty(Half.UPPER)
        ? first(Half.LOWER)
        : isEmpty(Half.LOWER) ? first(Half.UPPER) : Math.min(first(Half.UPPER), first(Half.LOWER));
  }

  /** The greatest time of all. */
  public long last() {
    return isEmpty(Half.UPPER)
        ? last(Half.LOWER)
        : isEmpty(Half.LOWER) ? last(Half.UPPER) : Math.max(last(Half.UPPER), last(Half.LOWER));
  }

  LaneIndex index(Half half, int lane) {
    return (half == Half.UPPER ? upper : lower).get(lane);
  }

  LaneIndex alone(Half half, int lane) {
    return (half == Half.UPPER ? aloneUpper : aloneLower).get(lane);
  }

  /** The worst at most some pixels beside a column, of that the nearest; null when nothing is. */
  public @Nullable Cell near(Half half, int lane, Viewport viewport, int x, int pixels) {
    return near(index(half, lane), viewport, x, pixels);
  }

  /** The same of what the other side never did. */
  public @Nullable Cell nearAlone(Half half, int lane, Viewport viewport, int x, int pixels) {
    return near(alone(half, lane), viewport, x, pixels);
  }

  private static @Nullable Cell near(LaneIndex index, Viewport viewport, int x, int pixels) {
    Cell best = null;
    for (int away = 0; away <= pixels; away++) {
      for (int side = away == 0 ? 1 : -1; side <= 1; side += 2) {
        int column = x + side * away;
        long from = viewport.time(column);
        Cell here =
            column < 0 || column >= viewport.width()
                ? null
                : index.cell(from, from + viewport.nanosPerPixel());
        if (here != null && (best == null || here.worst().compareTo(best.worst()) > 0)) {
          best = here;
        }
      }
    }
    return best;
  }

  /** Whether anything worse than known, or what is lacking, is drawn between two times. */
  public boolean isLoud(Half half, int lane, long from, long to) {
    Cell there = index(half, lane).cell(from, to);
    return (there != null && there.worst().compareTo(DrawingClass.EXPLAINED) >= 0)
        || alone(half.other(), lane).cell(from, to) != null;
  }
}

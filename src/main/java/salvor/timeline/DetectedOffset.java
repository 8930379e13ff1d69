package salvor.timeline;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How far the clock of a source is from another clock, as far as anchors tell. Nothing is changed
 * by it: whether times are moved is a person's decision.
 *
 * <p>The offset is the median of the anchors' differences, the spread their median absolute
 * deviation: both stand firm when some anchors are wrong, for example because a command was started
 * by somebody else as well. A source whose nodes have different clocks scatters and is refused, or
 * has the offset of most of its anchors; {@link #least} and {@link #most} tell.
 *
 * @param source the number of the source
 * @param reference the clock it is compared with
 * @param kind what the anchors are
 * @param anchors by time, at most {@value #MOST}
 * @param leftOut how many could be anchors, but not which belongs to which
 */
public record DetectedOffset(
    int source, AnchoredClock reference, AnchorKind kind, List<Anchor> anchors, long leftOut) {
  /** So many anchors it takes to say anything. */
  public static final int FEWEST = 3;

  /** So many anchors of one pair of clocks are looked at. */
  public static final int MOST = 10_000;

  /** The largest spread with which anything is said, in nanoseconds. */
  public static final long WIDEST = 5_000_000_000L;

  /** An offset above this is warned of, in nanoseconds. */
  public static final long FAR = 60_000_000_000L;

  private static final long COARSEST = 1_000_000_000L;

  public DetectedOffset {
    anchors = List.copyOf(anchors);
  }

  /** What the anchors say. */
  public OffsetVerdict verdict() {
    if (anchors.size() < FEWEST) {
      return OffsetVerdict.TOO_FEW;
    }
    if (spread() > WIDEST) {
      return OffsetVerdict.SCATTERED;
    }
    if (from() <= 0 && to() >= 0) {
      return OffsetVerdict.AGREE;
    }
    return Saturated.distance(offset(), 0) > FAR ? OffsetVerdict.FAR_APART : OffsetVerdict.APART;
  }

  /**
   * How much later the source's clock times the same, in nanoseconds: the median of the anchors; 0
   * without any.
   */
  public long offset() {
    return median(sorted(Anchor::difference));
  }

  /** The median distance of the anchors from the offset, in nanoseconds; 0 without any. */
  public long spread() {
    long offset = offset();
    return median(sorted(a -> Saturated.distance(a.difference(), offset)));
  }

  /** The smallest difference of an anchor; 0 without any. */
  public long least() {
    return anchors.stream().mapToLong(Anchor::difference).min().orElse(0);
  }

  /** The largest difference of an anchor; 0 without any. */
  public long most() {
    return anchors.stream().mapToLong(Anchor::difference).max().orElse(0);
  }

  /**
   * The least that the clock can be ahead: natural delay, spread, and the parts of a second that
   * the times do not tell are taken off the offset.
   */
  public long from() {
    return Saturated.minus(
        Saturated.minus(offset(), spread()), referenceResolution() + kind.atMost());
  }

  /** The most that the clock can be ahead, likewise. */
  public long to() {
    return Saturated.plus(Saturated.plus(offset(), spread()), resolution() - kind.atLeast());
  }

  /**
   * The step in which the source tells time, as far as the anchors show, in nanoseconds: the
   * largest power of ten, up to a second, that all their times are multiples of.
   */
  public long resolution() {
    return step(Anchor::time);
  }

  /** The step in which the other clock tells time, likewise. */
  public long referenceResolution() {
    return step(Anchor::reference);
  }

  private long step(ToLongFunction<Anchor> time) {
    long step = COARSEST;
    for (Anchor anchor : anchors) {
      while (time.applyAsLong(anchor) % step != 0) {
        step /= 10;
      }
    }
    return step;
  }

  private long[] sorted(ToLongFunction<Anchor> value) {
    return anchors.stream().mapToLong(value).sorted().toArray();
  }

  private static long median(long[] sorted) {
    if (sorted.length == 0) {
      return 0;
    }
    long low = sorted[(sorted.length - 1) / 2];
    long high = sorted[sorted.length / 2];
    return (low & high) + ((low ^ high) >> 1);
  }
}

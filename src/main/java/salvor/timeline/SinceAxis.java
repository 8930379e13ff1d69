package salvor.timeline;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an axis of time since a zero has its marks, from nanoseconds to years. */
public final class SinceAxis {
  private static final long SECOND = 1_000_000_000L;
  private static final long[] UNITS = {
    SECOND, 60 * SECOND, 3600 * SECOND, 86_400 * SECOND, 10 * 86_400 * SECOND
  };
  private static final int[][] STEPS = {
    {1, 2, 5, 10, 15, 30}, {1, 2, 5, 10, 15, 30}, {1, 2, 3, 6, 12}, {1, 2, 5}, {1}
  };

  private SinceAxis() {}

  /**
   * The marks of a window, multiples of one step, from left to right.
   *
   * @param apart how many pixels there are to be at least between two
   */
  public static List<Long> ticks(Viewport viewport, int apart) {
    long step = step((double) viewport.nanosPerPixel() / viewport.pixelsPerNano() * apart);
    List<Long> ticks = new ArrayList<>();
    long last = Math.floorDiv(viewport.to() - 1, step);
    for (long k = Math.ceilDiv(viewport.from(), step); k <= last; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /**
   * The marks of a window whose times are those of the clock: on round times of the zone.
   *
   * @param clock the zone, null for times since a zero
   * @param apart how many pixels there are to be at least between two
   */
  public static List<Long> ticks(Viewport viewport, int apart, @Nullable ZoneId clock) {
    return clock == null
        ? ticks(viewport, apart)
        : new TimeAxis(clock, apart).ticks(viewport).stream().map(Tick::time).toList();
  }

  private static long step(double wanted) {
    for (long power = 1; power < SECOND; power *= 10) {
      for (int factor : new int[] {1, 2, 5}) {
        if (power * factor >= wanted) {
          return power * factor;
        }
      }
    }
    for (int unit = 0; unit < UNITS.length; unit++) {
      for (int factor : STEPS[unit]) {
        if (UNITS[unit] * factor >= wanted) {
          return UNITS[unit] * factor;
        }
      }
    }
    long step = UNITS[UNITS.length - 1];
    while (step < wanted && step < Viewport.MOST_NANOS) {
      step *= 2;
    }
    return step;
  }
}

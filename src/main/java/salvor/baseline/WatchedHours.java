package salvor.baseline;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The hours in which a container was watched from their begin to their end: only there silence says
 * that something did not happen.
 */
public final class WatchedHours {
  /** So many may be lost where a sensor does not say how many it lost. */
  public static final long ANY_NUMBER = Long.MAX_VALUE / 2;

  private final long first;
  private final BitSet hours;
  private final Map<Long, Long> lost;

  /**
   * @param first the hour since 1970 that the first bit stands for
   * @param hours the hours from there on
   * @param lost how many events sensors lost in hours, where they lost any
   */
  public WatchedHours(long first, BitSet hours, Map<Long, Long> lost) {
    this.first = first;
    this.hours = (BitSet) hours.clone();
    this.lost = Map.copyOf(lost);
  }

  /** All hours that lie wholly in windows. */
  public static WatchedHours in(List<Window> windows) {
    long first = windows.stream().mapToLong(Window::from).min().orElse(0) / HourlyCounts.HOUR;
    BitSet hours = new BitSet();
    for (Window window : windows) {
      long from = Math.ceilDiv(window.from(), HourlyCounts.HOUR);
      long until = Math.floorDiv(window.until(), HourlyCounts.HOUR);
      if (until > from) {
        hours.set((int) (from - first), (int) (until - first));
      }
    }
    return new WatchedHours(first, hours, Map.of());
  }

  /** The first watched hour from another on; {@link Long#MAX_VALUE} when there is none. */
  long next(long hour) {
    long from = Math.max(0, hour - first);
    int next = from > Integer.MAX_VALUE ? -1 : hours.nextSetBit((int) from);
    return next < 0 ? Long.MAX_VALUE : first + next;
  }

  /** How many events may be missing of an hour. */
  long lost(long hour) {
    return lost.getOrDefault(hour, 0L);
  }
}

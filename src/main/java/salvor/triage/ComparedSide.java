package salvor.triage;

import org.jspecify.annotations.Nullable;
import salvor.timeline.Lane;

/**
 * One side of a {@link Comparison}: a container, a pod, or all pods of a workload, in a window of
 * time.
 *
 * @param lane the lane, or group of lanes; one of a program stands for its container
 * @param from epoch nanoseconds, null for the first observation
 * @param until epoch nanoseconds, not included; null for the last observation
 */
public record ComparedSide(Lane lane, @Nullable Long from, @Nullable Long until) {
  public ComparedSide {
    if (lane.level() == Lane.Level.PROGRAM && lane.parent() != null) {
      lane = lane.parent();
    }
    if (from != null && until != null && until < from) {
      throw new IllegalArgumentException("a window that ends before it begins");
    }
  }

  /** All of a lane's time. */
  public static ComparedSide of(Lane lane) {
    return new ComparedSide(lane, null, null);
  }

  /** Whether a time is in the window. */
  boolean holds(long time) {
    return (from == null || time >= from) && (until == null || time < until);
  }
}

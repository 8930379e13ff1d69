package salvor.baseline;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be learned from.
 *
 * @param from epoch nanoseconds UTC, null for the first observation
 * @param until not included; null for the last observation
 * @param suspected when the incident may have been under way: nothing of it is learned, and the
 *     window is cut there; null when none is suspected
 * @param telemetry the rules whose alerts are a log of all that happens, and so may be learned
 */
public record Learning(
    @Nullable Long from, @Nullable Long until, @Nullable Window suspected, Set<String> telemetry) {
  /** Everything but alerts. */
  public static final Learning ALL = new Learning(null, null, null, Set.of());

  public Learning {
    telemetry = Set.copyOf(telemetry);
  }

  /** Everything before a moment but alerts. */
  public static Learning until(long end) {
    return new Learning(null, end, null, Set.of());
  }

  /** The stretches of time to learn from; none when all is suspected. */
  List<Window> windows(long first, long end) {
    long begin = from == null ? first : from;
    Window whole = new Window(begin, Math.max(begin, until == null ? end : until));
    return suspected == null ? List.of(whole) : whole.without(suspected);
  }
}

package salvor.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of time in which was learned, epoch nanoseconds UTC.
 *
 * @param from {@link Long#MIN_VALUE} when not known
 * @param until not included; {@link Long#MAX_VALUE} when not known
 */
public record Window(long from, long until) {
  public Window {
    if (until < from) {
      throw new IllegalArgumentException(from + " to " + until);
    }
  }

  /** Whether some moment lies in both. */
  public boolean overlaps(Window other) {
    return from < other.until && other.from < until;
  }

  /** From the begin of the earlier to the end of the later. */
  Window around(Window other) {
    return new Window(Math.min(from, other.from), Math.max(until, other.until));
  }

  /** Its length in nanoseconds; of an open one as long as can be said. */
  public long length() {
    long length = until - from;
    return length < 0 ? Long.MAX_VALUE : length;
  }

  /** The same moments as windows that neither touch nor overlap, in their order. */
  static List<Window> joined(List<Window> windows) {
    List<Window> joined = new ArrayList<>();
    for (Window each : windows.stream().sorted(Comparator.comparingLong(Window::from)).toList()) {
      Window last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && each.from <= last.until) {
        joined.set(joined.size() - 1, new Window(last.from, Math.max(last.until, each.until)));
      } else {
        joined.add(each);
      }
    }
    return joined;
  }

  /** What is left of it without another. */
  List<Window> without(Window other) {
    List<Window> left = new ArrayList<>();
    if (!overlaps(other)) {
      left.add(this);
      return left;
    }
    if (from < other.from) {
      left.add(new Window(from, other.from));
    }
    if (other.until < until) {
      left.add(new Window(other.until, until));
    }
    return left;
  }
}

package salvor.timeline;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;

/**
 * A part of a recording that is wanted.
 *
 * @param from the first nanosecond; null for the beginning
 * @param to the last nanosecond; null for the end
 * @param untimed whether what has no time belongs to it
 * @param on the lanes, whatever its time; null for all
 */
public record Portion(@Nullable Long from, @Nullable Long to, boolean untimed, @Nullable Area on) {

  /** Leaves of these rows those that belong to it. */
  public void leave(BitSet rows, Observations all) {
    if (from != null) {
      rows.clear(0, all.firstAtOrAfter(from));
    }
    if (to != null) {
      int first = to == Long.MAX_VALUE ? all.timed() : all.firstAtOrAfter(to + 1);
      rows.clear(first, all.timed());
    }
    if (!untimed) {
      rows.clear(all.timed(), all.size());
    }
    if (on != null) {
      rows.stream().filter(row -> !on.isOn(row)).forEach(rows::clear);
    }
  }
}

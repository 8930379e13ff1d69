package salvor.triage;

import salvor.baseline.Severity;
import salvor.timeline.DrawingClass;

/**
 * What one side of a {@link Comparison} shows of an act.
 *
 * @param count how many rows
 * @param firstRow the one with the least offset
 * @param firstOffset nanoseconds from the side's zero to it
 * @param out how many of them are out of profile
 * @param worst how the worst of them is drawn
 * @param severity how bad the worst of them is
 * @param worstRow the first that is drawn so
 */
public record Sighting(
    int count,
    int out,
    int firstRow,
    long firstOffset,
    DrawingClass worst,
    Severity severity,
    int worstRow) {
  /** Whether its worst row is worse than another's. */
  boolean isWorseThan(Sighting other) {
    int drawn = worst.compareTo(other.worst);
    return drawn > 0 || (drawn == 0 && severity.compareTo(other.severity) > 0);
  }

  /** Both together. */
  Sighting and(Sighting other) {
    Sighting earlier = other.firstOffset < firstOffset ? other : this;
    Sighting worse = other.isWorseThan(this) ? other : this;
    return new Sighting(
        count + other.count,
        out + other.out,
        earlier.firstRow,
        earlier.firstOffset,
        worse.worst,
        worse.severity,
        worse.worstRow);
  }
}

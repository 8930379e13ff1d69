package salvor.baseline;

import java.util.List;

/**
 * How long and how often a facet was watched, of which its state is made.
 *
 * @param units how many units recorded it
 * @param complete how many of them lost no events
 * @param seconds how long was learned
 */
public record Watching(int units, int complete, long seconds) {
  /** From so many complete units on a facet can be stable. */
  public static final int ENOUGH_UNITS = Completeness.ENOUGH;

  /** From so many seconds on a facet can be stable with fewer units. */
  public static final int ENOUGH_SECONDS = 120;

  /** How a facet of a profile was watched. */
  public static Watching of(Profile profile, Facet facet) {
    List<Unit> units = profile.units(facet);
    long watched = 0;
    for (Window window : profile.windows()) {
      watched = Math.max(watched, watched + window.length()); // an open window has no length
    }
    int complete = (int) units.stream().filter(u -> !u.lossy()).count();
    return new Watching(units.size(), complete, watched / 1_000_000_000L);
  }

  /** Whether complete recordings of it suffice. */
  boolean isEnough() {
    return complete > 0 && (isLong() || complete >= ENOUGH_UNITS);
  }

  /** Whether it was watched for long enough, with losses or without. */
  boolean isEnoughWithLosses() {
    return isLong() || units >= ENOUGH_UNITS;
  }

  private boolean isLong() {
    return seconds >= ENOUGH_SECONDS;
  }
}

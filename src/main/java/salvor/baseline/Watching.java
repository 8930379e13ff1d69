package salvor.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * How long and how often a facet was watched, of which its state is made.
 *
 * <p>How often decides where that tells how much is known: from {@value #ENOUGH_UNITS} units on
 * {@value #ENOUGH_COVERAGE} of what the next one does must be. Of 93 recordings of redis three left
 * 3.2 of the 95 system calls of the next unknown (0.97 were known), which is enough to judge by;
 * one left 7.1 (0.93), which is not. Where no such estimate is possible, with fewer units or where
 * they showed nothing, time decides.
 *
 * <p>Watched is a unit from its first observation to its last, and no longer: of a pod that was
 * seen once nobody knows what it did on the days of the window after that.
 *
 * @param known how complete it is, by the units that recorded it
 * @param complete how many of them lost no events
 * @param seconds how long one of them at least was watched
 */
public record Watching(Completeness known, int complete, long seconds) {
  /** From so many complete units on a facet can be stable. */
  public static final int ENOUGH_UNITS = Completeness.ENOUGH;

  /** So much of what the next unit does must be known. */
  public static final double ENOUGH_COVERAGE = 0.95;

  /** From so many seconds on a facet can be stable that no coverage can be told of. */
  public static final int ENOUGH_SECONDS = 120;

  /** How a facet of a profile was watched. */
  public static Watching of(Profile profile, Facet facet) {
    List<Unit> units = profile.units(facet);
    int complete = (int) units.stream().filter(u -> !u.lossy()).count();
    return new Watching(
        Completeness.of(profile, facet), complete, watched(profile, units) / 1_000_000_000L);
  }

  private static long watched(Profile profile, List<Unit> units) {
    List<Window> seen = new ArrayList<>();
    for (Unit unit : units) {
      Long from = unit.from();
      Long until = unit.until();
      if (from != null && until != null) {
        seen.add(new Window(from, until));
      }
    }
    long watched = 0;
    for (Window each : Window.joined(seen)) {
      for (Window window : profile.windows()) {
        watched +=
            Math.max(
                0, Math.min(each.until(), window.until()) - Math.max(each.from(), window.from()));
      }
    }
    return watched;
  }

  /** How many units recorded it. */
  public int units() {
    return known.units();
  }

  /** Whether complete recordings of it suffice. */
  boolean isEnough() {
    return isEnoughWithLosses() && (complete >= ENOUGH_UNITS || (complete > 0 && isLong()));
  }

  /** Whether it was watched for long and often enough, with losses or without. */
  boolean isEnoughWithLosses() {
    return known.coverage().isPresent()
        ? known.coverage().getAsDouble() >= ENOUGH_COVERAGE
        : isLong();
  }

  private boolean isLong() {
    return seconds >= ENOUGH_SECONDS;
  }
}

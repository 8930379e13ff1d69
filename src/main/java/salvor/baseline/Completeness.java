package salvor.baseline;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How much of a facet is known, told from how often its elements were seen.
 *
 * <p>The sample coverage for incidence data, {@code C = 1 - Q1/T * ((m-1) Q1 / ((m-1) Q1 + 2 Q2))}
 * (Good 1953; Chao and Jost 2012), with m units, T incidences, and Q1 and Q2 elements that exactly
 * one and two units showed; the next unit shows {@code (1-C) T/m} new elements. With fewer than
 * {@value #ENOUGH} units nothing can be said. The rule of three: when the last n units showed
 * nothing new, the chance that the next one does is below 3/n with 95 % confidence.
 *
 * @param units m, the units of which the facet was recorded
 * @param elements how many are known
 * @param incidences T, the sum of their support
 * @param once Q1
 * @param twice Q2
 * @param unitsSinceNew how many units began after the last new element was first seen
 */
public record Completeness(
    int units, int elements, int incidences, int once, int twice, int unitsSinceNew) {
  /** From so many independent units on anything is said. */
  public static final int ENOUGH = 3;

  /** The completeness of a facet of a profile. */
  public static Completeness of(Profile profile, Facet facet) {
    return of(profile.units(facet), profile.elements(facet));
  }

  static Completeness of(List<Unit> units, List<Element> elements) {
    int incidences = 0;
    int once = 0;
    int twice = 0;
    long newest = Long.MIN_VALUE;
    boolean timed = true;
    for (Element element : elements) {
      int support = element.support();
      incidences += support;
      once += support == 1 ? 1 : 0;
      twice += support == 2 ? 1 : 0;
      Long first = element.firstSeen();
      timed &= first != null;
      newest = first == null ? newest : Math.max(newest, first);
    }
    int since = 0;
    for (Unit unit : timed ? units : List.<Unit>of()) {
      Long from = unit.from();
      since += from != null && from > newest ? 1 : 0;
    }
    return new Completeness(units.size(), elements.size(), incidences, once, twice, since);
  }

  /** Whether there are units enough to say anything. */
  public boolean isEnough() {
    return units >= ENOUGH;
  }

  /**
   * The share of what the next unit does that is known, 0 to 1; empty with too few units, or where
   * the units showed nothing at all.
   */
  public OptionalDouble coverage() {
    return isEnough() && incidences > 0 ? OptionalDouble.of(estimate()) : OptionalDouble.empty();
  }

  private double estimate() {
    if (once == 0) {
      return 1;
    }
    double single = (units - 1.0) * once;
    return 1 - (double) once / incidences * (single / (single + 2.0 * twice));
  }

  /** How many new elements the next unit is expected to show; empty with too few units. */
  public OptionalDouble expectedNew() {
    return !isEnough()
        ? OptionalDouble.empty()
        : OptionalDouble.of(incidences == 0 ? 0 : (1 - estimate()) * incidences / units);
  }

  /**
   * The upper bound (95 %) of the chance that the next unit shows anything new; empty with too few
   * units, or when the last of them did.
   */
  public OptionalDouble chanceOfNew() {
    return isEnough() && unitsSinceNew > 0
        ? OptionalDouble.of(Math.min(1, 3.0 / unitsSinceNew))
        : OptionalDouble.empty();
  }
}

package salvor.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The hours of one container of a workload against the envelope of its baseline.
 *
 * @param facet what was counted
 * @param envelope what is ordinary; empty when too few days were watched to say
 * @param recorded whether such things were recorded at all in what is judged
 * @param tested how many whole hours were compared
 * @param outside those that are not ordinary, in the order of time
 */
public record JudgedHours(
    Facet facet,
    Optional<RateEnvelope> envelope,
    boolean recorded,
    int tested,
    List<Outside> outside) {
  public JudgedHours {
    outside = List.copyOf(outside);
  }

  /**
   * An hour that is not ordinary.
   *
   * @param begin epoch nanoseconds UTC
   * @param count what was counted
   * @param least the smallest ordinary count
   * @param most the largest
   */
  public record Outside(long begin, long count, long least, long most) {
    /** {@link Reason#RATE_HIGH} or {@link Reason#RATE_SILENT}. */
    public Reason reason() {
      return count > most ? Reason.RATE_HIGH : Reason.RATE_SILENT;
    }
  }

  /** How many ordinary hours such a comparison is expected to call not ordinary. */
  public double expectedFalseAlarms() {
    return 2 * tested * RateEnvelope.CHANCE;
  }

  /**
   * Compares what was counted now with what a baseline counted, facet by facet.
   *
   * @param known the baseline
   * @param now what was learned of the same container from the evidence at hand
   */
  public static List<JudgedHours> of(Profile known, Profile now) {
    List<JudgedHours> judged = new ArrayList<>();
    for (Facet facet : Facet.values()) {
      SortedMap<Long, Long> counts = counts(now, facet);
      boolean counted = !counts.isEmpty() || !counts(known, facet).isEmpty();
      if (counted) {
        Optional<RateEnvelope> envelope = RateEnvelope.of(known, facet);
        boolean recorded = !now.units(facet).isEmpty();
        judged.add(
            recorded
                ? of(facet, envelope, counts, now.windows())
                : new JudgedHours(facet, envelope, false, 0, List.of()));
      }
    }
    return judged;
  }

  private static SortedMap<Long, Long> counts(Profile profile, Facet facet) {
    return profile.hours().stream()
        .filter(h -> h.facet() == facet)
        .findFirst()
        .map(HourlyCounts::counts)
        .orElse(Collections.emptySortedMap());
  }

  private static JudgedHours of(
      Facet facet,
      Optional<RateEnvelope> envelope,
      SortedMap<Long, Long> counts,
      List<Window> windows) {
    int tested = 0;
    List<Outside> outside = new ArrayList<>();
    for (Window window : envelope.isEmpty() ? List.<Window>of() : windows) {
      RateEnvelope ordinary = envelope.get();
      long end = Math.floorDiv(window.until(), HourlyCounts.HOUR);
      for (long hour = Math.ceilDiv(window.from(), HourlyCounts.HOUR); hour < end; hour++) {
        int of = (int) Math.floorMod(hour, 24L);
        long count = counts.getOrDefault(hour, 0L);
        if (ordinary.knows(of)) {
          tested++;
          long least = ordinary.least(of);
          long most = ordinary.most(of);
          if (count < least || count > most) {
            outside.add(new Outside(hour * HourlyCounts.HOUR, count, least, most));
          }
        }
      }
    }
    return new JudgedHours(facet, envelope, true, tested, outside);
  }
}

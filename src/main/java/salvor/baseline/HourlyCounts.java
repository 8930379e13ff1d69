package salvor.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many observations of a facet there were in each hour (UTC).
 *
 * @param facet the facet
 * @param counts by hours since 1970; an hour without any is not in it
 */
public record HourlyCounts(Facet facet, SortedMap<Long, Long> counts) {
  /** The nanoseconds of an hour. */
  public static final long HOUR = 3_600_000_000_000L;

  public HourlyCounts {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /**
   * What several recordings counted. Those of times apart are added up; where two recorded the same
   * time, each saw the whole or a part of it, and the larger number is what is sure.
   */
  static List<HourlyCounts> joined(List<Profile> several) {
    Map<Facet, SortedMap<Long, Long>> all = new EnumMap<>(Facet.class);
    List<Window> before = new ArrayList<>();
    for (Profile each : several) {
      boolean again = each.windows().stream().anyMatch(w -> before.stream().anyMatch(w::overlaps));
      for (HourlyCounts hours : each.hours()) {
        SortedMap<Long, Long> counts = all.computeIfAbsent(hours.facet(), f -> new TreeMap<>());
        hours
            .counts()
            .forEach((hour, count) -> counts.merge(hour, count, again ? Math::max : Long::sum));
      }
      before.addAll(each.windows());
    }
    return all.entrySet().stream().map(e -> new HourlyCounts(e.getKey(), e.getValue())).toList();
  }
}

package salvor.baseline;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.workload.WorkloadRef;

/** What is being learned of one container of a workload. */
final class Lesson {
  private final Profile.Key key;
  private final Map<Trait, Support> traits = new LinkedHashMap<>();
  private final Map<String, Watched> units = new TreeMap<>();

  private final long[] lately = new long[Facet.values().length];
  private long hour = Long.MIN_VALUE;
  private final Map<Facet, SortedMap<Long, Long>> hours = new EnumMap<>(Facet.class);

  private record Watched(long from, @Nullable String node) {}

  Lesson(Profile.Key key) {
    this.key = key;
  }

  boolean isOf(WorkloadRef workload) {
    return workload.namespace().equals(key.namespace()) && workload.name().equals(key.workload());
  }

  /** Something was recorded of a unit. */
  void watched(String unit, long time, @Nullable String node) {
    units.merge(
        unit,
        new Watched(time, node),
        (a, b) ->
            new Watched(Math.min(a.from(), b.from()), a.node() == null ? b.node() : a.node()));
  }

  /** Counts an observation; they come in the order of time. */
  void count(Facet facet, long time) {
    long now = Math.floorDiv(time, HourlyCounts.HOUR);
    if (now != hour) {
      keepHour();
      hour = now;
    }
    lately[facet.ordinal()]++;
  }

  private void keepHour() {
    for (Facet facet : Facet.values()) {
      long count = lately[facet.ordinal()];
      if (count > 0) {
        hours.computeIfAbsent(facet, f -> new TreeMap<>()).merge(hour, count, Long::sum);
        lately[facet.ordinal()] = 0;
      }
    }
  }

  /** What supports a trait. */
  Support support(Trait trait) {
    return traits.computeIfAbsent(trait, t -> new Support());
  }

  /** Whether anything was recorded of it. */
  boolean isEmpty() {
    return units.isEmpty();
  }

  Profile profile(Set<Facet> recorded, List<Window> windows, Losses losses) {
    keepHour();
    long first = units.values().stream().mapToLong(Watched::from).min().orElse(Long.MIN_VALUE);
    return Consolidation.of(
        key,
        traits.entrySet().stream().map(e -> e.getValue().element(e.getKey(), List.of())).toList(),
        units.entrySet().stream()
            .map(e ->
                new Unit(
                    e.getKey(), e.getValue().from(), recorded, losses.tooMany(e.getValue().node())))
            .toList(),
        windows.stream()
            .filter(w -> w.until() > first)
            .map(w -> new Window(Math.max(w.from(), first), w.until()))
            .toList(),
        Set.of(),
        "salvor",
        hours.entrySet().stream().map(e -> new HourlyCounts(e.getKey(), e.getValue())).toList());
  }
}

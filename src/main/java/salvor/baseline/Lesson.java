package salvor.baseline;

import java.util.EnumMap;
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
  private final int number;
  private final Map<String, Look> looks = new TreeMap<>();

  private final long[] lately = new long[Facet.values().length];
  private long hour = Long.MIN_VALUE;
  private final Map<Facet, SortedMap<Long, Long>> hours = new EnumMap<>(Facet.class);

  /** What becomes a {@link Unit}. */
  static final class Look {
    private final String unit;
    private @Nullable String node;
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;

    private Look(String unit) {
      this.unit = unit;
    }

    String unit() {
      return unit;
    }

    /** Something was recorded of it. */
    void at(long time) {
      from = Math.min(from, time);
      until = Math.max(until, time);
    }
  }

  Lesson(Profile.Key key, int number) {
    this.key = key;
    this.number = number;
  }

  /** Its number among the lessons, in the order in which they began. */
  int number() {
    return number;
  }

  boolean isOf(WorkloadRef workload) {
    return workload.namespace().equals(key.namespace()) && workload.name().equals(key.workload());
  }

  /**
   * The look of that name, which is no unit before something of it was recorded.
   *
   * @param node null when not known
   */
  Look look(String unit, @Nullable String node) {
    Look look = looks.computeIfAbsent(unit, Look::new);
    look.node = look.node == null ? node : look.node;
    return look;
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

  /** Whether anything was recorded of it. */
  boolean isEmpty() {
    return looks.isEmpty();
  }

  Profile profile(List<Element> elements, Sensors sensors, List<Window> windows, Losses losses) {
    keepHour();
    long first = looks.values().stream().mapToLong(l -> l.from).min().orElse(Long.MIN_VALUE);
    return Consolidation.of(
        key,
        elements,
        looks.values().stream()
            .map(l ->
                new Unit(
                    l.unit,
                    l.from,
                    l.until,
                    sensors.recorded(l.from, l.until),
                    losses.tooMany(l.node)))
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

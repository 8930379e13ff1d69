package salvor.evidence;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * By how much the clocks of sources were wrong: what is added to each time that a source recorded.
 * The evidence keeps its own times.
 *
 * @param nanos nanoseconds by the number of a source; a source that is not here, or has 0, was
 *     right
 * @param zones the zones in which sources write times that name none, by the number of a source
 */
public record ClockOffsets(SortedMap<Integer, Long> nanos, SortedMap<Integer, ZoneId> zones) {
  /** Every clock was right. */
  public static final ClockOffsets NONE = new ClockOffsets(Collections.emptySortedMap());

  public ClockOffsets {
    SortedMap<Integer, Long> wrong = new TreeMap<>(nanos);
    wrong.values().removeIf(by -> by == 0);
    nanos = Collections.unmodifiableSortedMap(wrong);
    zones = Collections.unmodifiableSortedMap(new TreeMap<>(zones));
  }

  /** Offsets alone. */
  public ClockOffsets(SortedMap<Integer, Long> nanos) {
    this(nanos, Collections.emptySortedMap());
  }

  /** An offset cannot be set. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    /** Why it cannot. */
    public enum Problem {
      /** No source has this name. */
      NO_SUCH_SOURCE,
      /** Several sources end with this name. */
      SEVERAL_SOURCES,
      /** A time of this source would leave the years that can be told, 1677 to 2262. */
      OUT_OF_RANGE
    }

    private final Problem problem;
    private final String source;

    Unusable(Problem problem, String source) {
      super(problem + ": " + source);
      this.problem = problem;
      this.source = source;
    }

    /** Why it cannot be set. */
    public Problem problem() {
      return problem;
    }

    /** The source, as it was named. */
    public String source() {
      return source;
    }
  }

  /**
   * The offsets of sources that are known by their path, or by its last parts where no other path
   * ends with them.
   *
   * @param named nanoseconds by name
   * @param zones zones by name
   * @throws Unusable when a name means no source, or several
   */
  public static ClockOffsets named(
      Map<String, Long> named, Map<String, ZoneId> zones, List<Source> sources) throws Unusable {
    return new ClockOffsets(byNumber(named, sources), byNumber(zones, sources));
  }

  private static <T> SortedMap<Integer, T> byNumber(Map<String, T> named, List<Source> sources)
      throws Unusable {
    SortedMap<Integer, T> byNumber = new TreeMap<>();
    for (Map.Entry<String, T> each : named.entrySet()) {
      for (Source source : meant(each.getKey(), sources)) {
        byNumber.put(source.id(), each.getValue());
      }
    }
    return byNumber;
  }

  /**
   * The offsets of sources that are known by their bytes, wherever they lie now.
   *
   * @param kept nanoseconds by SHA-256; one that no source has is passed over
   * @param zones zones by SHA-256
   */
  public static ClockOffsets ofContents(
      Map<String, Long> kept, Map<String, ZoneId> zones, List<Source> sources) {
    SortedMap<Integer, Long> nanos = new TreeMap<>();
    SortedMap<Integer, ZoneId> named = new TreeMap<>();
    for (Source source : sources) {
      Long by = kept.get(source.sha256());
      if (by != null) {
        nanos.put(source.id(), by);
      }
      ZoneId zone = zones.get(source.sha256());
      if (zone != null) {
        named.put(source.id(), zone);
      }
    }
    return new ClockOffsets(nanos, named);
  }

  /**
   * The sources that a name means: all with this very path; else the only one whose path ends with
   * it.
   *
   * @throws Unusable when it means none, or several
   */
  public static List<Source> meant(String name, List<Source> sources) throws Unusable {
    List<Source> exact = new ArrayList<>();
    List<Source> ending = new ArrayList<>();
    for (Source source : sources) {
      String path = source.path();
      if (path.equals(name)) {
        exact.add(source);
      } else if (path.endsWith("/" + name) || path.endsWith("!" + name)) {
        ending.add(source);
      }
    }
    if (!exact.isEmpty()) {
      return exact;
    }
    if (ending.size() == 1) {
      return ending;
    }
    throw new Unusable(
        ending.isEmpty() ? Unusable.Problem.NO_SUCH_SOURCE : Unusable.Problem.SEVERAL_SOURCES,
        name);
  }

  /** The zone that was named for a source, null when none was. */
  public @Nullable ZoneId zone(int source) {
    return zones.get(source);
  }

  /** The numbers of the sources with an offset or a zone. */
  public SortedSet<Integer> sources() {
    SortedSet<Integer> all = new TreeSet<>(nanos.keySet());
    all.addAll(zones.keySet());
    return all;
  }

  /** Whether every clock was right, and no zone was named. */
  public boolean isEmpty() {
    return nanos.isEmpty() && zones.isEmpty();
  }

  /** What is added to the times of a source, 0 when its clock was right. */
  public long of(int source) {
    return nanos.isEmpty() ? 0 : nanos.getOrDefault(source, 0L);
  }
}

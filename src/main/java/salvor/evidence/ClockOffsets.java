package salvor.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how much the clocks of sources were wrong: what is added to each time that a source recorded.
 * The evidence keeps its own times.
 *
 * @param nanos nanoseconds by the number of a source; a source that is not here, or has 0, was
 *     right
 */
public record ClockOffsets(SortedMap<Integer, Long> nanos) {
  /** Every clock was right. */
  public static final ClockOffsets NONE = new ClockOffsets(Collections.emptySortedMap());

  public ClockOffsets {
    SortedMap<Integer, Long> wrong = new TreeMap<>(nanos);
    wrong.values().removeIf(by -> by == 0);
    nanos = Collections.unmodifiableSortedMap(wrong);
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
   * @throws Unusable when a name means no source, or several
   */
  public static ClockOffsets named(Map<String, Long> named, List<Source> sources) throws Unusable {
    SortedMap<Integer, Long> nanos = new TreeMap<>();
    for (Map.Entry<String, Long> each : named.entrySet()) {
      for (Source source : meant(each.getKey(), sources)) {
        nanos.put(source.id(), each.getValue());
      }
    }
    return new ClockOffsets(nanos);
  }

  /**
   * The offsets of sources that are known by their bytes, wherever they lie now.
   *
   * @param kept nanoseconds by SHA-256; one that no source has is passed over
   */
  public static ClockOffsets ofContents(Map<String, Long> kept, List<Source> sources) {
    SortedMap<Integer, Long> nanos = new TreeMap<>();
    for (Source source : sources) {
      Long by = kept.get(source.sha256());
      if (by != null) {
        nanos.put(source.id(), by);
      }
    }
    return new ClockOffsets(nanos);
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

  /** Whether every clock was right. */
  public boolean isEmpty() {
    return nanos.isEmpty();
  }

  /** What is added to the times of a source, 0 when its clock was right. */
  public long of(int source) {
    return nanos.isEmpty() ? 0 : nanos.getOrDefault(source, 0L);
  }
}

package salvor.baseline;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One independent look at a workload: a pod on one day (UTC). Events are no units: a loop in one
 * pod says a thousand times the same.
 *
 * @param id what tells it from others, for example {@code web-5468d8c4df-8ppl7 2026-11-23}
 * @param from its first observation, epoch nanoseconds UTC; null when not known
 * @param until its last observation, epoch nanoseconds UTC; null when not known, or when its first
 *     is not
 * @param facets what the sensors recorded of it
 * @param lossy whether more than {@value Losses#MOST} in a hundred events of its node were lost
 */
public record Unit(
    String id, @Nullable Long from, @Nullable Long until, Set<Facet> facets, boolean lossy)
    implements Comparable<Unit> {
  public Unit {
    if (until != null && (from == null || until < from)) {
      throw new IllegalArgumentException(from + " to " + until);
    }
    facets =
        Collections.unmodifiableSet(
            facets.isEmpty() ? EnumSet.noneOf(Facet.class) : EnumSet.copyOf(facets));
  }

  /** Units of which only the number is known; they recorded every facet. */
  public static List<Unit> numbered(String of, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Unit(of + " " + i, null, null, EnumSet.allOf(Facet.class), false))
        .toList();
  }

  /** The same unit as two recordings saw it. */
  Unit with(Unit other) {
    Set<Facet> both = EnumSet.noneOf(Facet.class);
    both.addAll(facets);
    both.addAll(other.facets);
    Long first = from == null || (other.from != null && other.from < from) ? other.from : from;
    Long last = until == null || (other.until != null && other.until > until) ? other.until : until;
    return new Unit(id, first, last, both, lossy || other.lossy);
  }

  @Override
  public int compareTo(Unit other) {
    return id.compareTo(other.id);
  }
}

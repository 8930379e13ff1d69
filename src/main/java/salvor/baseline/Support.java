package salvor.baseline;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How often and where a trait was seen, put together from several elements. */
final class Support {
  private final Set<String> units = new TreeSet<>();
  private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
  private @Nullable String evidence;
  private @Nullable Long first;
  private @Nullable Long last;

  /** Counts what another element counted. */
  void add(Element other) {
    units.addAll(other.units());
    phases.addAll(other.phases());
    String record = other.evidence().isEmpty() ? null : other.evidence().getFirst();
    int order = earlier(other.firstSeen(), first);
    if (record != null && (order < 0 || (order == 0 && isBefore(record)))) {
      evidence = record;
    }
    first = order < 0 ? other.firstSeen() : first;
    Long end = other.lastSeen();
    last = last == null ? end : end == null ? last : Long.valueOf(Math.max(last, end));
  }

  private boolean isBefore(String record) {
    return evidence == null || record.compareTo(evidence) < 0;
  }

  /** The order of two times, of which one that is known comes first. */
  private static int earlier(@Nullable Long a, @Nullable Long b) {
    return a == null ? (b == null ? 0 : 1) : b == null ? -1 : Long.compare(a, b);
  }

  Element element(Trait trait, List<Element> members) {
    return new Element(
        trait,
        List.copyOf(units),
        first,
        last,
        phases,
        evidence == null ? List.of() : List.of(evidence),
        members);
  }
}

package salvor.baseline;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trait, and what supports it.
 *
 * @param trait what is done
 * @param units the ids of the {@link Unit}s that showed it, in their order; empty when the baseline
 *     does not say
 * @param firstSeen epoch nanoseconds UTC, null when the baseline does not say
 * @param lastSeen epoch nanoseconds UTC, null when the baseline does not say
 * @param phases in which phases it was seen; empty when the baseline does not say
 * @param evidence the records that first showed it, as {@code file:line}
 * @param members what a pattern was made from, in the order of their text; empty when it was seen
 *     as it is
 */
public record Element(
    Trait trait,
    List<String> units,
    @Nullable Long firstSeen,
    @Nullable Long lastSeen,
    Set<Phase> phases,
    List<String> evidence,
    List<Element> members) {
  public Element {
    units = List.copyOf(units);
    phases =
        Collections.unmodifiableSet(
            phases.isEmpty() ? EnumSet.noneOf(Phase.class) : EnumSet.copyOf(phases));
    evidence = List.copyOf(evidence);
    members = List.copyOf(members);
  }

  /** A trait of which nothing more is known. */
  public static Element of(Trait trait) {
    return new Element(trait, List.of(), null, null, Set.of(), List.of(), List.of());
  }

  /** How many units showed it; 0 when the baseline does not say. */
  public int support() {
    return units.size();
  }

  /** The same for another trait. */
  public Element as(Trait other) {
    return new Element(other, units, firstSeen, lastSeen, phases, evidence, members);
  }
}

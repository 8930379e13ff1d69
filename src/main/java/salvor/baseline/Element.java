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
 * @param support how many units (pods) showed it; 0 when the baseline does not say
 * @param firstSeen epoch nanoseconds UTC, null when the baseline does not say
 * @param lastSeen epoch nanoseconds UTC, null when the baseline does not say
 * @param phases in which phases it was seen; empty when the baseline does not say
 * @param evidence the records that first showed it, as {@code file:line}
 */
public record Element(
    Trait trait,
    int support,
    @Nullable Long firstSeen,
    @Nullable Long lastSeen,
    Set<Phase> phases,
    List<String> evidence) {
  public Element {
    phases =
        Collections.unmodifiableSet(
            phases.isEmpty() ? EnumSet.noneOf(Phase.class) : EnumSet.copyOf(phases));
    evidence = List.copyOf(evidence);
  }

  /** A trait of which nothing more is known. */
  public static Element of(Trait trait) {
    return new Element(trait, 0, null, null, Set.of(), List.of());
  }
}

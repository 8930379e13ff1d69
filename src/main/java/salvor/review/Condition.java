package salvor.review;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import salvor.evidence.Kind;

/**
 * When a rule fires: something of a kind was done, in one place, in any of several ways.
 *
 * @param kinds what was done: one of these
 * @param scope must hold whichever way
 * @param ways each is asked as a whole; one of them must hold, and there is at least one
 */
public record Condition(Set<Kind> kinds, List<Asked> scope, List<List<Asked>> ways) {
  public Condition {
    kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    scope = List.copyOf(scope);
    ways = ways.stream().map(List::copyOf).toList();
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("a condition that never holds");
    }
  }

  Condition(Kind kind, List<Asked> scope, List<List<Asked>> ways) {
    this(Set.of(kind), scope, ways);
  }

  /** Whether it holds. */
  Holds of(Facts facts) {
    Holds holds = Holds.of(kinds.contains(facts.kind())).and(all(scope, facts));
    if (holds == Holds.NO) {
      return holds;
    }
    Holds any = Holds.NO;
    for (List<Asked> way : ways) {
      any = any.or(all(way, facts));
    }
    return holds.and(any);
  }

  private static Holds all(List<Asked> tests, Facts facts) {
    Holds holds = Holds.YES;
    for (Asked test : tests) {
      holds = holds.and(test.of(facts));
      if (holds == Holds.NO) {
        return holds;
      }
    }
    return holds;
  }

  /** The same in a wider place: only what fits is left of its scope. */
  Condition within(Predicate<Asked> fits) {
    return new Condition(kinds, scope.stream().filter(fits).toList(), ways);
  }
}

package salvor.review;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import salvor.evidence.Quality;

/** One thing that a condition asks. */
public sealed interface Asked {
  /** The field is one of these. */
  record In(Field field, SortedSet<String> values) implements Asked {
    public In {
      values = some(values);
    }

    In(Field field, String value) {
      this(field, new TreeSet<>(Set.of(value)));
    }
  }

  /** The field is none of these. */
  record NotIn(Field field, SortedSet<String> values) implements Asked {
    public NotIn {
      values = some(values);
    }
  }

  /** The field contains this. */
  record Contains(Field field, String text) implements Asked {}

  /** The sensor marked the executable so. */
  record Marked(Quality quality) implements Asked {}

  private static SortedSet<String> some(SortedSet<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a test for no value");
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  /** Whether it holds. */
  default Holds of(Facts facts) {
    return switch (this) {
      case In(Field field, var values) -> oneOf(facts, field, values);
      case NotIn(Field field, var values) -> oneOf(facts, field, values).not();
      case Contains(Field field, String text) -> facts.contains(field, text);
      case Marked(Quality quality) -> facts.marked(quality);
    };
  }

  private static Holds oneOf(Facts facts, Field field, Set<String> values) {
    Holds holds = Holds.NO;
    for (String value : values) {
      holds = holds.or(facts.is(field, value));
      if (holds == Holds.YES) {
        return holds;
      }
    }
    return holds;
  }
}

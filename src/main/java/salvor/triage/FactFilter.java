package salvor.triage;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;

/**
 * A filter in the language of {@link Filter} over what is no observation: the pods of a cluster.
 * Only the fields that such a thing has are understood; free text is sought in all of their texts.
 */
public final class FactFilter {
  private final Term term;
  private final Set<FilterField> fields;

  private FactFilter(Term term, Set<FilterField> fields) {
    this.term = term;
    this.fields = fields;
  }

  /** One thing, as the filter asks it. */
  public interface Facts {
    /** The texts in a field; none where it has none. */
    List<String> texts(FilterField field);

    /** The number in a field. */
    long number(FilterField field);

    /** How bad the worst of it is, null when nothing is. */
    @Nullable Severity severity();
  }

  /** Leaves everything. */
  public static FactFilter everything() {
    return new FactFilter(new Term.Every(), FilterField.OF_PODS);
  }

  /**
   * Understands an expression about pods; an empty one leaves every pod.
   *
   * @throws FilterError when it is none, or asks what no pod has
   */
  public static FactFilter ofPods(String expression) throws FilterError {
    Set<FilterField> fields = FilterField.OF_PODS;
    return new FactFilter(new FilterParser(expression, fields).parse(), fields);
  }

  /** Whether the filter leaves it. */
  public boolean fits(Facts facts) {
    return fits(term, facts);
  }

  private boolean fits(Term of, Facts facts) {
    return switch (of) {
      case Term.Every _ -> true;
      case Term.And(Term left, Term right) -> fits(left, facts) && fits(right, facts);
      case Term.Or(Term left, Term right) -> fits(left, facts) || fits(right, facts);
      case Term.Not(Term inner) -> !fits(inner, facts);
      case Term.Free(TextPattern pattern, long _) ->
          fields.stream()
              .filter(field -> field.holds() == FilterField.Holds.TEXT)
              .anyMatch(field -> facts.texts(field).stream().anyMatch(pattern::fits));
      case Term.Text(FilterField field, TextPattern pattern) ->
          facts.texts(field).stream().anyMatch(pattern::fits);
      case Term.Numbered(FilterField field, long from, long to) ->
          facts.number(field) >= from && facts.number(field) <= to;
      case Term.Severe(int from, int to) -> {
        Severity severity = facts.severity();
        yield severity != null && severity.ordinal() >= from && severity.ordinal() <= to;
      }
      case Term.First _, Term.Time _, Term.Marked _ ->
          throw new IllegalStateException("a pod has no such field");
    };
  }
}

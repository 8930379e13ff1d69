package salvor.triage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import salvor.baseline.Verdict;

/**
 * The terms of an expression that must all fit: so it can be changed piece by piece, and what
 * somebody wrote stays as it was written.
 *
 * @param terms the text of each
 */
public record FilterTerms(List<String> terms) {
  public FilterTerms {
    terms = List.copyOf(terms);
  }

  /** The terms of a filter. */
  public static FilterTerms of(Filter filter) {
    return new FilterTerms(filter.terms());
  }

  /** The terms as one expression. */
  public String expression() {
    return String.join(" and ", terms);
  }

  /**
   * With one more term, if it is not there yet.
   *
   * @throws FilterError when it is no expression
   */
  public FilterTerms with(String term) throws FilterError {
    List<String> all = new ArrayList<>(terms);
    for (String one : Filter.parse(term).terms()) {
      if (!holds(one)) {
        all.add(one);
      }
    }
    return new FilterTerms(all);
  }

  /**
   * Without a term, however its spaces are set.
   *
   * @throws FilterError when it is no expression
   */
  public FilterTerms without(String term) throws FilterError {
    Filter gone = Filter.parse(term);
    return new FilterTerms(
        terms.stream().filter(t -> !understood(t).term().equals(gone.term())).toList());
  }

  private boolean holds(String term) throws FilterError {
    return !without(term).equals(this);
  }

  private static Filter understood(String term) {
    try {
      return Filter.parse(term);
    } catch (FilterError e) {
      throw new IllegalStateException(e); // it was a part of an expression that was understood
    }
  }

  /** The verdicts that a term chooses which speaks of nothing else; none when there is no such. */
  public Set<Verdict> verdicts() {
    return terms.stream()
        .map(t -> verdicts(understood(t).term()))
        .filter(v -> !v.isEmpty())
        .findFirst()
        .orElse(Set.of());
  }

  /** With these verdicts chosen instead; none for all. */
  public FilterTerms withVerdicts(Set<Verdict> chosen) {
    List<String> all = new ArrayList<>();
    for (String term : terms) {
      if (verdicts(understood(term).term()).isEmpty()) {
        all.add(term);
      }
    }
    String wanted =
        String.join(
            " or ",
            chosen.stream().sorted().map(v -> term(FilterField.VERDICT, "=", word(v))).toList());
    if (!chosen.isEmpty()) {
      all.add(chosen.size() == 1 ? wanted : "(" + wanted + ")");
    }
    return new FilterTerms(all);
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static Set<Verdict> verdicts(Term term) {
    Set<Verdict> found = EnumSet.noneOf(Verdict.class);
    switch (term) {
      case Term.Text(FilterField field, TextPattern pattern) when field == FilterField.VERDICT -> {
        for (Verdict verdict : Verdict.values()) {
          if (pattern.fits(verdict.name())) {
            found.add(verdict);
          }
        }
      }
      case Term.Or(Term left, Term right) -> {
        Set<Verdict> one = verdicts(left);
        Set<Verdict> other = verdicts(right);
        if (!one.isEmpty() && !other.isEmpty()) {
          found.addAll(one);
          found.addAll(other);
        }
      }
      case Term.Every _,
          Term.And _,
          Term.Not _,
          Term.Free _,
          Term.Text _,
          Term.Numbered _,
          Term.Severe _,
          Term.Time _,
          Term.Star _ -> {}
    }
    return found;
  }

  /**
   * A term that asks a field for exactly a value out of the evidence.
   *
   * @param sign how they compare, such as {@code =} or {@code !=}
   */
  public static String term(FilterField field, String sign, String value) {
    return field.names().getFirst() + " " + sign + " " + quoted(value);
  }

  /**
   * A value as an expression has it, in quotes where it needs them. What cannot be written in one
   * line, or would be written and not be seen, becomes {@code *}.
   */
  public static String quoted(String value) {
    StringBuilder text = new StringBuilder();
    boolean plain = !value.isEmpty();
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      plain &= Character.isLetterOrDigit(c) || "-_./:@+,".indexOf(c) >= 0;
      switch (Character.getType(c)) {
        case Character.CONTROL -> text.append(c == 0 ? " " : "*");
        case Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.SURROGATE ->
            text.append('*');
        default -> text.append(c == '"' || c == '*' || c == '\\' ? "\\" : "").appendCodePoint(c);
      }
    }
    return plain ? text.toString() : "\"" + text + "\"";
  }
}

package salvor.triage;

import java.util.ArrayList;
import java.util.List;

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

package salvor.triage;

import java.util.BitSet;
import java.util.List;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;

/**
 * Chooses rows by an expression, such as {@code verdict=out and (program=curl or peer=10.*) and not
 * kind=exit}.
 *
 * <pre>
 * expression = [ or ]                                  an empty one leaves every row
 * or         = and { "or" and }
 * and        = not { [ "and" ] not }                   no word between two terms means "and"
 * not        = "not" not | "(" or ")" | match
 * match      = field sign value | value                a value alone: free text
 * sign       = "=" | "!=" | "~" | "!~" | "&lt;" | "&lt;=" | ">" | ">="
 * value      = word | '"' { character } '"'            in quotes \ takes the meaning from ", * and \
 * word       = characters without space ( ) = ~ &lt; > " and without != and !~
 * </pre>
 *
 * <p>{@code *} stands for any characters. {@code =} means the whole text and minds case in what
 * sources wrote (not in kinds, verdicts, reasons, qualities, outcomes, tags); {@code ~} means a
 * piece of it and does not mind the case of A to Z. Free text is sought as a piece of any text of
 * place, process and activity; a number is also sought as port and process id. {@code program} and
 * {@code parent} are met by the whole path or its last element. A field that a row does not have is
 * not equal to anything, so {@code !=} and {@code !~} leave the row: they are exactly "not =" and
 * "not ~".
 *
 * <p>{@code outcome} is met by what came of it ({@code succeeded}, {@code allowed}, {@code denied},
 * {@code failed}, {@code unknown}) and by what the source said of that ({@code 403}, {@code
 * ECONNREFUSED}).
 *
 * <p>Times are as exact as written: {@code time=2026-11-20T10:15Z} is the whole minute, {@code >}
 * begins after that minute and {@code >=} with it, {@code <=} ends with it. A time needs its zone,
 * {@code Z} or an offset such as {@code +01:00}; a date alone is a day in UTC. A time of day is
 * UTC, or that of the offset behind it ({@code time>05:43+01:00}), and allowed only when the
 * recording lies within one day there. No zone that a window or a terminal prefers changes what an
 * expression means. {@code severity} is ordered. {@code first=case} is what stands out of profile,
 * exactly or nearly, and is the first of its program, file, peer, name or request in all evidence;
 * {@code first=image} the first in the containers of its image digest, where all digests needed are
 * known; {@code first=pod} the first in its pod. Fields: {@link FilterField}.
 */
public final class Filter {
  private final String expression;
  private final Term term;
  private final List<String> terms;

  private Filter(String expression, Term term, List<String> terms) {
    this.expression = expression;
    this.term = term;
    this.terms = terms;
  }

  /**
   * Understands an expression; an empty one leaves every row.
   *
   * @throws FilterError when it is none, with the place and what was expected there; nothing else
   *     is thrown
   */
  public static Filter parse(String expression) throws FilterError {
    FilterParser parser = new FilterParser(expression);
    Term term = parser.parse();
    return new Filter(expression, term, parser.conjuncts());
  }

  /**
   * The rows that it leaves.
   *
   * @throws FilterError when a time of day is given and the recording covers no day or several
   */
  public BitSet rows(Evidence evidence, Verdicts verdicts, RowMarks marks) throws FilterError {
    return rows(evidence, verdicts, marks, Progress.NONE);
  }

  /**
   * The same, stopped when it is asked to.
   *
   * @throws FilterError as above
   * @throws salvor.jobs.JobCancelled when the progress says so
   */
  public BitSet rows(Evidence evidence, Verdicts verdicts, RowMarks marks, Progress progress)
      throws FilterError {
    return new FilterRows(evidence, verdicts, marks, progress).rows(term);
  }

  /** Whether what it leaves depends on what people marked. */
  public boolean asksForMarks() {
    return asksForMarks(term);
  }

  private static boolean asksForMarks(Term term) {
    return switch (term) {
      case Term.And(Term left, Term right) -> asksForMarks(left) || asksForMarks(right);
      case Term.Or(Term left, Term right) -> asksForMarks(left) || asksForMarks(right);
      case Term.Not(Term inner) -> asksForMarks(inner);
      case Term.Marked _ -> true;
      case Term.Text(FilterField field, TextPattern _) ->
          field == FilterField.TAG
              || field == FilterField.COMMENT
              || field == FilterField.MILESTONE;
      case Term.Every _, Term.Free _, Term.Numbered _, Term.Severe _, Term.Time _, Term.First _ ->
          false;
    };
  }

  /** Whether it leaves every row of any recording. */
  public boolean isEmpty() {
    return term instanceof Term.Every;
  }

  Term term() {
    return term;
  }

  /** The texts of the terms that must all fit. */
  List<String> terms() {
    return terms;
  }

  /** The expression as it was written. */
  public String expression() {
    return expression;
  }

  @Override
  public String toString() {
    return expression;
  }
}

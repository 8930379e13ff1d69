package salvor.triage;

import java.util.BitSet;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;

/** A filter. */
public final class Filter {
  private final String expression;

  private Filter(String expression) {
    this.expression = expression;
  }

  /**
   * Understands an expression; an empty one leaves every row.
   *
   * @throws FilterError when it is none, with the place and what was expected there; nothing else is thrown
   */
  public static Filter parse(String expression) throws FilterError {
    return new Filter(expression);
  }

  /**
   * The rows that it leaves.
   *
   * @throws FilterError when a time of day is given and the recording covers no day or several
   */
  public BitSet rows(Observations observations, Verdicts verdicts, RowMarks marks) throws FilterError {
    BitSet rows = new BitSet(observations.size());
    rows.set(0, observations.size());
    return rows;
  }

  /** The expression as it was written. */
  public String expression() {
    return expression;
  }
}

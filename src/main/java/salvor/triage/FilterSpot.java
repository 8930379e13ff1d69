package salvor.triage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in an expression that is being written, and what could be written there.
 *
 * @param expects what could stand there
 * @param field the field that a sign or value is wanted for; null elsewhere
 * @param start where what is being written begins, in characters from 0
 * @param written what is there of it so far
 */
public record FilterSpot(Expects expects, @Nullable FilterField field, int start, String written) {
  /** What could stand in a place. */
  public enum Expects {
    /** A field, free text, not or a parenthesis. */
    TERM,
    /** A comparison; also and, or. */
    SIGN,
    VALUE,
    /** A whole term stands before: and, or, or the next term. */
    JOIN
  }

  static final FilterSpot START = new FilterSpot(Expects.TERM, null, 0, "");

  /**
   * The place before a character of an expression, whatever stands behind it. What is wrong before
   * the place leaves it where the error is.
   *
   * @param fields what can be asked
   */
  public static FilterSpot at(String expression, int caret, Set<FilterField> fields) {
    FilterParser parser = new FilterParser(expression.substring(0, caret), fields);
    try {
      parser.parse();
    } catch (FilterError _) {
      // half-written: that is why somebody asks
    }
    return parser.spot();
  }
}

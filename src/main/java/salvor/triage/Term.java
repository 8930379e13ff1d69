package salvor.triage;

import java.util.List;
import salvor.timeline.FlagScope;

/** A part of a filter expression. */
sealed interface Term {
  /** Every row. */
  record Every() implements Term {}

  /** Rows that fit both. */
  record And(Term left, Term right) implements Term {}

  /** Rows that fit one at least. */
  record Or(Term left, Term right) implements Term {}

  /** Rows that do not fit. */
  record Not(Term term) implements Term {}

  /** Rows any text of which holds the word, or whose port or pid it is. */
  record Free(TextPattern pattern, long number) implements Term {}

  /** Rows with a text in the field that fits. */
  record Text(FilterField field, TextPattern pattern) implements Term {}

  /** Rows with a number in the field in the range, both ends included. */
  record Numbered(FilterField field, long from, long to) implements Term {}

  /** Rows of at least, or at most, a severity; ordinals, both ends included. */
  record Severe(int from, int to) implements Term {}

  /** Rows that are the first OUT or NEAR of their thing in a scope. */
  record First(FlagScope scope) implements Term {}

  /** Rows before, in or after a time. */
  record Time(Order order, TimeRange range) implements Term {}

  /** Rows that somebody marked so, or that nobody did. */
  record Marked(FilterField field, boolean yes) implements Term {}

  /** How a field and a value compare. */
  enum Order {
    EQUAL("="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    HOLDS("~"),
    NOT_EQUAL("!="),
    HOLDS_NOT("!~");

    private final String sign;

    Order(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /** The text between the stars of a value. */
  record Value(List<String> parts, String plain, int position) {
    /** The whole number that it is; -1 where it is none. */
    long number() {
      boolean digits = plain.chars().allMatch(c -> c >= '0' && c <= '9');
      return !digits || plain.isEmpty() || plain.length() > 18 ? -1 : Long.parseLong(plain);
    }
  }
}

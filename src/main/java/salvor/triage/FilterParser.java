package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;
import salvor.timeline.FlagScope;
import salvor.triage.Term.Order;
import salvor.triage.Term.Value;

/**
 * Understands filter expressions; the grammar is that of {@link Filter}. Recursive descent, bounded
 * in depth.
 */
final class FilterParser {
  private static final int DEEPEST = 200;

  /** Terms are joined two by two, so that a long chain of them is deep. */
  private static final int MOST_TERMS = 1000;

  private static final List<String> SIGNS = List.of("!=", "!~", "<=", ">=", "=", "~", "<", ">");

  private final String text;
  private final Set<FilterField> fields;
  private int at;
  private int depth;
  private int terms;
  private final List<String> conjuncts = new ArrayList<>();
  private boolean alternatives;
  private FilterSpot spot = FilterSpot.START;

  FilterParser(String text) {
    this(text, FilterField.OF_EVENTS);
  }

  FilterParser(String text, Set<FilterField> fields) {
    this.text = text;
    this.fields = fields;
  }

  Term parse() throws FilterError {
    skipSpace();
    if (at == text.length()) {
      return new Term.Every();
    }
    Term term = or();
    if (at < text.length()) {
      throw new FilterError(at, "and, or, or the end");
    }
    return term;
  }

  /**
   * The texts of the terms that must all fit; one in parentheses when the expression is made of
   * alternatives.
   */
  List<String> conjuncts() {
    return alternatives ? List.of("(" + text.trim() + ")") : List.copyOf(conjuncts);
  }

  /** What the text could go on with at its end, as far as it was understood. */
  FilterSpot spot() {
    return spot;
  }

  private Term or() throws FilterError {
    Term left = and();
    while (word("or")) {
      alternatives |= depth == 0;
      left = new Term.Or(left, and());
    }
    return left;
  }

  /** Two terms without a word between them must both fit, as in every search box. */
  private Term and() throws FilterError {
    Term left = conjunct();
    while (word("and") || (at < text.length() && text.charAt(at) != ')' && !isWord("or"))) {
      left = new Term.And(left, conjunct());
    }
    return left;
  }

  private Term conjunct() throws FilterError {
    int start = at;
    Term term = not();
    if (depth == 0) {
      conjuncts.add(text.substring(start, at).trim());
    }
    return term;
  }

  private Term not() throws FilterError {
    if (++depth > DEEPEST) {
      throw new FilterError(at, "at most " + DEEPEST + " parentheses and nots in one another");
    }
    Term term;
    if (word("not")) {
      term = new Term.Not(not());
    } else if (at < text.length() && text.charAt(at) == '(') {
      int open = at++;
      skipSpace();
      term = or();
      if (at == text.length()) {
        throw new FilterError(at, ") for the ( at character " + (open + 1));
      }
      at++;
      skipSpace();
    } else {
      term = match();
    }
    if (isClosed()) {
      spot = new FilterSpot(FilterSpot.Expects.JOIN, null, at, "");
    }
    depth--;
    return term;
  }

  private Term match() throws FilterError {
    if (++terms > MOST_TERMS) {
      throw new FilterError(at, "at most " + MOST_TERMS + " terms");
    }
    int start = at;
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    expect(FilterSpot.Expects.TERM, null);
    Value first = value("a field, a word, not or (");
    Optional<FilterField> field =
        quoted ? Optional.empty() : FilterField.named(first.plain()).filter(fields::contains);
    if (field.isPresent() && isClosed()) {
      expect(FilterSpot.Expects.SIGN, field.get());
    }
    Optional<Order> order = quoted ? Optional.empty() : sign();
    if (order.isEmpty()) {
      KnownWords.requireNoColon(first, quoted ? Set.of() : fields);
      return new Term.Free(new TextPattern(first.parts(), false, true), first.number());
    }
    if (field.isEmpty()) {
      throw new FilterError(start, "a field: " + FilterField.names(fields));
    }
    expect(FilterSpot.Expects.VALUE, field.get());
    Value value = value("a value");
    return switch (order.get()) {
      case NOT_EQUAL -> new Term.Not(term(field.get(), Order.EQUAL, value));
      case HOLDS_NOT -> new Term.Not(term(field.get(), Order.HOLDS, value));
      case EQUAL, HOLDS, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          term(field.get(), order.get(), value);
    };
  }

  private static Term term(FilterField field, Order order, Value value) throws FilterError {
    return switch (field.holds()) {
      case TEXT, WORDS -> {
        if (order != Order.EQUAL && order != Order.HOLDS) {
          throw new FilterError(
              value.position(),
              "= != ~ or !~ between " + field.names().getFirst() + " and its value");
        }
        boolean whole = order == Order.EQUAL;
        boolean folded = !whole || field.holds() == FilterField.Holds.WORDS;
        TextPattern pattern = new TextPattern(value.parts(), whole, folded);
        KnownWords.require(field, pattern, value.position());
        yield new Term.Text(field, pattern);
      }
      case NUMBER -> {
        long number = value.number();
        if (number < 0) {
          throw new FilterError(value.position(), "a whole number");
        }
        yield switch (ordered(field, order, value)) {
          case LESS -> new Term.Numbered(field, Long.MIN_VALUE, number - 1);
          case LESS_OR_EQUAL -> new Term.Numbered(field, Long.MIN_VALUE, number);
          case GREATER -> new Term.Numbered(field, number + 1, Long.MAX_VALUE);
          case GREATER_OR_EQUAL -> new Term.Numbered(field, number, Long.MAX_VALUE);
          case EQUAL, HOLDS, NOT_EQUAL, HOLDS_NOT -> new Term.Numbered(field, number, number);
        };
      }
      case TIME ->
          new Term.Time(
              ordered(field, order, value), TimeRange.parse(value.plain(), value.position()));
      case SEVERITY -> severity(ordered(field, order, value), value);
      case SCOPE -> {
        ordered(field, order, value);
        yield first(value);
      }
      case YES -> marked(field, ordered(field, order, value), value);
    };
  }

  private static Order ordered(FilterField field, Order order, Value value) throws FilterError {
    boolean onlyEqual =
        field.holds() == FilterField.Holds.YES || field.holds() == FilterField.Holds.SCOPE;
    if (order == Order.HOLDS || (onlyEqual && order != Order.EQUAL)) {
      throw new FilterError(
          value.position(),
          (onlyEqual ? "= or !=" : "= != < <= > or >=")
              + " between "
              + field.names().getFirst()
              + " and its value");
    }
    return order;
  }

  private static Term severity(Order order, Value value) throws FilterError {
    for (Severity severity : Severity.values()) {
      if (severity.name().equalsIgnoreCase(value.plain())) {
        int n = severity.ordinal();
        int most = Severity.values().length;
        return switch (order) {
          case LESS -> new Term.Severe(0, n - 1);
          case LESS_OR_EQUAL -> new Term.Severe(0, n);
          case GREATER -> new Term.Severe(n + 1, most);
          case GREATER_OR_EQUAL -> new Term.Severe(n, most);
          case EQUAL, HOLDS, NOT_EQUAL, HOLDS_NOT -> new Term.Severe(n, n);
        };
      }
    }
    throw new FilterError(
        value.position(), "one of " + Arrays.toString(Severity.values()).toLowerCase(Locale.ROOT));
  }

  private static Term first(Value value) throws FilterError {
    for (FlagScope scope : FlagScope.values()) {
      if (scope.name().equalsIgnoreCase(value.plain())) {
        return new Term.First(scope);
      }
    }
    throw new FilterError(value.position(), "pod, image or case");
  }

  private static Term marked(FilterField field, Order order, Value value) throws FilterError {
    return switch (value.plain().toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> new Term.Marked(field, order == Order.EQUAL);
      case "no", "false" -> new Term.Marked(field, order != Order.EQUAL);
      default -> throw new FilterError(value.position(), "yes or no");
    };
  }

  private void expect(FilterSpot.Expects what, @Nullable FilterField field) {
    spot = new FilterSpot(what, field, at, text.substring(at));
  }

  /** Whether what stands before this place cannot grow any more. */
  private boolean isClosed() {
    return at < text.length()
        || text.charAt(at - 1) <= ' '
        || "\")".indexOf(text.charAt(at - 1)) >= 0;
  }

  private Optional<Order> sign() {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        skipSpace();
        return Arrays.stream(Order.values()).filter(o -> o.sign().equals(sign)).findFirst();
      }
    }
    return Optional.empty();
  }

  private Value value(String expected) throws FilterError {
    if (at == text.length()) {
      throw new FilterError(at, expected);
    }
    return text.charAt(at) == '"' ? quoted() : bare(expected);
  }

  private Value bare(String expected) throws FilterError {
    int start = at;
    while (at < text.length() && !endsWord(at)) {
      at++;
    }
    if (at == start) {
      throw new FilterError(at, expected);
    }
    String word = text.substring(start, at);
    skipSpace();
    return new Value(List.of(word.split("\\*", -1)), word, start);
  }

  private Value quoted() throws FilterError {
    int start = at++;
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '*') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        if (c == '\\') {
          if (at == text.length()) {
            break;
          }
          c = text.charAt(at++);
        }
        part.append(c);
      }
      plain.append(c);
    }
    if (at == text.length()) {
      throw new FilterError(at, "\" for the \" at character " + (start + 1));
    }
    at++;
    skipSpace();
    parts.add(part.toString());
    return new Value(parts, plain.toString(), start);
  }

  private boolean word(String word) {
    if (!isWord(word)) {
      return false;
    }
    at += word.length();
    skipSpace();
    return true;
  }

  private boolean isWord(String word) {
    int end = at + word.length();
    if (!text.regionMatches(true, at, word, 0, word.length())
        || (end < text.length() && !endsWord(end))) {
      return false;
    }
    // "or=x" is a wrong field, and is told as one
    return end == text.length() || "=~<>!".indexOf(text.charAt(end)) < 0;
  }

  private boolean endsWord(int place) {
    char c = text.charAt(place);
    return c <= ' '
        || "()=~<>\"".indexOf(c) >= 0
        || text.startsWith("!=", place)
        || text.startsWith("!~", place);
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }
}

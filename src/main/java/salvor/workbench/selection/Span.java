package salvor.workbench.selection;

/**
 * A range of time.
 *
 * @param from its first nanosecond since 1970
 * @param to the nanosecond after its last
 */
public record Span(long from, long to) {
  public Span {
    if (to <= from) {
      throw new IllegalArgumentException("an empty range: " + from + " to " + to);
    }
  }

  /** The range from one time to a later one, both of them in it. */
  public static Span through(long first, long last) {
    long from = Math.min(first, Long.MAX_VALUE - 1);
    return new Span(from, last == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(from, last) + 1);
  }

  /** The range between two times in either order; it holds at least one nanosecond. */
  public static Span between(long one, long other) {
    return new Span(Math.min(one, other), Math.max(one, other) + (one == other ? 1 : 0));
  }
}

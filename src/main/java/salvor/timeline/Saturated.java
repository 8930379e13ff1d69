package salvor.timeline;

/** Sums of times that stay within a long's range: evidence may name the years 1677 and 2262. */
final class Saturated {
  private Saturated() {}

  static long plus(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  static long minus(long a, long b) {
    return b == Long.MIN_VALUE ? plus(plus(a, Long.MAX_VALUE), 1) : plus(a, -b);
  }

  static long distance(long a, long b) {
    return a < b ? minus(b, a) : minus(a, b);
  }
}

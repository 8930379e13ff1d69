package salvor.evidence;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Offsets of clocks as text: a sign, then numbers with their units, {@code +3.2s} or {@code
 * -1h30m}. Units are d, h, m, s, ms, us and ns, the larger before the smaller.
 */
public final class OffsetText {
  private static final long SECOND = 1_000_000_000L;
  private static final String NUMBER = "(\\d{1,12}(?:\\.\\d{1,9})?)";
  private static final String[] UNITS = {"d", "h", "m", "s", "ms", "us", "ns"};
  private static final long[] NANOS = {
    86_400 * SECOND, 3600 * SECOND, 60 * SECOND, SECOND, 1_000_000, 1000, 1
  };
  private static final Pattern FORM = Pattern.compile(form());

  private OffsetText() {}

  private static String form() {
    StringBuilder form = new StringBuilder("([+-])");
    for (String unit : UNITS) {
      form.append("(?:").append(NUMBER).append(unit).append(")?");
    }
    return form.toString();
  }

  /**
   * The nanoseconds that a text means; empty when it is none, is not a whole number of nanoseconds,
   * or is longer than 292 years.
   */
  public static Optional<Long> read(String text) {
    Matcher parts = FORM.matcher(text);
    if (text.length() < 3 || !parts.matches()) {
      return Optional.empty();
    }
    try {
      long sum = 0;
      for (int i = 0; i < UNITS.length; i++) {
        String number = parts.group(i + 2);
        if (number != null) {
          BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(NANOS[i]));
          sum = Math.addExact(sum, nanos.longValueExact());
        }
      }
      return Optional.of(text.charAt(0) == '-' ? -sum : sum);
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /** The text of an offset, as short as it can be: {@code +0s}, {@code -1h30m}, {@code +3.2s}. */
  public static String of(long nanos) {
    StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "+");
    long rest = nanos; // kept negative: the smallest number has no positive
    if (rest > 0) {
      rest = -rest;
    }
    for (int i = 0; i < 3; i++) {
      if (rest <= -NANOS[i]) {
        text.append(-(rest / NANOS[i])).append(UNITS[i]);
        rest %= NANOS[i];
      }
    }
    if (rest != 0 || text.length() == 1) {
      text.append(BigDecimal.valueOf(-rest, 9).stripTrailingZeros().toPlainString()).append('s');
    }
    return text.toString();
  }
}

package salvor.ingest;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;

/** Numbers of seconds with a fraction, read digit by digit: a double would round the end away. */
public final class DecimalTime {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,18})?");
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal LAST = BigDecimal.valueOf(Long.MAX_VALUE);

  /**
   * The year 2000: what lies before counts from a boot or the begin of a capture, not from 1970.
   */
  private static final long WALL_CLOCK = 946_684_800_000_000_000L;

  private DecimalTime() {}

  /** The moment so many seconds after 1970; null when it is none. */
  public static @Nullable ObservedTime ofEpoch(@Nullable String text) {
    long nanos = nanos(text);
    return text == null || nanos < WALL_CLOCK ? null : new ObservedTime(nanos, text);
  }

  /** A length of time in nanoseconds; negative when it is none. */
  public static long nanos(@Nullable String text) {
    if (text == null || !FORM.matcher(text).matches()) {
      return -1;
    }
    BigDecimal nanos = new BigDecimal(text).multiply(NANOS);
    return nanos.compareTo(LAST) > 0 ? -1 : nanos.longValue();
  }
}

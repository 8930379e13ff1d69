package salvor.workbench.wording;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations in words. Everything is UTC and given in nanoseconds. */
public final class Moments {
  private static final DateTimeFormatter FULL = format("yyyy-MM-dd HH:mm:ss.SSSSSSSSS");
  private static final DateTimeFormatter FINE = format("HH:mm:ss.SSSSSSSSS");
  private static final DateTimeFormatter CLOCK = format("HH:mm:ss");
  private static final DateTimeFormatter SECONDS = format("yyyy-MM-dd HH:mm:ss");
  private static final long SECOND = 1_000_000_000L;

  private Moments() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  /** Date and time to the nanosecond. */
  public static String full(long nanos) {
    return FULL.format(instant(nanos));
  }

  /** Date and time to the second. */
  public static String seconds(long nanos) {
    return SECONDS.format(instant(nanos));
  }

  /** Time of day to the second. */
  public static String clock(long nanos) {
    return CLOCK.format(instant(nanos));
  }

  /** Time of day to the nanosecond. */
  public static String fine(long nanos) {
    return FINE.format(instant(nanos));
  }

  /** Time of day to the second, with the date where the times shown are of several days. */
  public static String brief(long nanos, boolean oneDay) {
    return oneDay ? clock(nanos) : seconds(nanos);
  }

  /** Whether two times are of one day in UTC. */
  public static boolean sameDay(long one, long other) {
    return Math.floorDiv(one, 86_400 * SECOND) == Math.floorDiv(other, 86_400 * SECOND);
  }

  /** A length of time in its two largest units, for example {@code 2 h 5 min} or {@code 13 ms}. */
  public static String length(long nanos) {
    long n = Math.abs(nanos);
    if (n < 0) {
      return "292 years";
    }
    if (n < 1_000) {
      return n + " ns";
    }
    if (n < 1_000_000) {
      return decimal(n, 1_000, "\u00b5s");
    }
    if (n < SECOND) {
      return decimal(n, 1_000_000, "ms");
    }
    if (n < 60 * SECOND) {
      return decimal(n, SECOND, "s");
    }
    long s = n / SECOND;
    if (s < 3_600) {
      return two(s / 60, "min", s % 60, "s");
    }
    return s < 86_400
        ? two(s / 3_600, "h", s % 3_600 / 60, "min")
        : two(s / 86_400, "d", s % 86_400 / 3_600, "h");
  }

  private static String decimal(long n, long unit, String name) {
    long whole = n / unit;
    return whole >= 10
        ? whole + " " + name
        : String.format(Locale.ROOT, "%.1f %s", (double) n / unit, name);
  }

  private static String two(long major, String majorName, long minor, String minorName) {
    return major + " " + majorName + (minor == 0 ? "" : " " + minor + " " + minorName);
  }

  /** A number with groups of three digits. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number and what it counts, for example {@code 1 event} or {@code 2,000 events}. */
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }
}

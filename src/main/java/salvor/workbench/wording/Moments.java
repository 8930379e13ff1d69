package salvor.workbench.wording;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times and durations in words. Times are given in nanoseconds since 1970 and told in the zone that
 * the investigator prefers, UTC at first; {@link #zone} names it.
 */
public final class Moments {
  private static final DateTimeFormatter FULL = format("yyyy-MM-dd HH:mm:ss.SSSSSSSSS");
  private static final DateTimeFormatter FINE = format("HH:mm:ss.SSSSSSSSS");
  private static final DateTimeFormatter CLOCK = format("HH:mm:ss");
  private static final DateTimeFormatter SECONDS = format("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter WRITTEN = format("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX");
  private static final DateTimeFormatter OFFSET = format("xxx");
  private static final long SECOND = 1_000_000_000L;
  private static volatile ZoneId zone = ZoneOffset.UTC;

  private Moments() {}

  /** Has all times told in a zone from now on; what was told before has to be asked again. */
  public static void tellIn(ZoneId preferred) {
    zone = preferred;
  }

  /** The zone in which times are told. */
  public static ZoneId zoneId() {
    return zone;
  }

  /** The short name of the zone in which times are told, for headings: {@code UTC}. */
  public static String zone() {
    return name(zone);
  }

  /** The short name of a zone. */
  public static String name(ZoneId zone) {
    if (zone.normalized().equals(ZoneOffset.UTC)) {
      return "UTC";
    }
    return zone instanceof ZoneOffset ? "UTC" + zone.getId() : zone.getId();
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  private static ZonedDateTime at(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
        .atZone(zone);
  }

  /** Date and time to the nanosecond. */
  public static String full(long nanos) {
    return FULL.format(at(nanos));
  }

  /**
   * Date and time to the nanosecond with the zone, and with its offset where that is not always the
   * same: {@code 2026-11-23 05:43:46.900000000 Europe/Berlin (+01:00)}. Nothing need be asked to
   * know which moment it is.
   */
  public static String exact(long nanos) {
    ZonedDateTime at = at(nanos);
    String offset = zone.getRules().isFixedOffset() ? "" : " (" + OFFSET.format(at) + ")";
    return FULL.format(at) + " " + zone() + offset;
  }

  /**
   * Date, time and offset as other programs read them (RFC 3339), in the zone in which times are
   * told: {@code 2026-11-23T05:43:46.900000000+01:00}.
   */
  public static String written(long nanos) {
    return WRITTEN.format(at(nanos));
  }

  /** Date and time to the second. */
  public static String seconds(long nanos) {
    return SECONDS.format(at(nanos));
  }

  /** Time of day to the second. */
  public static String clock(long nanos) {
    return CLOCK.format(at(nanos));
  }

  /** Time of day to the nanosecond. */
  public static String fine(long nanos) {
    return FINE.format(at(nanos));
  }

  /** Time of day to the second, with the date where the times shown are of several days. */
  public static String brief(long nanos, boolean oneDay) {
    return oneDay ? clock(nanos) : seconds(nanos);
  }

  /** The same beside times of one day, whose date is said where a time is of another day. */
  public static String brief(long nanos, long first, long last) {
    return brief(nanos, sameDay(first, last) && sameDay(first, nanos));
  }

  /**
   * A range of time as fine as its length needs: {@code 14:03:22 to 14:03:24 UTC}, {@code
   * 14:03:22.125 to 14:03:22.130 UTC}; with its dates unless all times shown are of one day.
   */
  public static String range(long from, long to, boolean oneDay) {
    int digits = 0;
    for (long unit = SECOND; unit > 1 && unit > to - from && to > from; unit /= 10) {
      digits++;
    }
    String time = "HH:mm:ss" + (digits == 0 ? "" : "." + "S".repeat(digits));
    DateTimeFormatter dated = format("yyyy-MM-dd " + time);
    DateTimeFormatter end = oneDay || sameDay(from, to) ? format(time) : dated;
    String begin = (oneDay ? end : dated).format(at(from));
    return begin + " to " + end.format(at(to)) + " " + zone();
  }

  /** Whether two times are of one day of the zone. */
  public static boolean sameDay(long one, long other) {
    LocalDate day = at(one).toLocalDate();
    return day.equals(at(other).toLocalDate());
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

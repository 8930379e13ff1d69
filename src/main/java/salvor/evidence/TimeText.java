package salvor.evidence;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Time texts as the sensors write them, read without loss and kept without storing the text where
 * it can be made again from the number: RFC 3339 in UTC with 0 to 9 fraction digits, and decimal
 * nanoseconds.
 */
public final class TimeText {
  /** No time. */
  public static final byte NONE = 0;

  /** RFC 3339 in UTC: this plus the number of fraction digits. */
  public static final byte RFC3339 = 1;

  /** The decimal number of nanoseconds since 1970. */
  public static final byte NANOS = 11;

  /** None of these: the text itself is stored. */
  public static final byte OTHER = 12;

  /** A time without a zone: the text is stored, and the row has a time only where one was named. */
  public static final byte NAIVE = 13;

  private static final long SECOND = 1_000_000_000L;
  private static final long[] POWER = {
    SECOND, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  private TimeText() {}

  /**
   * Reads an RFC 3339 time with any number of fraction digits (more than 9 are cut) and any offset,
   * written with or without a colon; empty when the text is none, has no zone, or is "no time"
   * (year 1, 1970-01-01T00:00:00Z).
   */
  public static Optional<ObservedTime> read(@Nullable String text) {
    if (text == null || text.length() < 20) {
      return Optional.empty();
    }
    try {
      int year = digits(text, 0, 4);
      int month = digits(text, 5, 7);
      int day = digits(text, 8, 10);
      int hour = digits(text, 11, 13);
      int minute = digits(text, 14, 16);
      int second = digits(text, 17, 19);
      char t = text.charAt(10);
      if (text.charAt(4) != '-'
          || text.charAt(7) != '-'
          || text.charAt(13) != ':'
          || text.charAt(16) != ':'
          || (t != 'T' && t != 't' && t != ' ')
          || hour > 23
          || minute > 59
          || second > 60) {
        return Optional.empty();
      }
      int at = 19;
      long fraction = 0;
      if (text.charAt(at) == '.' || text.charAt(at) == ',') {
        int from = ++at;
        while (at < text.length()
            && Character.digit(text.charAt(at), 10) >= 0
            && text.charAt(at) <= '9') {
          if (at - from < 9) {
            fraction += (text.charAt(at) - '0') * POWER[at - from + 1];
          }
          at++;
        }
        if (at == from) {
          return Optional.empty();
        }
      }
      long seconds =
          LocalDate.of(year, month, day).toEpochDay() * 86_400L
              + hour * 3600L
              + minute * 60L
              + second
              - offset(text, at);
      long nanos = Math.addExact(Math.multiplyExact(seconds, SECOND), fraction);
      return nanos == 0 || year <= 1
          ? Optional.empty()
          : Optional.of(new ObservedTime(nanos, text));
    } catch (java.time.DateTimeException | ArithmeticException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** A time given as a whole number of nanoseconds since 1970; empty for 0 and below. */
  public static Optional<ObservedTime> ofNanos(long nanos) {
    return nanos <= 0
        ? Optional.empty()
        : Optional.of(new ObservedTime(nanos, Long.toString(nanos)));
  }

  /** The RFC 3339 text of a time with the given number of fraction digits (0 to 9), in UTC. */
  public static String rfc3339(long nanos, int fractionDigits) {
    long seconds = Math.floorDiv(nanos, SECOND);
    long rest = Math.floorMod(nanos, SECOND);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L));
    int ofDay = (int) Math.floorMod(seconds, 86_400L);
    StringBuilder out = new StringBuilder(30);
    pad(out, date.getYear(), 4).append('-');
    pad(out, date.getMonthValue(), 2).append('-');
    pad(out, date.getDayOfMonth(), 2).append('T');
    pad(out, ofDay / 3600, 2).append(':');
    pad(out, ofDay / 60 % 60, 2).append(':');
    pad(out, ofDay % 60, 2);
    if (fractionDigits > 0) {
      pad(out.append('.'), rest / POWER[fractionDigits], fractionDigits);
    }
    return out.append('Z').toString();
  }

  /** How a time's text is kept: one of the codes above. */
  static byte form(ObservedTime time) {
    if (time.isWithoutZone()) {
      return NAIVE;
    }
    String text = time.original();
    int length = text.length();
    if (length >= 20 && length <= 30 && length != 21 && text.charAt(length - 1) == 'Z') {
      int fraction = length == 20 ? 0 : length - 21;
      if (rfc3339(time.nanos(), fraction).equals(text)) {
        return (byte) (RFC3339 + fraction);
      }
    }
    return Long.toString(time.nanos()).equals(text) ? NANOS : OTHER;
  }

  /** Whether the text itself is stored. */
  static boolean isStored(byte form) {
    return form == OTHER || form == NAIVE;
  }

  /** Whether a row with this form has a time as it is read. */
  static boolean isTime(byte form) {
    return form != NONE && form != NAIVE;
  }

  /** The text of a form that makes it again. */
  static String text(byte form, long nanos) {
    return form == NANOS ? Long.toString(nanos) : rfc3339(nanos, form - RFC3339);
  }

  private static StringBuilder pad(StringBuilder out, long value, int width) {
    String digits = Long.toString(value);
    return out.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException(text);
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static long offset(String text, int at) {
    String zone = text.substring(at);
    if (zone.equals("Z") || zone.equals("z")) {
      return 0;
    }
    boolean colon = zone.length() == 6 && zone.charAt(3) == ':';
    if ((!colon && zone.length() != 5) || (zone.charAt(0) != '+' && zone.charAt(0) != '-')) {
      throw new IllegalArgumentException(text);
    }
    int minutes = colon ? digits(zone, 4, 6) : digits(zone, 3, 5);
    long seconds = digits(zone, 1, 3) * 3600L + minutes * 60L;
    return zone.charAt(0) == '-' ? -seconds : seconds;
  }
}

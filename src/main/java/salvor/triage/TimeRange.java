package salvor.triage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;

/**
 * A time as exactly as it was written: {@code 10:15} is the whole minute.
 *
 * @param day the day in the zone written, null when only a time of day was written
 * @param start nanoseconds since the start of the day there, or since 1970 when the day is given
 * @param length how many nanoseconds it covers
 * @param offset how many nanoseconds the zone written is before UTC; 0 without one
 * @param position where in the expression it stands
 */
record TimeRange(@Nullable LocalDate day, long start, long length, long offset, int position) {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{4})-(\\d\\d)-(\\d\\d))?(?:(?:^|[Tt ])(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?"
              + "([Zz]|[+-]\\d\\d:\\d\\d)?");
  private static final String EXPECTED =
      "a time like 2026-11-20T10:15:00Z, a date, or HH:MM[:SS] (UTC) or HH:MM[:SS]+01:00";

  static TimeRange parse(String text, int position) throws FilterError {
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches() || (form.group(1) == null && form.group(4) == null)) {
      throw new FilterError(position, EXPECTED);
    }
    boolean dated = form.group(1) != null;
    boolean timed = form.group(4) != null;
    boolean zoned = form.group(8) != null;
    if (dated && timed != zoned) {
      throw new FilterError(
          position, timed ? "a zone behind the time: Z for UTC, or one like +01:00" : EXPECTED);
    }
    try {
      long ofDay = timed ? ofDay(form) : 0;
      long offset = zoned ? offset(form.group(8)) * SECOND : 0;
      if (!dated) {
        return new TimeRange(null, ofDay, precision(form), offset, position);
      }
      LocalDate day = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
      long start = Math.addExact(Math.multiplyExact(day.toEpochDay(), DAY), ofDay - offset);
      return new TimeRange(day, start, timed ? precision(form) : DAY, offset, position);
    } catch (DateTimeException | ArithmeticException _) {
      throw new FilterError(position, EXPECTED);
    }
  }

  private static long ofDay(Matcher form) {
    int hour = number(form, 4);
    int minute = number(form, 5);
    int second = form.group(6) == null ? 0 : number(form, 6);
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("time of day");
    }
    long fraction =
        form.group(7) == null ? 0 : Long.parseLong((form.group(7) + "000000000").substring(0, 9));
    return (hour * 3600L + minute * 60L + second) * SECOND + fraction;
  }

  private static long offset(String zone) {
    return zone.equalsIgnoreCase("Z") ? 0 : ZoneOffset.of(zone).getTotalSeconds();
  }

  private static long precision(Matcher form) {
    if (form.group(6) == null) {
      return 60 * SECOND;
    }
    long length = SECOND;
    for (int digits = form.group(7) == null ? 0 : form.group(7).length(); digits > 0; digits--) {
      length /= 10;
    }
    return length;
  }

  /** The day of a time in the zone written; exact at the ends of what can be counted, too. */
  private long dayOf(long time) {
    long day = Math.floorDiv(time, DAY);
    return day + Math.floorDiv(Math.floorMod(time, DAY) + offset, DAY);
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  /** The first nanosecond that it covers, in the recording. */
  long begin(Observations of) throws FilterError {
    if (day != null) {
      return start;
    }
    if (of.timed() == 0) {
      throw new FilterError(position, "a date too: the recording has no times");
    }
    long first = dayOf(of.time(0));
    if (first != dayOf(of.time(of.timed() - 1))) {
      throw new FilterError(position, "a date too: the recording covers several days");
    }
    return first * DAY + start - offset;
  }
}

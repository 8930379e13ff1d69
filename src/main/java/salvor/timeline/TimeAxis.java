package salvor.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the time axis has its marks, from years to single nanoseconds. All times are UTC. */
public final class TimeAxis {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] STEPS = steps();
  private static final int[] MONTHS = {1, 3, 6, 12, 24, 60, 120, 240, 600};
  private static final DateTimeFormatter DATE = format("uuuu-MM-dd");
  private static final DateTimeFormatter TO_MINUTE = format("HH:mm");
  private static final DateTimeFormatter TO_SECOND = format("HH:mm:ss");
  private static final DateTimeFormatter FULL = format("uuuu-MM-dd HH:mm:ss");

  private TimeAxis() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private static long[] steps() {
    List<Long> steps = new ArrayList<>();
    for (long power = 1; power < SECOND; power *= 10) {
      steps.addAll(List.of(power, 2 * power, 5 * power));
    }
    for (long count : new long[] {1, 2, 5, 10, 15, 30}) {
      steps.add(count * SECOND);
    }
    for (long count : new long[] {1, 2, 5, 10, 15, 30}) {
      steps.add(count * MINUTE);
    }
    for (long count : new long[] {1, 2, 3, 6, 12, 24, 48, 120, 240}) {
      steps.add(count * HOUR);
    }
    return steps.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * The ticks of a window, from left to right.
   *
   * @param apart how many pixels there are to be at least between two
   */
  public static List<Tick> ticks(Viewport viewport, int apart) {
    double wanted = (double) viewport.nanosPerPixel() / viewport.pixelsPerNano() * apart;
    for (long step : STEPS) {
      if (step >= wanted) {
        return regular(viewport, step);
      }
    }
    for (int months : MONTHS) {
      if (months * 28.0 * DAY >= wanted || months == MONTHS[MONTHS.length - 1]) {
        return calendar(viewport, months);
      }
    }
    throw new AssertionError();
  }

  private static List<Tick> regular(Viewport viewport, long step) {
    List<Tick> ticks = new ArrayList<>();
    long first = Math.ceilDiv(viewport.from(), step);
    for (long k = first; k <= Long.MAX_VALUE / step && k * step < viewport.to(); k++) {
      ticks.add(tick(k * step, step));
    }
    return ticks;
  }

  private static Tick tick(long time, long step) {
    Instant at = instant(time);
    if (step >= DAY) {
      return new Tick(time, DATE.format(at), at.atZone(ZoneOffset.UTC).getDayOfMonth() == 1);
    }
    if (Math.floorMod(time, DAY) == 0) {
      return new Tick(time, DATE.format(at), true);
    }
    if (step >= MINUTE) {
      return new Tick(time, TO_MINUTE.format(at), Math.floorMod(time, HOUR) == 0 && step < HOUR);
    }
    long unit =
        step >= SECOND ? MINUTE : step >= 1_000_000 ? SECOND : step >= 1000 ? 1_000_000 : 1000;
    boolean major = Math.floorMod(time, unit) == 0;
    if (step >= SECOND || Math.floorMod(time, SECOND) == 0) {
      return new Tick(time, TO_SECOND.format(at), major);
    }
    return new Tick(time, fraction(Math.floorMod(time, SECOND), step), major);
  }

  /** The part of a time below the second, in groups of three digits, as far as the step reaches. */
  private static String fraction(long nanos, long step) {
    String digits = String.format(Locale.ROOT, "%09d", nanos);
    String thousandths = "." + digits.substring(0, 3);
    if (step >= 1_000_000) {
      return thousandths;
    }
    String millionths = thousandths + " " + digits.substring(3, 6);
    return step >= 1000 ? millionths : millionths + " " + digits.substring(6);
  }

  private static List<Tick> calendar(Viewport viewport, int months) {
    List<Tick> ticks = new ArrayList<>();
    LocalDate date = LocalDate.ofInstant(instant(viewport.from()), ZoneOffset.UTC);
    long index =
        Math.floorDiv(date.getYear() * 12L + date.getMonthValue() - 1, (long) months) * months;
    for (; ticks.size() < viewport.width(); index += months) {
      LocalDate first =
          LocalDate.of((int) Math.floorDiv(index, 12L), (int) Math.floorMod(index, 12L) + 1, 1);
      long seconds = first.toEpochDay() * 86_400;
      if (seconds > Long.MAX_VALUE / SECOND || seconds * SECOND >= viewport.to()) {
        break;
      }
      if (seconds >= Long.MIN_VALUE / SECOND && seconds * SECOND >= viewport.from()) {
        ticks.add(
            new Tick(
                seconds * SECOND,
                DATE.format(first.atStartOfDay(ZoneOffset.UTC)),
                first.getMonthValue() == 1));
      }
    }
    return ticks;
  }

  /** What the labels of a window leave out: the date and time of its left edge, to the second. */
  public static String context(Viewport viewport) {
    return FULL.format(instant(viewport.from()));
  }

  /**
   * A time in full, to the nanosecond where it has that much: {@code 2026-11-23 04:43:46.9 UTC}
   * without zeros at the end.
   */
  public static String text(long time) {
    long nanos = Math.floorMod(time, SECOND);
    String digits =
        nanos == 0 ? "" : ("." + String.format(Locale.ROOT, "%09d", nanos)).replaceAll("0+$", "");
    return FULL.format(instant(time)) + digits + " UTC";
  }

  private static Instant instant(long time) {
    return Instant.ofEpochSecond(Math.floorDiv(time, SECOND), Math.floorMod(time, SECOND));
  }
}

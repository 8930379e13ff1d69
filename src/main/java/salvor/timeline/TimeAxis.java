package salvor.timeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Where the time axis has its marks, from years to single nanoseconds.
 *
 * <p>Marks stand on round times of the zone's own clock. Where that clock is turned, hours go on
 * being round on both sides: one is left out in spring, one comes twice in autumn, as it does on
 * the wall. Days begin when the zone says they do.
 *
 * @param zone in which times are told
 * @param apart how many pixels there are to be at least between two marks, 1 or more
 */
public record TimeAxis(ZoneId zone, int apart) {
  /** The axis of pictures that leave the machine: everybody reads them alike. */
  public static final TimeAxis UTC = new TimeAxis(ZoneOffset.UTC, 90);

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

  public TimeAxis {
    if (apart < 1) {
      throw new IllegalArgumentException("apart " + apart);
    }
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
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

  /** The ticks of a window, from left to right. */
  public List<Tick> ticks(Viewport viewport) {
    double wanted = (double) viewport.nanosPerPixel() / viewport.pixelsPerNano() * apart;
    for (long step : STEPS) {
      if (step >= wanted) {
        return step < DAY ? clock(viewport, step) : days(viewport, step / DAY);
      }
    }
    for (int months : MONTHS) {
      if (months * 28.0 * DAY >= wanted || months == MONTHS[MONTHS.length - 1]) {
        return months(viewport, months);
      }
    }
    throw new AssertionError();
  }

  /** Parts of a day, from one change of the zone's clock to the next. */
  private List<Tick> clock(Viewport viewport, long step) {
    List<Tick> ticks = new ArrayList<>();
    ZoneRules rules = zone.getRules();
    long from = viewport.from();
    while (from < viewport.to()) {
      Instant at = instant(from);
      ZoneOffsetTransition change = rules.isFixedOffset() ? null : rules.nextTransition(at);
      long to = viewport.to();
      if (change != null && change.toEpochSecond() <= Math.floorDiv(to, SECOND)) {
        to = Math.min(to, change.toEpochSecond() * SECOND);
      }
      steady(ticks, from, to, rules.getOffset(at).getTotalSeconds() * SECOND, step);
      from = to;
    }
    return ticks;
  }

  private void steady(List<Tick> ticks, long from, long to, long offset, long step) {
    long least = Math.max(Long.MIN_VALUE + DAY, from); // so that no zone's time leaves the numbers
    long last = Math.min(Long.MAX_VALUE - DAY - step, to - 1);
    if (offset == 0) {
      least = from;
      last = Math.min(Long.MAX_VALUE - step, to - 1);
    }
    for (long k = Math.ceilDiv(least + offset, step); k * step - offset <= last; k++) {
      ticks.add(tick(k * step - offset, offset, step));
    }
  }

  private Tick tick(long time, long offset, long step) {
    ZonedDateTime at = instant(time).atZone(zone);
    long local = time + offset;
    if (Math.floorMod(local, DAY) == 0) {
      return new Tick(time, DATE.format(at), true);
    }
    if (step >= MINUTE) {
      return new Tick(time, TO_MINUTE.format(at), Math.floorMod(local, HOUR) == 0 && step < HOUR);
    }
    long unit =
        step >= SECOND ? MINUTE : step >= 1_000_000 ? SECOND : step >= 1000 ? 1_000_000 : 1000;
    boolean major = Math.floorMod(local, unit) == 0;
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

  private List<Tick> days(Viewport viewport, long days) {
    LocalDate date = LocalDate.ofInstant(instant(viewport.from()), zone);
    LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(date.toEpochDay(), days) * days);
    List<Tick> ticks = new ArrayList<>();
    for (Tick tick : dates(viewport, first, day -> day.plusDays(days))) {
      boolean major = LocalDate.ofInstant(instant(tick.time()), zone).getDayOfMonth() == 1;
      ticks.add(new Tick(tick.time(), tick.label(), major));
    }
    return ticks;
  }

  private List<Tick> months(Viewport viewport, int months) {
    LocalDate date = LocalDate.ofInstant(instant(viewport.from()), zone);
    long index =
        Math.floorDiv(date.getYear() * 12L + date.getMonthValue() - 1, (long) months) * months;
    LocalDate first =
        LocalDate.of((int) Math.floorDiv(index, 12L), (int) Math.floorMod(index, 12L) + 1, 1);
    return dates(viewport, first, day -> day.plusMonths(months));
  }

  /** The beginnings of days in a window; those of a year stand out. */
  private List<Tick> dates(Viewport viewport, LocalDate first, UnaryOperator<LocalDate> next) {
    List<Tick> ticks = new ArrayList<>();
    for (LocalDate day = first; ticks.size() < viewport.width(); day = next.apply(day)) {
      long seconds = day.atStartOfDay(zone).toEpochSecond();
      if (seconds > Long.MAX_VALUE / SECOND || seconds * SECOND >= viewport.to()) {
        break;
      }
      if (seconds >= Long.MIN_VALUE / SECOND && seconds * SECOND >= viewport.from()) {
        ticks.add(new Tick(seconds * SECOND, DATE.format(day), day.getDayOfYear() == 1));
      }
    }
    return ticks;
  }

  /** What the labels of a window leave out: the date and time of its left edge, to the second. */
  public String context(Viewport viewport) {
    return FULL.format(instant(viewport.from()).atZone(zone));
  }

  /**
   * A time in full and in UTC, to the nanosecond where it has that much: {@code 2026-11-23
   * 04:43:46.9 UTC} without zeros at the end.
   */
  public static String text(long time) {
    long nanos = Math.floorMod(time, SECOND);
    String digits =
        nanos == 0 ? "" : ("." + String.format(Locale.ROOT, "%09d", nanos)).replaceAll("0+$", "");
    return FULL.format(instant(time).atZone(ZoneOffset.UTC)) + digits + " UTC";
  }

  private static Instant instant(long time) {
    return Instant.ofEpochSecond(Math.floorDiv(time, SECOND), Math.floorMod(time, SECOND));
  }

  /** A length of time in the two largest units it has. */
  public static String length(long nanos) {
    long seconds = nanos / 1_000_000_000L;
    if (seconds >= 86_400) {
      return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
    if (seconds >= 3600) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    if (seconds >= 60) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds >= 1) {
      return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
    return nanos >= 1_000_000
        ? nanos / 1_000_000 + " ms"
        : nanos >= 1000 ? nanos / 1000 + " µs" : nanos + " ns";
  }
}

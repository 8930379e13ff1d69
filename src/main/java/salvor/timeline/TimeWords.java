package salvor.timeline;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import salvor.timeline.WrittenTime.Ambiguous;
import salvor.timeline.WrittenTime.Assumed;
import salvor.timeline.WrittenTime.At;
import salvor.timeline.WrittenTime.Setting;
import salvor.timeline.WrittenTime.Twofold;
import salvor.timeline.WrittenTime.Unclear;
import salvor.timeline.WrittenTime.Why;

/**
 * Understands times as people and logs write them: RFC 3339 and its relatives, the forms of syslog,
 * of web servers, of mail and of {@code date}, numbers since 1970 in seconds to nanoseconds, times
 * of the day, and steps from where one is. What can be read in two ways is not guessed.
 */
public final class TimeWords {
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
  private static final Pattern WEEKDAY =
      Pattern.compile("^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+");
  private static final Pattern STEP =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([a-z\u00b5\u03bc]*)\\s*");
  private static final Pattern NUMBER = Pattern.compile("(\\d{9,19})(?:\\.(\\d{1,9}))?");
  private static final Pattern COMPACT =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:t?(\\d\\d)(\\d\\d)(\\d\\d)?)?");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?=$|[t\\s])");
  private static final Pattern NUMERIC =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d\\d)(?=$|[t\\s,:])");
  private static final Pattern DAY_MONTH =
      Pattern.compile("(\\d{1,2})[-/\\s.]+" + MONTH + "(?:[-/\\s,]+(\\d{4}))?(?=$|[\\s,:])");
  private static final Pattern MONTH_DAY =
      Pattern.compile(MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4})(?!:))?(?=$|[\\s,])");
  private static final Pattern CLOCK =
      Pattern.compile("(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9})\\d*)?)?(?:\\s*([ap])m)?");
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d\\d):?(\\d\\d)");

  private final Setting setting;

  private TimeWords(Setting setting) {
    this.setting = setting;
  }

  /** Understands a text. */
  public static WrittenTime understand(String text, Setting setting) {
    try {
      return new TimeWords(setting).read(text.strip().toLowerCase(Locale.ROOT));
    } catch (DateTimeException _) {
      return new Unclear(Why.NO_SUCH_TIME);
    } catch (ArithmeticException _) {
      return new Unclear(Why.RANGE);
    }
  }

  private WrittenTime read(String text) {
    return switch (text) {
      case "" -> new Unclear(Why.EMPTY);
      case "start", "begin", "beginning", "first" -> new At(setting.first(), Assumed.NOTHING);
      case "end", "last" -> new At(setting.last(), Assumed.NOTHING);
      case "here" -> new At(setting.here(), Assumed.NOTHING);
      case "first out" -> out(setting.firstOut());
      case "last out" -> out(setting.lastOut());
      default ->
          text.startsWith("+") || text.startsWith("-")
              ? step(text)
              : absolute(WEEKDAY.matcher(text).replaceFirst(""));
    };
  }

  private static WrittenTime out(OptionalLong time) {
    return time.isPresent()
        ? new At(time.getAsLong(), Assumed.NOTHING)
        : new Unclear(Why.NOTHING_OUT);
  }

  private WrittenTime step(String text) {
    Matcher part = STEP.matcher(text).region(1, text.length());
    long nanos = 0;
    boolean any = false;
    while (part.lookingAt()) {
      long unit = unit(part.group(2));
      if (unit < 0) {
        return new Unclear(part.group(2).isEmpty() ? Why.UNIT : Why.FORM);
      }
      BigDecimal length = new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit));
      nanos = Math.addExact(nanos, length.toBigInteger().longValueExact());
      any = true;
      part.region(part.end(), text.length());
    }
    if (!any || part.regionStart() < text.length()) {
      return new Unclear(Why.FORM);
    }
    long signed = text.charAt(0) == '-' ? -nanos : nanos;
    return new At(Math.addExact(setting.here(), signed), Assumed.NOTHING);
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s", "sec", "second", "seconds" -> SECOND;
      case "m", "min", "minute", "minutes" -> 60 * SECOND;
      case "h", "hour", "hours" -> 3_600 * SECOND;
      case "d", "day", "days" -> 86_400 * SECOND;
      case "w", "week", "weeks" -> 604_800 * SECOND;
      default -> -1;
    };
  }

  private WrittenTime absolute(String text) {
    Matcher number = NUMBER.matcher(text);
    if (number.matches() && number.group(1).length() != 14) {
      return since1970(number);
    }
    Matcher form = COMPACT.matcher(text);
    if (form.lookingAt() && ends(text, form.end())) {
      String hour = form.group(4);
      String clock =
          hour == null
              ? ""
              : hour + ":" + form.group(5) + ":" + (form.group(6) == null ? "00" : form.group(6));
      LocalDate day = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
      return on(day, clock + " " + text.substring(form.end()));
    }
    form.usePattern(YEAR_FIRST);
    if (form.lookingAt()) {
      LocalDate day = LocalDate.of(number(form, 1), number(form, 3), number(form, 4));
      return on(day, text.substring(form.end()));
    }
    form.usePattern(NUMERIC);
    if (form.lookingAt()) {
      return numeric(form, text.substring(form.end()));
    }
    form.usePattern(DAY_MONTH);
    if (form.lookingAt()) {
      return named(form.group(1), form.group(2), form.group(3), text.substring(form.end()));
    }
    form.usePattern(MONTH_DAY);
    if (form.lookingAt()) {
      return named(form.group(2), form.group(1), form.group(3), text.substring(form.end()));
    }
    return CLOCK.matcher(text).lookingAt() ? ofDay(text) : new Unclear(Why.FORM);
  }

  /** Whether a date of digits only ends here: a longer number is none. */
  private static boolean ends(String text, int at) {
    return at == text.length() || "z +-.".indexOf(text.charAt(at)) >= 0;
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  /** How long the number is says what it counts: nobody means the 1970s. */
  private static WrittenTime since1970(Matcher number) {
    int digits = number.group(1).length();
    long unit = digits <= 11 ? SECOND : digits <= 13 ? 1_000_000 : digits <= 16 ? 1_000 : 1;
    String fraction = number.group(2) == null ? "" : "." + number.group(2);
    BigDecimal nanos =
        new BigDecimal(number.group(1) + fraction).multiply(BigDecimal.valueOf(unit));
    return new At(nanos.toBigInteger().longValueExact(), Assumed.NOTHING);
  }

  private WrittenTime numeric(Matcher form, String rest) {
    int one = number(form, 1);
    int two = number(form, 3);
    if (form.group(4).length() < 4) {
      return new Unclear(Why.SHORT_YEAR);
    }
    int year = number(form, 4);
    if (one > 12 || two > 12 || one == two) {
      return on(one > 12 ? LocalDate.of(year, two, one) : LocalDate.of(year, one, two), rest);
    }
    WrittenTime monthFirst = on(LocalDate.of(year, one, two), rest);
    WrittenTime dayFirst = on(LocalDate.of(year, two, one), rest);
    return monthFirst instanceof At(long m, var _) && dayFirst instanceof At(long d, var _)
        ? new Ambiguous(m, d, Twofold.DAY_OR_MONTH)
        : monthFirst;
  }

  private WrittenTime named(String day, String month, @Nullable String year, String rest) {
    int monthOfYear = MONTHS.indexOf(month) + 1;
    int dayOfMonth = Integer.parseInt(day);
    Matcher behind = Pattern.compile("\\s(\\d{4})$").matcher(rest);
    if (year != null || behind.find()) { // the date command writes the year last
      String written = year != null ? year : behind.group(1);
      String clock = year != null ? rest : rest.substring(0, behind.start());
      return on(LocalDate.of(Integer.parseInt(written), monthOfYear, dayOfMonth), clock);
    }
    int here = Instant.ofEpochSecond(setting.here() / SECOND).atZone(setting.zone()).getYear();
    List<WrittenTime> all =
        LongStream.rangeClosed(here - 8L, here + 8L)
            .filter(y -> dayOfMonth != 29 || monthOfYear != 2 || Year.isLeap(y))
            .mapToObj(y -> on(LocalDate.of((int) y, monthOfYear, dayOfMonth), rest))
            .toList();
    return nearest(all, Assumed.YEAR);
  }

  private WrittenTime ofDay(String text) {
    LocalDate here =
        LocalDate.ofInstant(Instant.ofEpochSecond(setting.here() / SECOND), setting.zone());
    List<WrittenTime> all =
        LongStream.rangeClosed(-2, 2).mapToObj(d -> on(here.plusDays(d), text)).toList();
    return nearest(all, Assumed.DAY);
  }

  /** Of several moments the one in the recording, or nearest to it, that is nearest to here. */
  private WrittenTime nearest(List<WrittenTime> all, Assumed assumed) {
    At best = null;
    for (WrittenTime one : all) {
      if (one instanceof At at && (best == null || isNearer(at.nanos(), best.nanos()))) {
        best = at;
      }
    }
    if (best == null) {
      return all.getFirst();
    }
    return best.assumed() == Assumed.LEAP_SECOND ? best : new At(best.nanos(), assumed);
  }

  private boolean isNearer(long one, long other) {
    long byRecording = Long.compare(outside(one), outside(other));
    return byRecording != 0
        ? byRecording < 0
        : Math.abs(one - setting.here()) < Math.abs(other - setting.here());
  }

  private long outside(long time) {
    return Math.max(0, Math.max(setting.first() - time, time - setting.last()));
  }

  /** A day with what is written behind it: a time of day, a zone, both or nothing. */
  private WrittenTime on(LocalDate day, String rest) {
    String clock = rest.replaceFirst("^[t\\s,:]+", "");
    LocalTime time = LocalTime.MIDNIGHT;
    Matcher form = CLOCK.matcher(clock);
    String zone = clock;
    boolean leap = false;
    if (form.lookingAt()) {
      leap = "60".equals(form.group(3));
      time = time(form);
      zone = clock.substring(form.end());
    }
    WrittenTime moment = in(day.atTime(time), zone.strip());
    return leap && moment instanceof At at ? leap(at.nanos() + SECOND) : moment;
  }

  /**
   * A leap second is inserted at the end of a day of UTC only. Clocks of computers do not count it:
   * POSIX gives it the number of the second after it, as the sources of events do.
   */
  private static WrittenTime leap(long after) {
    long second = Math.floorDiv(after, SECOND);
    return Math.floorMod(second, 86_400L) == 0
        ? new At(after, Assumed.LEAP_SECOND)
        : new Unclear(Why.NO_SUCH_TIME);
  }

  private static LocalTime time(Matcher form) {
    int hour = number(form, 1);
    if (form.group(5) != null) {
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("hour " + hour);
      }
      hour = hour % 12 + (form.group(5).equals("p") ? 12 : 0);
    }
    int written = form.group(3) == null ? 0 : number(form, 3);
    int second = written == 60 ? 59 : written; // a leap second, which no day of java.time has
    String fraction = form.group(4) == null ? "" : form.group(4);
    return LocalTime.of(
        hour, number(form, 2), second, Integer.parseInt((fraction + "000000000").substring(0, 9)));
  }

  private WrittenTime in(LocalDateTime local, String zone) {
    if (zone.isEmpty()) {
      return at(local, setting.zone(), Assumed.ZONE);
    }
    Matcher offset = OFFSET.matcher(zone);
    if (offset.matches()) {
      int seconds = number(offset, 2) * 3_600 + number(offset, 3) * 60;
      int sign = offset.group(1).equals("-") ? -1 : 1;
      return at(local, ZoneOffset.ofTotalSeconds(sign * seconds), Assumed.NOTHING);
    }
    if (zone.equals("z") || zone.equals("utc") || zone.equals("gmt")) {
      return at(local, ZoneOffset.UTC, Assumed.NOTHING);
    }
    for (String known : ZoneId.getAvailableZoneIds()) {
      if (known.indexOf('/') > 0 && known.toLowerCase(Locale.ROOT).equals(zone)) {
        return at(local, ZoneId.of(known), Assumed.NOTHING);
      }
    }
    return new Unclear(Pattern.matches("[a-z]{2,5}|[a-z_]+/[a-z_/]*", zone) ? Why.ZONE : Why.FORM);
  }

  private static WrittenTime at(LocalDateTime local, ZoneId zone, Assumed assumed) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return new Unclear(Why.LEFT_OUT);
    }
    long first = nanos(local, offsets.getFirst());
    return offsets.size() == 1
        ? new At(first, assumed)
        : new Ambiguous(first, nanos(local, offsets.getLast()), Twofold.CLOCK_SET_BACK);
  }

  private static long nanos(LocalDateTime local, ZoneOffset offset) {
    Instant at = local.toInstant(offset);
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), SECOND), at.getNano());
  }
}

package salvor.ingest.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.NaiveTime;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeText;

/**
 * The columns that tell a time together, and how it is written.
 *
 * @param columns one, or date and time of day
 * @param form {@code text} for RFC 3339 with or without a zone; {@code s}, {@code ms}, {@code us},
 *     {@code ns} for what passed since 1970 in UTC; else a pattern of {@link DateTimeFormatter}
 * @param zone the zone of times that name none; null where that is to be asked for
 * @param zoneColumn the column that names it; null when none does
 */
public record TimeColumns(
    List<String> columns, String form, @Nullable ZoneId zone, @Nullable String zoneColumn) {
  /** RFC 3339, or a time of day without a zone. */
  public static final String TEXT = "text";

  private static final BigDecimal SMALLEST = BigDecimal.valueOf(Long.MIN_VALUE + 1);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int LONGEST = 100;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(?:\\.[0-9]{1,20})?");
  private static final Pattern ZERO = Pattern.compile("0+(?:\\.0+)?");
  private static final Map<String, DateTimeFormatter> PATTERNS = new ConcurrentHashMap<>();
  private static final DateTimeFormatter WITHOUT_ZONE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSSSSS]", Locale.ROOT);

  public TimeColumns {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || form.isEmpty()) {
      throw new IllegalArgumentException("a time of no column, or without a form");
    }
    if (!form.equals(TEXT) && unit(form) == 0) {
      pattern(form); // throws what it says of a wrong one
    }
  }

  private static DateTimeFormatter pattern(String form) {
    return PATTERNS.computeIfAbsent(form, f -> DateTimeFormatter.ofPattern(f, Locale.ENGLISH));
  }

  /** What a row tells of its time. */
  sealed interface Told {
    /** It tells none. */
    record None() implements Told {}

    /** A moment, or a time of day whose zone is not known. */
    record Time(ObservedTime time) implements Told {}

    /** It is written in another way than it should be. */
    record Wrong(String text) implements Told {}
  }

  /** Nanoseconds in a unit; 0 for what is no unit. */
  private static long unit(String form) {
    return switch (form) {
      case "s" -> 1_000_000_000L;
      case "ms" -> 1_000_000L;
      case "us" -> 1_000L;
      case "ns" -> 1L;
      default -> 0L;
    };
  }

  /** The time of a row. */
  Told read(Row row) {
    List<String> parts = new ArrayList<>();
    for (String column : columns) {
      String part = Row.told(row.cell(column));
      if (part != null) {
        parts.add(part.strip());
      }
    }
    String text = String.join(" ", parts);
    if (text.isEmpty() || isNothing(text)) {
      return new Told.None();
    }
    long unit = unit(form);
    Optional<ObservedTime> time =
        text.length() > LONGEST
            ? Optional.empty()
            : unit > 0
                ? number(text, unit)
                : form.equals(TEXT) ? text(text, row) : parsed(text, row);
    return time.<Told>map(Told.Time::new).orElseGet(() -> new Told.Wrong(text));
  }

  /** "Not set", as programs write it: year 0, year 1, the begin of 1970. */
  private static boolean isNothing(String text) {
    return ZERO.matcher(text).matches()
        || text.startsWith("0000-00-00")
        || text.startsWith("0001-01-01")
        || text.startsWith("1970-01-01T00:00:00")
        || text.startsWith("1970-01-01 00:00:00")
        || text.equalsIgnoreCase("not set")
        || text.equalsIgnoreCase("not a time");
  }

  private static Optional<ObservedTime> number(String text, long unit) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = new BigDecimal(text).multiply(BigDecimal.valueOf(unit));
    return nanos.compareTo(SMALLEST) < 0 || nanos.compareTo(LARGEST) > 0
        ? Optional.empty()
        : Optional.of(new ObservedTime(nanos.longValue(), text));
  }

  private Optional<ObservedTime> text(String text, Row row) {
    Optional<ObservedTime> moment = TimeText.read(text);
    return moment.isPresent()
        ? moment
        : NaiveTime.read(text).map(naive -> zoned(naive, text, zone(row)));
  }

  private Optional<ObservedTime> parsed(String text, Row row) {
    try {
      TemporalAccessor told =
          pattern(form).parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      if (told instanceof OffsetDateTime there) {
        return moment(there.toInstant(), text);
      }
      LocalDateTime local = LocalDateTime.from(told);
      return NaiveTime.read(WITHOUT_ZONE.format(local)).map(n -> zoned(n, text, zone(row)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** A time that came twice in its zone, or never, stays without a moment. */
  private static ObservedTime zoned(ObservedTime naive, String text, @Nullable ZoneId zone) {
    if (zone == null) {
      return naive;
    }
    String form = naive.original().replace(',', '.').replace(' ', 'T');
    LocalDateTime local = LocalDateTime.parse(form.length() > 29 ? form.substring(0, 29) : form);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.size() == 1
        ? moment(local.toInstant(offsets.getFirst()), text).orElse(naive)
        : naive;
  }

  private static Optional<ObservedTime> moment(Instant instant, String text) {
    try {
      long seconds = Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L);
      return Optional.of(new ObservedTime(Math.addExact(seconds, instant.getNano()), text));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  private @Nullable ZoneId zone(Row row) {
    String named = zoneColumn == null ? null : Row.told(row.cell(zoneColumn));
    try {
      return named == null ? zone : ZoneId.of(named.strip());
    } catch (DateTimeException _) {
      return null; // a short name such as CEST can mean several zones
    }
  }
}

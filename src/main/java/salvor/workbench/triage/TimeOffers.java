package salvor.workbench.triage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.evidence.Observations;
import salvor.triage.FilterTerms;
import salvor.workbench.triage.FilterOffers.Offer;
import salvor.workbench.wording.Moments;

/**
 * A time that is written without a zone, as it may be meant: a filter takes a time of day as UTC,
 * also while the window tells times in another zone.
 */
final class TimeOffers {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{4}-\\d\\d-\\d\\d)[Tt])?(\\d\\d:\\d\\d)(:\\d\\d(?:\\.\\d{1,9})?)?");
  private static final long SECOND = 1_000_000_000L;

  private TimeOffers() {}

  /**
   * What is offered for a time.
   *
   * @param written as far as it is written; nothing is offered unless it is whole and has no zone
   * @param from where in the expression it begins
   * @param all the recording, whose day a time of day is of
   */
  static List<Offer> of(String written, int from, Observations all) {
    Matcher form = FORM.matcher(written);
    ZoneId zone = Moments.zoneId();
    List<Offer> offers = new ArrayList<>();
    if (!form.matches() || all.timed() == 0) {
      return offers;
    }
    try {
      String day = form.group(1);
      String rest = form.group(3) == null ? "" : form.group(3);
      LocalTime time = LocalTime.parse(form.group(2) + rest);
      boolean utc = zone.normalized().equals(ZoneOffset.UTC);
      if (!utc) {
        LocalDate there = day == null ? day(all.time(0), zone) : LocalDate.parse(day);
        ZoneOffset offset = zone.getRules().getOffset(LocalDateTime.of(there, time));
        add(offers, written + offset.getId(), written + " in " + Moments.zone(), from);
      }
      if (day != null) {
        add(offers, written + "Z", "in UTC", from);
      } else if (!utc && day(all.time(0), ZoneOffset.UTC).equals(lastDay(all))) {
        OffsetDateTime same =
            LocalDateTime.of(lastDay(all), time)
                .atZone(ZoneOffset.UTC)
                .withZoneSameInstant(zone)
                .toOffsetDateTime();
        String clock = same.toLocalTime().toString().substring(0, 5);
        add(
            offers,
            same.toLocalDate() + "T" + clock + rest + same.getOffset().getId(),
            written + " UTC, told in " + Moments.zone(),
            from);
      }
      return offers;
    } catch (DateTimeException _) {
      return List.of(); // 25:99 is told by the filter itself
    }
  }

  /** Offsets of old times have seconds, which the language does not. */
  private static void add(List<Offer> offers, String shown, String explanation, int from) {
    if (shown.matches(".*(Z|[+-]\\d\\d:\\d\\d)") && !shown.matches(".*[+-]\\d\\d:\\d\\d:\\d\\d")) {
      offers.add(new Offer(shown, explanation, from, FilterTerms.quoted(shown) + " "));
    }
  }

  private static LocalDate lastDay(Observations all) {
    return day(all.time(all.timed() - 1), ZoneOffset.UTC);
  }

  private static LocalDate day(long nanos, ZoneId zone) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND)).atZone(zone).toLocalDate();
  }
}

package salvor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * A time of day without a zone means a moment only where a person named the zone, and one alone.
 */
class NaiveTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC");

  private static long nanos(String moment) {
    Instant at = Instant.parse(moment);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  @Example
  void aTimeMeansAMomentInAZone() {
    assertThat(NaiveTime.in(BERLIN, "2026-07-01 12:00:00,5"))
        .contains(nanos("2026-07-01T10:00:00.5Z"));
    assertThat(NaiveTime.in(BERLIN, "2026-12-01T12:00:00.123456789123"))
        .contains(nanos("2026-12-01T11:00:00.123456789Z"));
    assertThat(NaiveTime.in(ZoneId.of("+05:30"), "2026-12-01T12:00:00"))
        .contains(nanos("2026-12-01T06:30:00Z"));
  }

  @Example
  void whereClocksWereTurnedItIsSaidAndNotGuessed() {
    assertThat(NaiveTime.in(BERLIN, "2026-10-25 02:30:00")).isEmpty();
    assertThat(NaiveTime.problem(BERLIN, "2026-10-25 02:30:00")).contains(NaiveTime.Problem.TWICE);
    assertThat(NaiveTime.in(BERLIN, "2026-03-29 02:30:00")).isEmpty();
    assertThat(NaiveTime.problem(BERLIN, "2026-03-29 02:30:00")).contains(NaiveTime.Problem.NEVER);
    assertThat(NaiveTime.problem(BERLIN, "9000-01-01 00:00:00"))
        .contains(NaiveTime.Problem.OUT_OF_RANGE);
    assertThat(NaiveTime.problem(BERLIN, "2026-03-29 03:30:00")).isEmpty();
  }

  @Example
  void whatHasAZoneOrIsNoTimeIsNone() {
    for (String none :
        List.of(
            "2026-07-01T12:00:00Z",
            "2026-07-01T12:00:00+02:00",
            "2026-07-01",
            "12:00:00",
            "2026-07-01T25:00:00",
            "2026-02-30T12:00:00",
            "2026-07-01T12:00:00.",
            "0001-01-01T00:00:00",
            "1970-01-01T00:00:00",
            "2026-07-01T12:00:00.5 ",
            "")) {
      assertThat(NaiveTime.read(none)).as(none).isEmpty();
    }
    assertThat(NaiveTime.read(null)).isEmpty();
    assertThat(NaiveTime.read("2026-07-01 12:00:00").orElseThrow().isWithoutZone()).isTrue();
  }

  @Property
  void everyMomentIsFoundFromItsTimeOfDayOrSaidToBeOneOfTwo(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(max = 4) int which) {
    ZoneId zone = ZoneId.of(ZONES.get(which));
    ZonedDateTime moment = Instant.ofEpochSecond(second).atZone(zone);
    LocalDateTime local = moment.toLocalDateTime();
    if (local.toEpochSecond(ZoneOffset.UTC) == 0) {
      return;
    }
    String text = local.toString().length() == 16 ? local + ":00" : local.toString();
    if (zone.getRules().getValidOffsets(local).size() == 1) {
      assertThat(NaiveTime.in(zone, text)).contains(second * 1_000_000_000L);
    } else {
      assertThat(NaiveTime.problem(zone, text)).contains(NaiveTime.Problem.TWICE);
    }
  }
}

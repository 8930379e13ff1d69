package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.timeline.WrittenTime.Ambiguous;
import salvor.timeline.WrittenTime.Assumed;
import salvor.timeline.WrittenTime.At;
import salvor.timeline.WrittenTime.Setting;
import salvor.timeline.WrittenTime.Twofold;
import salvor.timeline.WrittenTime.Unclear;
import salvor.timeline.WrittenTime.Why;

class TimeWordsTest {
  private static final long FIRST = nanos("2026-11-22T22:30:00Z");
  private static final long LAST = nanos("2026-11-23T04:46:45Z");
  private static final long HERE = nanos("2026-11-23T04:43:50.940507703Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static long nanos(String instant) {
    Instant at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  private static Setting in(ZoneId zone) {
    return new Setting(
        zone,
        FIRST,
        LAST,
        HERE,
        OptionalLong.of(nanos("2026-11-23T04:43:46Z")),
        OptionalLong.of(nanos("2026-11-23T04:46:41Z")));
  }

  private static WrittenTime utc(String text) {
    return TimeWords.understand(text, in(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-23T04:43:50Z | 2026-11-23T04:43:50Z | NOTHING",
        "2026-11-23T04:43:50.940507703Z | 2026-11-23T04:43:50.940507703Z | NOTHING",
        "2026-11-23t04:43:50,94z | 2026-11-23T04:43:50.94Z | NOTHING",
        "2026-11-23T05:43:50+01:00 | 2026-11-23T04:43:50Z | NOTHING",
        "2026-11-23 05:43:50 +0100 | 2026-11-23T04:43:50Z | NOTHING",
        "2026-11-22T23:43-05:00 | 2026-11-23T04:43:00Z | NOTHING",
        "2026-11-23 05:43 Europe/Berlin | 2026-11-23T04:43:00Z | NOTHING",
        "2026-11-23 04:43 utc | 2026-11-23T04:43:00Z | NOTHING",
        "2026-11-23 04:43:50 +0000 UTC | - | FORM",
        "2026-11-23 04:43:50 | 2026-11-23T04:43:50Z | ZONE",
        "2016-12-31T23:59:60Z | 2017-01-01T00:00:00Z | LEAP_SECOND",
        "2017-01-01T00:59:60.5+01:00 | 2017-01-01T00:00:00.5Z | LEAP_SECOND",
        "23:59:60 | 2026-11-23T00:00:00Z | LEAP_SECOND",
        "2026-11-23T04:43:60Z | - | NO_SUCH_TIME",
        "2026-11-23 4:43 | 2026-11-23T04:43:00Z | ZONE",
        "2026/11/23 04:43 | 2026-11-23T04:43:00Z | ZONE",
        "2026-11-23 | 2026-11-23T00:00:00Z | ZONE",
        "20261123 | 2026-11-23T00:00:00Z | ZONE",
        "20261123T044350Z | 2026-11-23T04:43:50Z | NOTHING",
        "20261123044350 | 2026-11-23T04:43:50Z | ZONE",
        "04:43 | 2026-11-23T04:43:00Z | DAY",
        "04:43:50.94 | 2026-11-23T04:43:50.94Z | DAY",
        "4:43 am | 2026-11-23T04:43:00Z | DAY",
        "23:10 | 2026-11-22T23:10:00Z | DAY",
        "11:10 pm | 2026-11-22T23:10:00Z | DAY",
        "05:43+01:00 | 2026-11-23T04:43:00Z | DAY",
        "04:43Z | 2026-11-23T04:43:00Z | DAY",
        "Nov 23 04:43:50 | 2026-11-23T04:43:50Z | YEAR",
        "Nov  3 04:43:50 | 2026-11-03T04:43:50Z | YEAR",
        "23 Nov 04:43 | 2026-11-23T04:43:00Z | YEAR",
        "23/Nov/2026:04:43:50 +0100 | 2026-11-23T03:43:50Z | NOTHING",
        "[23/Nov/2026 | - | FORM",
        "Mon, 23 Nov 2026 04:43:50 +0000 | 2026-11-23T04:43:50Z | NOTHING",
        "Mon Nov 23 04:43:50 2026 | 2026-11-23T04:43:50Z | ZONE",
        "Mon Nov 23 04:43:50 UTC 2026 | 2026-11-23T04:43:50Z | NOTHING",
        "November 23, 2026 4:43:50 PM | 2026-11-23T16:43:50Z | ZONE",
        "23 November 2026 | 2026-11-23T00:00:00Z | ZONE",
        "23-Nov-2026 04:43 | 2026-11-23T04:43:00Z | ZONE",
        "23.11.2026 04:43 | 2026-11-23T04:43:00Z | ZONE",
        "11/23/2026 04:43 | 2026-11-23T04:43:00Z | ZONE",
        "11/11/2026 | 2026-11-11T00:00:00Z | ZONE",
        "1795409030 | 2026-11-23T04:43:50Z | NOTHING",
        "1795409030.94 | 2026-11-23T04:43:50.94Z | NOTHING",
        "1795409030940 | 2026-11-23T04:43:50.940Z | NOTHING",
        "1795409030940507 | 2026-11-23T04:43:50.940507Z | NOTHING",
        "1795409030940507703 | 2026-11-23T04:43:50.940507703Z | NOTHING",
        "+5m | 2026-11-23T04:48:50.940507703Z | NOTHING",
        "-30s | 2026-11-23T04:43:20.940507703Z | NOTHING",
        "- 1h 30 min | 2026-11-23T03:13:50.940507703Z | NOTHING",
        "+1.5 s | 2026-11-23T04:43:52.440507703Z | NOTHING",
        "+297ns | 2026-11-23T04:43:50.940508Z | NOTHING",
        "start | 2026-11-22T22:30:00Z | NOTHING",
        "END | 2026-11-23T04:46:45Z | NOTHING",
        "first out | 2026-11-23T04:43:46Z | NOTHING",
        "last out | 2026-11-23T04:46:41Z | NOTHING",
        "'' | - | EMPTY",
        "yesterday | - | FORM",
        "2026-11-23 04:43:50 soon | - | ZONE",
        "2026-11-23 04:43 CST | - | ZONE",
        "2026-02-30 | - | NO_SUCH_TIME",
        "25:00 | - | NO_SUCH_TIME",
        "13:10 pm | - | NO_SUCH_TIME",
        "11/23/26 | - | SHORT_YEAR",
        "31/31/2026 | - | NO_SUCH_TIME",
        "+5 | - | UNIT",
        "+ | - | FORM",
        "+5parsecs | - | FORM",
        "+9999999w | - | RANGE",
        "4711-01-01 | - | RANGE",
        "123456 | - | FORM"
      })
  void understands(String text, String moment, String more) {
    assertThat(utc(text))
        .isEqualTo(
            moment.equals("-")
                ? new Unclear(Why.valueOf(more))
                : new At(nanos(moment), Assumed.valueOf(more)));
  }

  @Test
  void whatMayBeTwoDaysIsNotGuessed() {
    assertThat(utc("02/03/2026 10:00"))
        .isEqualTo(
            new Ambiguous(
                nanos("2026-02-03T10:00:00Z"),
                nanos("2026-03-02T10:00:00Z"),
                Twofold.DAY_OR_MONTH));
  }

  @Test
  void timesWithoutAZoneAreThoseOfTheDisplay() {
    assertThat(TimeWords.understand("05:43", in(BERLIN)))
        .isEqualTo(new At(nanos("2026-11-23T04:43:00Z"), Assumed.DAY));
    assertThat(TimeWords.understand("2026-07-01", in(BERLIN)))
        .isEqualTo(new At(nanos("2026-06-30T22:00:00Z"), Assumed.ZONE));
  }

  @Test
  void anHourThatCameTwiceOrNeverIsSaid() {
    assertThat(TimeWords.understand("2026-10-25 02:30", in(BERLIN)))
        .isEqualTo(
            new Ambiguous(
                nanos("2026-10-25T00:30:00Z"),
                nanos("2026-10-25T01:30:00Z"),
                Twofold.CLOCK_SET_BACK));
    assertThat(TimeWords.understand("2026-03-29 02:30", in(BERLIN)))
        .isEqualTo(new Unclear(Why.LEFT_OUT));
  }

  @Test
  void withoutAnythingOutOfProfileThereIsNoFirst() {
    Setting quiet =
        new Setting(ZoneOffset.UTC, FIRST, LAST, HERE, OptionalLong.empty(), OptionalLong.empty());
    assertThat(TimeWords.understand("first out", quiet)).isEqualTo(new Unclear(Why.NOTHING_OUT));
  }

  @Property
  void neverFailsWhateverIsWritten(@ForAll String text) {
    assertThat(utc(text)).isNotNull();
  }

  @Property
  void whatTheAxisWritesIsUnderstood(
      @ForAll @LongRange(min = 1_000_000_000_000_000_000L, max = 2_000_000_000_000_000_000L)
          long time) {
    assertThat(utc(TimeAxis.text(time))).isEqualTo(new At(time, Assumed.NOTHING));
    assertThat(utc(Long.toString(time))).isEqualTo(new At(time, Assumed.NOTHING));
  }
}

package salvor.workbench.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @AfterEach
  void asBefore() {
    Moments.tellIn(ZoneOffset.UTC);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  @Test
  void tellsTimesInThePreferredZoneAndNamesIt() {
    long time = nanos("2026-11-23T23:30:00Z");
    assertThat(Moments.zone()).isEqualTo("UTC");
    assertThat(Moments.exact(time)).isEqualTo("2026-11-23 23:30:00.000000000 UTC");
    Moments.tellIn(ZoneId.of("Europe/Berlin"));
    assertThat(Moments.zone()).isEqualTo("Europe/Berlin");
    assertThat(Moments.seconds(time)).isEqualTo("2026-11-24 00:30:00");
    Moments.tellIn(ZoneId.of("+05:45"));
    assertThat(Moments.zone()).isEqualTo("UTC+05:45");
    assertThat(Moments.clock(time)).isEqualTo("05:15:00");
    Moments.tellIn(ZoneId.of("Etc/UTC"));
    assertThat(Moments.zone()).isEqualTo("UTC");
  }

  @Test
  void theTwoHoursOfAnAutumnNightAreToldApart() {
    Moments.tellIn(ZoneId.of("Europe/Berlin"));
    assertThat(Moments.exact(nanos("2026-10-25T00:30:00Z")))
        .isEqualTo("2026-10-25 02:30:00.000000000 Europe/Berlin (+02:00)");
    assertThat(Moments.exact(nanos("2026-10-25T01:30:00Z")))
        .isEqualTo("2026-10-25 02:30:00.000000000 Europe/Berlin (+01:00)");
  }

  @Test
  void aDayIsADayOfTheZone() {
    long before = nanos("2026-11-23T22:30:00Z");
    long after = nanos("2026-11-23T23:30:00Z");
    assertThat(Moments.sameDay(before, after)).isTrue();
    Moments.tellIn(ZoneId.of("Europe/Berlin"));
    assertThat(Moments.sameDay(before, after)).isFalse();
  }

  @Test
  void aRangeIsToldAsFineAsItIsLong() {
    long at = nanos("2026-11-23T14:03:22Z") + 125_000_000;
    assertThat(Moments.range(at, at + 2_000_000_000L, true)).isEqualTo("14:03:22 to 14:03:24 UTC");
    assertThat(Moments.range(at, at + 5_000_000, true))
        .isEqualTo("14:03:22.125 to 14:03:22.130 UTC");
    assertThat(Moments.range(at, at + 1, true))
        .isEqualTo("14:03:22.125000000 to 14:03:22.125000001 UTC");
    assertThat(Moments.range(at, at + 2_000_000_000L, false))
        .isEqualTo("2026-11-23 14:03:22 to 14:03:24 UTC");
    assertThat(Moments.range(at, at + 86_400_000_000_000L, false))
        .isEqualTo("2026-11-23 14:03:22 to 2026-11-24 14:03:22 UTC");
  }

  @Test
  void showsEveryNanosecond() {
    assertThat(Moments.full(1_000_000_001L)).isEqualTo("1970-01-01 00:00:01.000000001");
    assertThat(Moments.full(-1)).isEqualTo("1969-12-31 23:59:59.999999999");
  }

  @Test
  void namesTheTwoLargestUnits() {
    assertThat(Moments.length(999)).isEqualTo("999 ns");
    assertThat(Moments.length(13_000_000)).isEqualTo("13 ms");
    assertThat(Moments.length(1_500_000_000)).isEqualTo("1.5 s");
    assertThat(Moments.length(7_500_000_000_000L)).isEqualTo("2 h 5 min");
    assertThat(Moments.length(Long.MIN_VALUE)).isEqualTo("292 years");
  }
}

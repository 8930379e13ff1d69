package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TimeAxisTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          BERLIN,
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Atlantic/Azores"),
          ZoneId.of("Pacific/Apia"));

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  private static Viewport window(String from, String to) {
    return Viewport.fitting(nanos(from), nanos(to), 1600, 900, 24);
  }

  private static ZonedDateTime at(Tick tick, ZoneId zone) {
    return Instant.ofEpochSecond(
            Math.floorDiv(tick.time(), 1_000_000_000L), Math.floorMod(tick.time(), 1_000_000_000L))
        .atZone(zone);
  }

  private static List<String> labels(Viewport window, ZoneId zone) {
    return new TimeAxis(zone, 90).ticks(window).stream().map(Tick::label).toList();
  }

  @Example
  void daysBeginAtTheZonesMidnight() {
    Viewport week = window("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z");
    List<Tick> ticks = new TimeAxis(BERLIN, 90).ticks(week);
    assertThat(ticks).hasSizeGreaterThan(8);
    assertThat(ticks).allSatisfy(t -> assertThat(at(t, BERLIN).getHour()).isZero());
    assertThat(ticks.getFirst().label()).isEqualTo("2026-11-20");
  }

  @Example
  void theHourThatSpringTakesHasNoMark() {
    Viewport night = window("2026-03-28T23:00:00Z", "2026-03-29T05:00:00Z");
    assertThat(labels(night, BERLIN))
        .containsSequence("01:00", "01:30", "03:00", "03:30")
        .doesNotContain("02:00");
  }

  @Example
  void theHourThatAutumnGivesHasItsMarksTwice() {
    Viewport night = window("2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z");
    assertThat(labels(night, BERLIN))
        .startsWith("2026-10-25")
        .containsSequence("01:30", "02:00", "02:30", "02:00", "02:30", "03:00");
  }

  @Example
  void hoursStayRoundAfterTheClockWasTurned() {
    Viewport days = window("2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z");
    assertThat(labels(days, BERLIN))
        .contains("2026-10-25", "2026-10-26", "06:00", "12:00", "18:00")
        .doesNotContain("05:00", "11:00", "23:00");
  }

  @Example
  void aDayWithoutMidnightBeginsWhenItsClockDoes() {
    ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
    Viewport days = window("2018-11-01T12:00:00Z", "2018-11-08T12:00:00Z");
    List<Tick> ticks = new TimeAxis(saoPaulo, 200).ticks(days);
    assertThat(ticks)
        .anySatisfy(t ->
            assertThat(at(t, saoPaulo).toLocalDateTime())
                .isEqualTo(LocalDateTime.of(2018, 11, 4, 1, 0)));
  }

  @Property(tries = 500)
  void ticksAreInSightInOrderAndAsTheirLabelsSay(
      @ForAll @IntRange(max = 6) int zone,
      @ForAll long first,
      @ForAll @IntRange(max = 62) int magnitude) {
    TimeAxis axis = new TimeAxis(ZONES.get(zone), 90);
    long length = 1L << magnitude;
    long last = first > Long.MAX_VALUE - length ? Long.MAX_VALUE : first + length;
    Viewport window = Viewport.fitting(first, last, 1600, 900, 24);
    assertThat(axis.ticks(window).stream().map(Tick::time)).isSorted().doesNotHaveDuplicates();
    for (Tick tick : axis.ticks(window)) {
      assertThat(tick.time()).isBetween(window.from(), window.to() - 1);
      if (tick.label().matches("\\d\\d:\\d\\d.*|\\d{4}-.*")) {
        assertThat(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(at(tick, axis.zone())))
            .contains(tick.label());
      }
    }
  }
}

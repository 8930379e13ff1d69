package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.training.apiserver.Json;

class ReplayClockTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T04:00:00Z");
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final ReplayClock clock = new ReplayClock(() -> now, BEGIN, 10);

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void runsAtItsSpeed() {
    pass(6);
    assertThat(clock.recorded()).isEqualTo(BEGIN.plusSeconds(60));
    assertThat(clock.carried(BEGIN.plusSeconds(60))).isEqualTo(now);
    assertThat(clock.carried(BEGIN.plusSeconds(120))).isEqualTo(now.plusSeconds(6));
  }

  @Test
  void keepsThePaceOfWhatWasBefore() {
    Instant started = now;
    pass(100);
    assertThat(clock.carried(BEGIN.minusSeconds(3600))).isEqualTo(started.minusSeconds(3600));
  }

  @Test
  void standsWhilePaused() {
    pass(6);
    clock.speed(0);
    pass(1000);
    assertThat(clock.recorded()).isEqualTo(BEGIN.plusSeconds(60));
    clock.speed(1);
    pass(5);
    assertThat(clock.recorded()).isEqualTo(BEGIN.plusSeconds(65));
  }

  @Test
  void whatHappenedBeforeAPauseStaysWhereItWas() {
    pass(6);
    Instant then = clock.carried(BEGIN.plusSeconds(30));
    clock.speed(0);
    pass(1000);
    clock.speed(1);
    pass(5);
    assertThat(clock.carried(BEGIN.plusSeconds(30))).isEqualTo(then);
    assertThat(clock.carried(BEGIN.plusSeconds(62))).isEqualTo(now.minusSeconds(3));
  }

  @Test
  void refusesASpeedThatIsNone() {
    assertThatThrownBy(() -> clock.speed(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clock.speed(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-23T04:00:00Z               | 2030-01-01T00:00:00Z",
        "2026-11-23T04:00:10.123Z           | 2030-01-01T00:00:01.012Z",
        "2026-11-23T04:00:10.123456789Z     | 2030-01-01T00:00:01.012345679Z",
        "2026-11-23T04:00:10.5+0000         | 2030-01-01T00:00:01.0+0000",
        "at 2026-11-23T04:00:00Z: x         | at 2030-01-01T00:00:00Z: x",
        "10.0.0.1 [23/Nov/2026:04:00:10 +0000] | 10.0.0.1 [01/Jan/2030:00:00:01 +0000]",
        "12026-11-23T04:00:00Z              | 12026-11-23T04:00:00Z",
        "2026-13-23T04:00:00Z               | 2026-13-23T04:00:00Z",
        "[99/Nov/2026:04:00:10 +0000]       | [99/Nov/2026:04:00:10 +0000]",
        "2026-11-23                         | 2026-11-23",
        "2026-11-23T04:00:00                | 2026-11-23T04:00:00"
      })
  void carriesTimesAndNothingElse(String text, String carried) {
    assertThat(new Carrier(clock).text(text)).isEqualTo(carried);
  }

  @Test
  void carriesTheNanosecondsOfFalco() {
    long recorded = BEGIN.getEpochSecond() * 1_000_000_000L + 7;
    var line =
        Json.object(
            "{output_fields: {'evt.time': %d, 'evt.num': %d}}".formatted(recorded, recorded));
    var carried = new Carrier(clock).carry(line);
    assertThat(carried.at("/output_fields").path("evt.time").asLong())
        .isEqualTo(now.getEpochSecond() * 1_000_000_000L + 1);
    assertThat(carried.at("/output_fields").path("evt.num").asLong()).isEqualTo(recorded);
  }
}

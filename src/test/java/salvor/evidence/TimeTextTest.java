package salvor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T04:37:39.517420419Z, 1795408659517420419",
    "2026-11-23T04:37:39.51742041Z, 1795408659517420410",
    "2024-04-16T06:21:39.0Z, 1713248499000000000",
    "2026-11-23T04:37:39Z, 1795408659000000000",
    "2026-11-23t04:37:39z, 1795408659000000000",
    "2026-11-23 04:37:39Z, 1795408659000000000",
    "2026-11-23T13:37:39+09:00, 1795408659000000000",
    "2026-11-22T23:37:39.5-0500, 1795408659500000000",
    "2026-11-23T04:37:39.1234567891Z, 1795408659123456789",
    "1999-12-31T23:59:60Z, 946684800000000000"
  })
  void readsTheFormsThatSensorsWrite(String text, long nanos) {
    assertThat(TimeText.read(text)).contains(new ObservedTime(nanos, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2026-11-23T04:37:39",
        "2026-11-23",
        "16:31:56.746609046",
        "2026-13-23T04:37:39Z",
        "2026-02-30T04:37:39Z",
        "2026-11-23T24:37:39Z",
        "2026-11-23T04:37:39.Z",
        "2026-11-23T04:37:39+9",
        "9999-11-23T04:37:39Z",
        "2026-11-23T04:37:39Zjunk",
        "٢٠٢٦-11-23T04:37:39Z",
        "1795408659517420419"
      })
  void whatIsNoTimeOrHasNoZoneIsNoTime(String text) {
    assertThat(TimeText.read(text)).isEmpty();
  }

  @Property(tries = 500)
  void theTextIsMadeAgainFromTheNumber(
      @ForAll @LongRange(min = -60_000_000_000L, max = 9_000_000_000L) long seconds,
      @ForAll @IntRange(max = 999_999_999) int fraction,
      @ForAll @IntRange(max = 9) int digits) {
    long unit = (long) Math.pow(10, 9 - digits);
    long nanos = seconds * 1_000_000_000L + fraction / unit * unit;
    if (seconds > 9_000_000_000L
        || Instant.ofEpochSecond(seconds).toString().length() != 20
        || seconds < -9_000_000_000L) {
      return; // outside of what nanoseconds in 64 bits can tell
    }
    String text = TimeText.rfc3339(nanos, digits);
    ObservedTime read = new ObservedTime(nanos, text);
    assertThat(nanos == 0 ? read : TimeText.read(text).orElseThrow()).isEqualTo(read);
    byte form = TimeText.form(read);
    assertThat(form).isNotEqualTo(TimeText.OTHER);
    assertThat(TimeText.text(form, nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5})
  void noNumberOfNanosecondsIsNoTime(long nanos) {
    assertThat(TimeText.ofNanos(nanos)).isEmpty();
  }
}

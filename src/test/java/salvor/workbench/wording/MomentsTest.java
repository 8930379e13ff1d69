package salvor.workbench.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentsTest {
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

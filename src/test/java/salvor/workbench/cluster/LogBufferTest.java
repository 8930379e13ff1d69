package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import salvor.cluster.LogLine;

class LogBufferTest {
  private final LogBuffer buffer = new LogBuffer(3, 10);

  private void add(String text, boolean ends) {
    buffer.add(new LogLine(text.getBytes(StandardCharsets.UTF_8), ends));
  }

  @Test
  void holdsTheNewestLinesAndCountsTheOthers() {
    for (int i = 0; i < 5; i++) {
      add("line " + i, true);
    }
    assertThat(buffer.held("").lines()).containsExactly("line 2", "line 3", "line 4");
    assertThat(buffer.held("").dropped()).isEqualTo(2);
    assertThat(buffer.held("LINE 3").lines()).containsExactly("line 3");
    assertThat(buffer.size()).isEqualTo(3);
  }

  @Test
  void cutsALongLineAndSaysSo() {
    add("0123456", false);
    add("789abc", false);
    add("def", true);
    add("next", true);
    assertThat(buffer.held("").lines())
        .containsExactly("0123456789  … 6 more characters are not shown", "next");
  }

  @Test
  void theTimeOfALineIsToldOnce() {
    LogBuffer wide = new LogBuffer(9, 200);
    String noted = "2026-11-23T04:43:51.123456789Z ";
    for (String own :
        new String[] {
          "04:43:51.100000000: Warning",
          "2026-11-23T04:43:50.999Z Warning",
          "[2026-11-23 05:43:51,1+01:00] Warning",
          "2026/11/23 04:43:49 Warning",
          "Warning"
        }) {
      wide.add(new LogLine((noted + own).getBytes(StandardCharsets.UTF_8), true));
    }
    assertThat(wide.held("").lines()).hasSize(5).containsOnly("2026-11-23 04:43:51  Warning");
    wide.add(new LogLine((noted + "03:43:51 x").getBytes(StandardCharsets.UTF_8), true));
    assertThat(wide.held("").lines().getLast())
        .as("one of the two is wrong")
        .isEqualTo("2026-11-23 04:43:51  03:43:51 x");
    for (String own :
        new String[] {
          "10.0.0.1 - - [23/Nov/2026:04:43:51 +0000] \"GET / HTTP/1.1\" 200",
          "10.0.0.1 - - [23/Nov/2026:05:43:51 +0000] \"GET",
          "04:43:51+99:00 x"
        }) {
      wide.add(new LogLine((noted + own).getBytes(StandardCharsets.UTF_8), true));
    }
    assertThat(wide.held("").lines())
        .contains(
            "2026-11-23 04:43:51  10.0.0.1 - - \"GET / HTTP/1.1\" 200",
            "2026-11-23 04:43:51  10.0.0.1 - - [23/Nov/2026:05:43:51 +0000] \"GET",
            "2026-11-23 04:43:51  04:43:51+99:00 x");
  }

  @Test
  void nothingOfALineSteersTheScreen() {
    add("a\u001b[2J\u202eb", true);
    assertThat(buffer.held("").lines()).containsExactly("a\\x1b[2J\\u202eb");
  }

  @Test
  void aConditionStandsOnItsAxisWhereItChanged() {
    Instant begin = Instant.EPOCH;
    assertThat(ConditionsAxis.share(begin, begin.plusSeconds(5), begin.plusSeconds(10)))
        .isEqualTo(0.5);
    assertThat(ConditionsAxis.share(begin, begin.minusSeconds(5), begin.plusSeconds(10))).isZero();
    assertThat(ConditionsAxis.share(begin, begin.plusSeconds(50), begin.plusSeconds(10)))
        .as("a clock that is ahead")
        .isLessThan(1);
  }
}

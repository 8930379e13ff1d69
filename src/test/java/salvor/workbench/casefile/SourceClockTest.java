package salvor.workbench.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Anchored;

/** What the list of sources says of clocks. */
class SourceClockTest {
  private static final long START = 1_795_410_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static List<SourceClock> clocks(String path, long ahead, long step, int execs) {
    Anchored node = new Anchored();
    node.asked("web", "web", "true", START, 101).started("pay", "web", "true", START);
    for (int i = 0; i < execs; i++) {
      long at = START + i * 10_000_000_001L;
      node.asked("web", "web", "cat " + i, at, 101);
      node.started("web", "web", "cat " + i, at + ahead + i * step);
    }
    return SourceClock.of(node.evidence(path), Progress.NONE);
  }

  private static SourceClock sensor(long ahead, long step, int execs) {
    return clocks("k8s/", ahead, step, execs).get(Anchored.SENSOR);
  }

  @Test
  void agreementIsToldWithWhatItRestsOn() {
    SourceClock clock = sensor(20_000_000L, 0, 3);
    assertThat(clock.lines())
        .containsExactly("Clock: agrees with audit, +0.020 s by 3 execs that both timed");
    assertThat(clock.apart()).isFalse();
  }

  @Test
  void thatAZoneIsWantingIsToldBeforeAnythingIsCompared() {
    Observations none = Observations.of(List.of());
    SourceClock clock = SourceClock.saying(SourceClock.COMPARING).in(none, 0, 7);
    assertThat(clock.lines())
        .containsExactly(
            "Clock: 7 events without a time, whose source names no zone: name it by Set clock offset",
            SourceClock.COMPARING);
    assertThat(clock.withoutZone()).isEqualTo(7);
  }

  @Test
  void anOffsetDrawsAttention() {
    SourceClock clock = sensor(-90 * SECOND, 0, 4);
    assertThat(clock.lines())
        .containsExactly(
            "Clock: 90.0 s behind audit by 4 execs that both timed, spread 0.000 s;"
                + " times are shown as recorded");
    assertThat(clock.apart()).isTrue();
    assertThat(clock.corrections())
        .containsExactly(new SourceClock.Correction(90 * SECOND, "audit"));
  }

  @Test
  void aRefusalSaysWhatIsMissing() {
    assertThat(sensor(90 * SECOND, 0, 2).lines())
        .containsExactly(
            "Clock: not known against audit, 2 execs that both timed, at least 3 are needed");
    assertThat(sensor(0, 20 * SECOND, 5).lines())
        .containsExactly(
            "Clock: not known against audit, 5 execs that both timed contradict each other,"
                + " spread 20.0 s");
    assertThat(sensor(90 * SECOND, 0, 2).apart()).isFalse();
  }

  @Test
  void aSourceThatNothingTiesToOthersSaysSo() {
    assertThat(sensor(0, 0, 0).lines())
        .containsExactly("Clock: cannot be checked, no other source timed what this one did");
    assertThat(clocks("", 0, 0, 3).get(Anchored.AUDIT).lines())
        .containsExactly("Clock: other sources are compared with it");
  }

  @Test
  void aHostileNameIsShownCharacterByCharacter() {
    assertThat(clocks("a\u202e\n", 0, 0, 3).get(Anchored.SENSOR).lines().getFirst())
        .doesNotContain("\u202e")
        .doesNotContain("\n");
  }
}

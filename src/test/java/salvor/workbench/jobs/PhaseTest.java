package salvor.workbench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import salvor.jobs.JobState;

class PhaseTest {
  private static final long SECOND = 1_000_000_000L;
  private final Phase phase = new Phase();

  private Standing at(long second, long done, long total, boolean inBytes) {
    return phase.standing(
        new JobState.Running<>(done, total, "reading falco.jsonl", inBytes), second * SECOND);
  }

  @Test
  void tellsHowFarHowFastAndHowLongStill() {
    at(10, 0, 1_000_000_000, true);
    Standing standing = at(15, 250_000_000, 1_000_000_000, true);
    assertThat(standing.part()).isEqualTo(0.25);
    assertThat(standing.words()).isEqualTo("reading falco.jsonl, 25 % at 50 MB/s, about 15 s left");
  }

  @Test
  void aNewPhaseIsNotMeasuredByTheOneBeforeIt() {
    at(0, 0, 1_000_000_000, true);
    at(100, 1_000_000_000, 1_000_000_000, true);
    at(100, 0, 4_000, false);
    assertThat(at(104, 1_000, 4_000, false).left()).isEqualTo("25 % at 250/s, about 12 s left");
  }

  @Test
  void saysNothingThatItCannotKnow() {
    assertThat(at(0, 0, 0, false).left()).isEmpty();
    assertThat(at(1, 10, 100, false).left()).as("too early for a rate").isEqualTo("10 %");
    assertThat(phase.standing(new JobState.Waiting<>(), 0).part()).isNegative();
  }
}

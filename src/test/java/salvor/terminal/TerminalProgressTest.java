package salvor.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  @Test
  void tellsThatWorkGoesOnOfWhichNobodyKnowsTheEnd() {
    assertThat(TerminalProgress.ofBytes(50, 200)).isEqualTo("25 %");
    assertThat(TerminalProgress.ofBytes(1_234_567_890, 0)).isEqualTo("1,234 MB");
  }
}

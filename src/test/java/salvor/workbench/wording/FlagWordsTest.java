package salvor.workbench.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import salvor.timeline.Flag;

class FlagWordsTest {
  @Test
  void saysTheWidestScopeAndWhatIsNotKnown() {
    assertThat(Words.scope(new Flag(0, 0, true, Flag.InImage.FIRST, true)))
        .isEqualTo("in this case");
    assertThat(Words.scope(new Flag(0, 0, true, Flag.InImage.FIRST, false)))
        .isEqualTo("in this image, and not in this case");
    assertThat(Words.scope(new Flag(0, 0, true, Flag.InImage.LATER, false)))
        .isEqualTo("in this pod, and not in this case");
    assertThat(Words.scope(new Flag(0, 0, true, Flag.InImage.UNKNOWN, false)))
        .contains("in this pod")
        .contains("digest is not known");
  }
}

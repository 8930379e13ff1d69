package salvor.workbench.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import salvor.baseline.Reason;
import salvor.evidence.Quality;

class VisibleTextTest {
  @Test
  void keepsTheBoundariesOfArguments() {
    assertThat(VisibleText.command("sh\0-c\0ping 1.1.1.1\0\0"))
        .isEqualTo("sh -c 'ping 1.1.1.1' ''");
  }

  @Test
  void showsEscapeSequencesInsteadOfObeyingThem() {
    assertThat(VisibleText.command("echo\0\u001b[2J\u202egnp"))
        .isEqualTo("echo \\x1b[2J\\u202egnp");
  }

  @Test
  void keepsTheLinesOfARecordAndNothingElse() {
    assertThat(VisibleText.lines("a\n\tb\r\n\u0007")).isEqualTo("a\n\tb\\r\n\\x07");
  }

  @Test
  void saysThatItCut() {
    assertThat(VisibleText.of("x".repeat(5_000), 10)).isEqualTo("x".repeat(10) + "\u2026");
  }

  @Test
  void everyReasonAndQualityHasItsWords() {
    for (Reason reason : Reason.values()) {
      assertThat(Words.brief(reason)).isNotBlank();
      assertThat(Words.sentence(reason)).endsWith(".");
    }
    for (Quality quality : Quality.values()) {
      assertThat(Words.quality(quality)).endsWith(".");
    }
  }

  @Test
  void lettersFromRightToLeftAreSpeltOutSinceTheyWouldReorderTheLine() {
    assertThat(VisibleText.of("/tmp/\u05e9\u05dc \u0645 \u0663 a\u0301"))
        .isEqualTo("/tmp/\\u05e9\\u05dc \\u0645 \\u0663 a\u0301");
    assertThat(VisibleText.of("\ud83b\ude00")).isEqualTo("\\U0001ee00");
    assertThat(VisibleText.of("\u4f60\u597d \u00e9")).isEqualTo("\u4f60\u597d \u00e9");
  }
}

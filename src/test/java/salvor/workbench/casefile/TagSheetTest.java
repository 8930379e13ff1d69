package salvor.workbench.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TagSheetTest {
  @Test
  void aLongTagIsNotCutThroughACharacter() {
    String tag = "a".repeat(99) + "\uD83D\uDD25" + "b";
    assertThat(TagSheet.cut(tag)).isEqualTo("a".repeat(99));
    assertThat(TagSheet.cut("a".repeat(98) + "\uD83D\uDD25b")).endsWith("\uD83D\uDD25");
    assertThat(TagSheet.cut("short")).isEqualTo("short");
  }
}

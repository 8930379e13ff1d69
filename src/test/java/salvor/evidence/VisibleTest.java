package salvor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VisibleTest {
  @Test
  void leavesOrdinaryTextAsItIs() {
    assertThat(Visible.text("/bin/sh -c 'größe' 日本 🦊")).isEqualTo("/bin/sh -c 'größe' 日本 🦊");
  }

  @Test
  void spellsOutWhatSteersATerminal() {
    assertThat(Visible.text("\u001b[31mred\u0007\r\n\t\u009b"))
        .isEqualTo("\\x1b[31mred\\x07\\r\\n\\t\\x9b");
  }

  @Test
  void spellsOutWhatReordersOrHides() {
    assertThat(Visible.text("gpj\u202eexe\u200b\u2028\ue000\ud800"))
        .isEqualTo("gpj\\u202eexe\\u200b\\u2028\\ue000\\ud800");
  }

  @Test
  void separatesArgumentsBySpaces() {
    assertThat(Visible.text("cat\0/etc/passwd")).isEqualTo("cat /etc/passwd");
  }

  @Test
  void shortensInTheMiddleWhereNamesDifferLeast() {
    assertThat(Visible.text("0123456789abcdef", 10)).isEqualTo("012345…def");
  }

  @Property(tries = 300)
  void isSafeAndNoLongerThanAskedFor(
      @ForAll String hostile, @ForAll @IntRange(min = 3, max = 40) int longest) {
    assertThat(Visible.text(hostile, longest)).hasSizeLessThanOrEqualTo(longest);
    assertThat(Visible.text(hostile).codePoints())
        .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
  }
}

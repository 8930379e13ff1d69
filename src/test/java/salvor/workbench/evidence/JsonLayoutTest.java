package salvor.workbench.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonLayoutTest {
  @Test
  void laysOutWithoutChangingWhatIsSaid() {
    assertThat(JsonLayout.of("{\"n\":1.0e+2, \"n\":\"a\\\"{,\",\"l\":[1,{}],\"e\":[ ]}"))
        .isEqualTo(
            """
            {
              "n": 1.0e+2,
              "n": "a\\"{,",
              "l": [
                1,
                {}
              ],
              "e": []
            }\
            """);
  }

  @Test
  void deepNestingStaysSmall() {
    assertThat(JsonLayout.of("[".repeat(10_000)).length()).isLessThan(10_000 * 60);
  }

  @Test
  void whatIsNoJsonStaysAsItIs() {
    assertThat(JsonLayout.of("type=EXECVE msg=audit(1): {"))
        .isEqualTo("type=EXECVE msg=audit(1): {");
  }

  @Test
  void aLineThatBeginsWithABracketKeepsItsSpaces() {
    String line = "[1795408658.393832]\t    [NEW] ipv4     2 tcp      6 120 SYN_SENT src=10.0.0.1";
    assertThat(JsonLayout.of(line)).isEqualTo(line);
  }

  @Property(tries = 200)
  void neverLosesACharacterButWhiteSpace(@ForAll String text) {
    assertThat(bare(JsonLayout.of("{" + text))).isEqualTo(bare("{" + text));
  }

  @Test
  void onlyTheWhiteSpaceOfJsonIsWhiteSpace() {
    assertThat(JsonLayout.of(" {\u2003}\u001c")).isEqualTo("{\n  \u2003\n}\u001c");
  }

  private static String bare(String text) {
    return text.replaceAll("[ \\t\\n\\r]", "");
  }
}

package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateColourTest {
  @ParameterizedTest
  @CsvSource({
    "● verified,GOOD",
    "✓ through,GOOD",
    "▲ CHANGED,BAD",
    "✕ not enforced,BAD",
    "◑ not verified,OPEN",
    "◐ SEALED,OPEN",
    "◔ LOOKING,OPEN",
    "? not seen now,OPEN",
    "○ taken back,NONE",
    "Running,NONE",
    "'',NONE"
  })
  void aShapeHasItsColour(String words, StateColour colour) {
    assertThat(StateColour.of(words)).isEqualTo(colour);
  }

  @Test
  void severalAreNeverBetterThanTheWorst() {
    assertThat(StateColour.of(List.of("● a", "● b"))).isEqualTo(StateColour.GOOD);
    assertThat(StateColour.of(List.of("● a", "◑ b"))).isEqualTo(StateColour.OPEN);
    assertThat(StateColour.of(List.of("● a", "○ b"))).isEqualTo(StateColour.OPEN);
    assertThat(StateColour.of(List.of("● a", "◑ b", "▲ c"))).isEqualTo(StateColour.BAD);
    assertThat(StateColour.of(List.of())).isEqualTo(StateColour.NONE);
  }

  @Test
  void whatIsPaintedAnewHasOneColour() {
    Region node = new Region();
    node.getStyleClass().add("state-chip");
    StateColour.GOOD.paint(node);
    StateColour.BAD.paint(node);
    assertThat(node.getStyleClass()).containsExactly("state-chip", "shape-bad");
  }
}

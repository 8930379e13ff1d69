package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.LeftInPlace;

/** A window that is closed says what goes on in the cluster without it. */
class ClosingWordsTest {
  private static final LeftInPlace NOTHING = new LeftInPlace(List.of(), List.of(), List.of());
  private static final LeftInPlace CUT_OFF =
      new LeftInPlace(
          List.of("shop/web-1 (\u25cf verified)", "shop/pay-2 (\u25d1 not verified)"),
          List.of("Hold the evidence shop/web-1 (\u25d1 in place)"),
          List.of("1a2b3c4d", "5e6f7a8b"));

  @Test
  void thePodsThatStayCutOffAreNamed() {
    assertThat(ClosingWords.stays(CUT_OFF, false, ""))
        .containsExactly(
            "\u25b2 These 2 pods stay cut off: shop/web-1 (\u25cf verified), shop/pay-2 (\u25d1 not"
                + " verified). The cluster goes on so; no alarm is raised while no window looks.",
            "This stays as it was done, and the cluster goes on with it: Hold the evidence"
                + " shop/web-1 (\u25d1 in place).");
    assertThat(ClosingWords.undoing(CUT_OFF, Path.of("/cases/it's one")))
        .containsExactly(
            "salvor contain undo 1a2b3c4d --case '/cases/it'\\''s one' --reason WHY",
            "salvor contain undo 5e6f7a8b --case '/cases/it'\\''s one' --reason WHY",
            "salvor watch --window --into '/cases/it'\\''s one'");
  }

  @Test
  void whereNothingWasDoneNothingIsTold() {
    assertThat(ClosingWords.stays(NOTHING, false, "")).isEmpty();
    assertThat(ClosingWords.stays(NOTHING, false, "The ledger is not whole."))
        .singleElement()
        .asString()
        .endsWith("may not be all told here. The ledger is not whole.");
  }

  @Test
  void manyPodsAreCounted() {
    List<String> pods = IntStream.range(0, 300).mapToObj(i -> "shop/web-" + i).toList();
    assertThat(ClosingWords.stays(new LeftInPlace(pods, List.of(), List.of("m")), false, ""))
        .singleElement()
        .asString()
        .startsWith("\u25b2 These 300 pods stay cut off: shop/web-0, ")
        .contains("shop/web-4 and 295 more. The cluster goes on so")
        .doesNotContain("web-5");
  }

  @Test
  void aPracticeClusterEndsWithWhatWasDoneToIt() {
    assertThat(ClosingWords.stays(CUT_OFF, true, ""))
        .satisfiesExactly(
            pods -> assertThat(pods).startsWith("What is cut off ends with the practice cluster: "),
            others -> assertThat(others).startsWith("So does what else was done to it: Hold "));
    assertThat(ClosingWords.ends(new ActingViewModel.State.ReadOnly(""), true))
        .singleElement()
        .asString()
        .contains("practice cluster ends too");
  }
}

package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands off what: in luminance as the web's accessibility rules (WCAG 2.2, 1.4.11) count it,
 * and without any colour.
 */
class PaletteTest {
  private static final int SIDE = 20;

  static List<Palette> palettes() {
    return List.of(Palette.LIGHT, Palette.DARK);
  }

  @ParameterizedTest
  @MethodSource("palettes")
  void everyClassStandsOffTheGroundOfALane(Palette palette) {
    assertThat(contrast(palette.phase(), palette.band())).isGreaterThanOrEqualTo(3);
    for (DrawingClass shown : DrawingClass.values()) {
      if (shown != DrawingClass.IN) { // what fits is meant to be quiet
        for (int ground : new int[] {palette.background(), palette.band(), palette.outside()}) {
          assertThat(contrast(palette.of(shown), ground)).as("%s", shown).isGreaterThanOrEqualTo(3);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("palettes")
  void everyClassStandsOffTheGhostThatItTouches(Palette palette) {
    for (DrawingClass shown :
        List.of(DrawingClass.UNKNOWN, DrawingClass.EXPLAINED, DrawingClass.OUT)) {
      assertThat(contrast(palette.of(shown), palette.ghost()))
          .as("%s", shown)
          .isGreaterThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("palettes")
  void textCanBeRead(Palette palette) {
    for (int text : new int[] {palette.text(), palette.quietText(), palette.out()}) {
      assertThat(contrast(text, palette.background())).isGreaterThanOrEqualTo(4.5);
    }
  }

  @ParameterizedTest
  @MethodSource("palettes")
  void noTwoClassesLookAlikeWithoutColours(Palette palette) {
    DrawingClass[] classes = DrawingClass.values();
    for (int a = 0; a < classes.length; a++) {
      for (int b = a + 1; b < classes.length; b++) {
        assertThat(difference(painted(classes[a], palette), painted(classes[b], palette)))
            .as("%s and %s", classes[a], classes[b])
            .isGreaterThan(0.12);
      }
    }
  }

  /** The share of pixels whose luminance differs by 1.5:1 or more. */
  private static double difference(int[] one, int[] other) {
    int differ = 0;
    for (int i = 0; i < one.length; i++) {
      differ += contrast(one[i], other[i]) >= 1.5 ? 1 : 0;
    }
    return (double) differ / one.length;
  }

  private static int[] painted(DrawingClass shown, Palette palette) {
    Viewport viewport = new Viewport(0, 1, 1, SIDE, SIDE, SIDE, 0);
    int[] pixels = new int[SIDE * SIDE];
    java.util.Arrays.fill(pixels, palette.background());
    Cells cells = new Cells(SIDE);
    for (int x = 0; x < SIDE; x++) {
      cells.add(x, (byte) (shown.ordinal() + 1), 12);
    }
    new Marks(new Surface(pixels, SIDE, SIDE), viewport, palette, BaselineDisplay.FULL, 0, SIDE)
        .all(cells);
    return pixels;
  }

  private static double contrast(int one, int other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
  }

  private static double linear(int channel) {
    double share = (channel & 0xFF) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}

package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;

/** Checks the promise on what was painted, against the observations themselves. */
final class OutColumns {
  private OutColumns() {}

  /** A painted surface. */
  interface Pixels {
    int at(int x, int y);
  }

  /**
   * Every column of a lane that contains an OUT has the colour of OUT on at least a third of the
   * lane's height: a pennant or the dotted line of the selection may take the rest.
   */
  static void assertShown(
      TimelineModel model,
      Lanes lanes,
      Viewport viewport,
      Pixels pixels,
      Palette palette,
      int rowHeight) {
    BitSet[] expected = new BitSet[lanes.size()];
    for (int row = 0; row < model.observations().timed(); row++) {
      int x = viewport.x(model.observations().time(row));
      int line = lanes.lineOf(model.laneOf(row));
      if (line >= 0
          && x >= 0
          && x < viewport.width()
          && model.shows(row)
          && model.drawingClass(row) == DrawingClass.OUT) {
        expected[line] = expected[line] == null ? new BitSet() : expected[line];
        expected[line].set(x, Math.min(viewport.width(), x + viewport.pixelsPerNano()));
      }
    }
    LanePlaces places = new LanePlaces(lanes, viewport);
    for (int line = 0; line < expected.length; line++) {
      int top = places.top(line);
      if (expected[line] == null || !places.isWhole(line)) {
        continue;
      }
      int above = top;
      expected[line].stream()
          .forEach(x -> {
            int red = 0;
            for (int y = above; y < above + rowHeight; y++) {
              red += pixels.at(x, y) == palette.out() ? 1 : 0;
            }
            assertThat(red)
                .as("column %d, %s", x, viewport)
                .isGreaterThanOrEqualTo(Math.max(1, rowHeight / 3));
          });
    }
  }
}

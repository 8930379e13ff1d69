package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;

/** Times that no well-behaved recording has: all of it is painted, at every zoom. */
class StrangeTimesTest {
  private static final long T = Synthetic.START;
  private static final long CENTURY = 100L * 365 * 24 * 3600 * 1_000_000_000L;

  private static int outColumns(TimelineModel model, Viewport viewport) {
    int[] pixels = Painter.pixels(viewport);
    new Painter()
        .paint(
            model,
            model.lanes(),
            viewport,
            new Painter.Style(Palette.LIGHT, BaselineDisplay.FULL, 0),
            pixels);
    BitSet columns = new BitSet();
    for (int at = 0; at < pixels.length; at++) {
      if (pixels[at] == Palette.LIGHT.out()) {
        columns.set(at % viewport.width());
      }
    }
    return columns.cardinality();
  }

  private static void zoomThrough(TimelineModel model, long when) {
    Viewport viewport = Viewport.fitting(model.first(), model.last(), 800, 200, 24);
    for (int zoom = 0; zoom < 80; zoom++) {
      assertThat(viewport.x(when)).as("%s", viewport).isBetween(0, viewport.width() - 1);
      assertThat(outColumns(model, viewport)).as("%s", viewport).isPositive();
      viewport = viewport.centred(when).zoomed(0.5, 400);
    }
  }

  @Test
  void aSingleEventIsSeenAtEveryZoom() {
    TimelineModel model = new Scene().started(T, "web-1", Scene.OUT).model();
    zoomThrough(model, T);
    assertThat(Density.of(model, 800).most()).isEqualTo(1);
  }

  @Test
  void eventsACenturyApartAreBothSeen() {
    TimelineModel model =
        new Scene().started(T - CENTURY, "web-1", Scene.OUT).started(T, "web-1", Scene.OUT).model();
    zoomThrough(model, T);
    zoomThrough(model, T - CENTURY);
    Viewport all = Viewport.fitting(model.first(), model.last(), 800, 200, 24);
    assertThat(all.x(T) - all.x(T - CENTURY)).isGreaterThan(700);
  }

  @Test
  void twoAtTheSameNanosecondAreOneCellThatCountsBothAndShowsTheWorst() {
    TimelineModel model =
        new Scene().started(T, "web-1", Scene.IN).started(T, "web-1", Scene.OUT).model();
    zoomThrough(model, T);
    Cell cell = model.cell(model.laneOf(0), T, T + 1);
    assertThat(cell).isNotNull();
    assertThat(cell.count()).isEqualTo(2);
    assertThat(cell.worst()).isEqualTo(DrawingClass.OUT);
    assertThat(model.nextOut(-1)).isEqualTo(cell.firstRow());
  }

  @Test
  void aFilterThatMatchesNothingLeavesAnEmptyPictureThatStillKnowsItsTime() {
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.OUT)
            .add(
                T + 1_000,
                Scene.at("web", "web-1", "web"),
                "/bin/x",
                new Activity.ProcessEnded(0, null),
                Scene.IN)
            .model();
    TimelineModel none = model.filtered(RowFilter.of(new BitSet()));
    assertThat(none.shown()).isZero();
    assertThat(none.hidden()).isEqualTo(2);
    assertThat(none.first()).isEqualTo(T);
    assertThat(none.nextOut(-1)).isNegative();
    assertThat(none.worst(none.laneOf(0))).isNull();
    assertThat(outColumns(none, Viewport.fitting(none.first(), none.last(), 800, 200, 24)))
        .isZero();
    assertThat(Density.of(none, 800).most()).as("the ghost of all there is").isPositive();
  }

  @Test
  void namesOfFourThousandCharactersMakeOneLaneEach() {
    String strange = "\u202e\u0301\u001b[31m\u0000<b>" + "n".repeat(4_000);
    Scene scene = new Scene();
    for (int i = 0; i < 5; i++) {
      scene.add(
          T + i,
          Scene.at("web", strange + i, strange),
          strange,
          new Activity.ProcessStarted(),
          Scene.OUT);
    }
    TimelineModel model = scene.model();
    assertThat(model.lanes().lines().stream().filter(l -> !l.heading())).hasSize(5);
    assertThat(outColumns(model, Viewport.fitting(T, T + 4, 800, 200, 24))).isPositive();
  }
}

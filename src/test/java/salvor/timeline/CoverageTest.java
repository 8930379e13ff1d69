package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.workload.Inventory;
import salvor.workload.Location;

class CoverageTest {
  private static final long T = Synthetic.START;
  private static final long SECOND = 1_000_000_000L;
  private static final Activity STARTED = new Activity.ProcessStarted();

  private static Location on(@Nullable String node, String pod) {
    return new Location(node, "shop", pod, null, "web", null, null, null, null);
  }

  /** Source 0 is a sensor or not; source 1 never is. */
  private static TimelineModel model(boolean known) {
    Scene scene =
        new Scene()
            .from(1, T, on("node1", "web-1"), STARTED)
            .from(0, T + 10 * SECOND, on("node1", "web-1"), STARTED)
            .from(0, T + 20 * SECOND, on("node1", "web-2"), STARTED)
            .from(1, T + 30 * SECOND, on("node2", "web-3"), STARTED)
            .from(0, T + 15 * SECOND, on(null, "web-4"), STARTED);
    BitSet sensors = new BitSet();
    sensors.set(0, known);
    return TimelineModel.of(scene.observations(), scene.verdicts(), Inventory.EMPTY, sensors);
  }

  private static Lane lane(TimelineModel model, String pod) {
    for (int id = 0; id < model.tree().size(); id++) {
      Lane lane = model.tree().lane(id);
      if (lane.parent() != null && pod.equals(lane.parent().name())) {
        return lane;
      }
    }
    throw new AssertionError(pod);
  }

  @Test
  void aSensorWatchesItsNodeFromItsFirstToItsLastRecordThere() {
    TimelineModel model = model(true);
    Coverage coverage = model.coverage();
    for (String pod : new String[] {"web-1", "web-2"}) {
      Lane lane = lane(model, pod);
      assertThat(coverage.isUnrecorded(lane, T + 9 * SECOND)).isTrue();
      assertThat(coverage.isUnrecorded(lane, T + 10 * SECOND)).isFalse();
      assertThat(coverage.isUnrecorded(lane, T + 20 * SECOND)).isFalse();
      assertThat(coverage.isUnrecorded(lane, T + 21 * SECOND)).isTrue();
    }
    assertThat(coverage.of(lane(model, "web-3"))).hasValue(java.util.List.of());
  }

  @Test
  void nothingIsSaidWhereTheNodeOrTheSensorsAreNotKnown() {
    TimelineModel model = model(true);
    assertThat(model.coverage().of(lane(model, "web-4"))).isEmpty();
    TimelineModel unknown = model(false);
    assertThat(unknown.coverage().of(lane(unknown, "web-1"))).isEmpty();
  }

  @Test
  void aLaneWithoutASensorIsDrawnAsAGapAndNotAsQuiet() {
    assertThat(background(model(true), "web-3")).isEqualTo(Palette.LIGHT.outside());
    assertThat(background(model(true), "web-4")).isNotEqualTo(Palette.LIGHT.outside());
    assertThat(background(model(false), "web-3")).isNotEqualTo(Palette.LIGHT.outside());
  }

  /** The colour in the middle of a lane where nothing was observed. */
  private static int background(TimelineModel model, String pod) {
    Lanes lanes =
        Lanes.bare(model.tree(), java.util.List.of(lane(model, "web-1"), lane(model, pod)));
    Viewport viewport = Viewport.fitting(model.first(), model.last(), 300, 40, 20);
    int[] pixels = Painter.pixels(viewport);
    new Painter()
        .paint(
            model,
            lanes,
            viewport,
            new Painter.Style(Palette.LIGHT, BaselineDisplay.FULL, -1),
            pixels);
    return pixels[30 * 300 + viewport.x(T + 5 * SECOND)];
  }
}

package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.baseline.Lives.Part;
import salvor.baseline.Phase;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.workload.Container;
import salvor.workload.Inventory;
import salvor.workload.Pod;

/**
 * A container that started at 0 s and whose pod was deleted at 100 s; of another nothing is told.
 */
class PhaseShadeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long T = 1_700_000_000L * SECOND;
  private static final int WIDTH = 600;
  private static final int ROW = 22;

  private final TimelineModel model = model();

  private enum Theme {
    LIGHT(Palette.LIGHT),
    DARK(Palette.DARK);

    final Palette palette;

    Theme(Palette palette) {
      this.palette = palette;
    }
  }

  @Test
  void startSteadyAndStopFollowEachOther() {
    assertThat(model.phases().of(lane("web-1")))
        .containsExactly(
            new Part(Phase.START, T, T + 30 * SECOND),
            new Part(Phase.STEADY, T + 30 * SECOND, T + 99 * SECOND),
            new Part(Phase.STOP, T + 99 * SECOND, T + 190 * SECOND + 1));
    assertThat(model.phases().of(lane("web-2"))).as("not told").isEmpty();
    assertThat(model.phases().at(lane("web-1"), T - 1)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void eachPhaseHasAShapeAndFromAfarAllIsQuiet(Theme theme) {
    Viewport near = Viewport.fitting(T - SECOND, T + 200 * SECOND, WIDTH, 400, ROW);
    int[] pixels = paint(near, theme.palette);
    assertThat(upper(pixels, near, 10, 20, theme.palette)).as("solid").isEqualTo(1);
    assertThat(upper(pixels, near, 40, 90, theme.palette)).as("a thin line").isZero();
    assertThat(upper(pixels, near, 110, 180, theme.palette)).as("hatched").isBetween(0.3, 0.7);
    Viewport far = Viewport.fitting(T - 86_400 * SECOND, T + 86_400 * SECOND, WIDTH, 400, ROW);
    assertThat(Arrays.stream(paint(far, theme.palette)).filter(p -> p == theme.palette.phase()))
        .isEmpty();
    assertThat(upper(pixels, near, 187, 190, theme.palette)).as("after the record").isZero();
  }

  /** Which share of the upper edge of the first pod's lane is in the full colour. */
  private double upper(int[] pixels, Viewport viewport, int from, int to, Palette palette) {
    Lanes lanes = model.lanes();
    int top = lanes.top(lanes.lineOf(lane("web-1")), ROW);
    int begin = viewport.x(T + from * SECOND);
    int end = viewport.x(T + to * SECOND);
    double full = 0;
    for (int x = begin; x < end; x++) {
      full += pixels[(top + 1) * WIDTH + x] == palette.phase() ? 1 : 0;
    }
    return full / (end - begin);
  }

  private int[] paint(Viewport viewport, Palette palette) {
    int[] pixels = Painter.pixels(viewport);
    Painter.Style style = new Painter.Style(palette, BaselineDisplay.FULL, -1);
    new Painter().paint(model, model.lanes(), viewport, style, pixels);
    return pixels;
  }

  private Lane lane(String pod) {
    for (int row = 0; row < model.observations().timed(); row++) {
      Lane lane = model.laneOf(row);
      if (lane.parent() != null && pod.equals(lane.parent().name())) {
        return lane;
      }
    }
    throw new AssertionError(pod);
  }

  private static TimelineModel model() {
    Scene scene =
        new Scene()
            .started(T + 5 * SECOND, "web-1", Scene.IN)
            .started(T + 60 * SECOND, "web-2", Scene.IN)
            .started(T + 185 * SECOND, "web-2", Scene.IN)
            .add(
                T + 100 * SECOND,
                Scene.at("web", "web-1", "web"),
                "/bin/p",
                new Activity.ApiRequest(
                    "delete",
                    "pods",
                    null,
                    "shop",
                    "web-1",
                    "jane",
                    null,
                    null,
                    null,
                    null,
                    200,
                    "/api/v1/namespaces/shop/pods/web-1"),
                Scene.IN);
    Pod pod =
        new Pod(
            "shop",
            "web-1",
            null,
            null,
            List.of(),
            null,
            null,
            List.of(new Container("web", null, null, null, T, List.of())));
    return TimelineModel.of(
        new Evidence(
            List.of(), scene.observations(), new Inventory(List.of(pod), List.of(), Map.of())),
        scene.verdicts());
  }
}

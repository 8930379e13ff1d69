package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judgement;

class CellWalkTest {
  @Property(tries = 200)
  void comesToEveryPixelInWhichSomethingIsSeenAndToNoOther(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows, @ForAll boolean hidesIn) {
    SplittableRandom random = new SplittableRandom(seed);
    Scene scene = new Scene();
    long span = 1L << random.nextInt(1, 50);
    for (int i = 0; i < rows; i++) {
      Judgement judged = random.nextInt(3) == 0 ? Scene.OUT : Scene.IN;
      scene.started(Synthetic.START + random.nextLong(span), "web-1", judged);
    }
    TimelineModel model = scene.model();
    Lane lane = model.laneOf(0);
    Viewport viewport = Viewport.fitting(model.first(), model.last(), 300, 100, 20);
    TreeSet<Integer> pixels = new TreeSet<>();
    for (int row = 0; row < rows; row++) {
      if (!hidesIn || model.drawingClass(row) != DrawingClass.IN) {
        pixels.add(viewport.x(model.observations().time(row)));
      }
    }
    CellWalk walk = new CellWalk(model, model.lanes(), viewport, hidesIn);
    for (boolean later : new boolean[] {true, false}) {
      TreeSet<Integer> seen = new TreeSet<>();
      long time =
          later
              ? model.first() - 2 * viewport.nanosPerPixel()
              : model.last() + 2 * viewport.nanosPerPixel();
      for (int row = walk.beside(lane, time, later); row >= 0; ) {
        time = model.observations().time(row);
        assertThat(seen.add(viewport.x(time))).as("goes on").isTrue();
        row = walk.beside(lane, time, later);
      }
      assertThat(seen).isEqualTo(pixels);
    }
  }

  @Test
  void comesToWhatIsNearestOnAnotherLane() {
    TimelineModel model =
        new Scene()
            .started(100, "a", Scene.IN)
            .started(130, "a", Scene.OUT)
            .started(160, "b", Scene.IN)
            .model();
    Viewport viewport = new Viewport(0, 1, 1, 300, 100, 20, 0);
    Lane a = model.laneOf(0);
    assertThat(new CellWalk(model, model.lanes(), viewport, false).nearest(a, 110)).isZero();
    assertThat(new CellWalk(model, model.lanes(), viewport, false).nearest(a, 120)).isEqualTo(1);
    assertThat(new CellWalk(model, model.lanes(), viewport, true).nearest(a, 100)).isEqualTo(1);
    assertThat(new CellWalk(model, model.lanes(), viewport, true).nearest(model.laneOf(2), 100))
        .isNegative();
  }

  @Test
  void aClosedGroupIsComeToAtItsOwnMarksAndNotAtThoseOfWhatIsPinned() {
    TimelineModel model =
        new Scene()
            .started(100, "a", Scene.OUT)
            .started(100, "b", Scene.IN)
            .started(130, "a", Scene.IN)
            .started(160, "b", Scene.IN)
            .model();
    Lane pinned = model.laneOf(0);
    Lanes lanes =
        model.lanes().foldedTo(Lane.Level.WORKLOAD).pinning(new PinnedLanes(List.of(pinned)));
    Lane group = lanes.lines().getLast().lane();
    CellWalk walk = new CellWalk(model, lanes, new Viewport(0, 1, 1, 300, 100, 20, 0), false);
    assertThat(walk.nearest(group, 100)).isEqualTo(1);
    assertThat(walk.nearest(group, 130)).isEqualTo(1);
    assertThat(walk.beside(group, 100, true)).isEqualTo(3);
    assertThat(walk.beside(pinned, 100, true)).isEqualTo(2);
  }
}

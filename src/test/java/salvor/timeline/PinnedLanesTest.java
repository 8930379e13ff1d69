package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PinnedLanesTest {
  private static final int ROW = 24;

  private final TimelineModel model = scene();
  private final Lane a = model.laneOf(0);
  private final Lane b = model.laneOf(1);
  private final Lane other = model.laneOf(3);

  private static TimelineModel scene() {
    return new Scene()
        .started(1, "a", Scene.IN)
        .started(2, "b", Scene.OUT)
        .started(3, "c", Scene.IN)
        .add(
            4L,
            Scene.at("pay", "pay-1", "pay"),
            "/bin/pay",
            new salvor.evidence.Activity.ProcessStarted(),
            Scene.IN)
        .model();
  }

  private Lanes pinned(Lane... lanes) {
    return model.lanes().pinning(new PinnedLanes(List.of(lanes)));
  }

  private static List<Lane> tracks(Lanes lanes) {
    return lanes.lines().stream().map(Lanes.Line::lane).filter(Lane::isTrack).toList();
  }

  @Test
  void standFirstInTheirOrderAndNowhereElse() {
    Lanes lanes = pinned(other, b);
    assertThat(tracks(lanes).subList(0, 2)).containsExactly(other, b);
    assertThat(tracks(lanes)).containsExactlyInAnyOrderElementsOf(tracks(model.lanes()));
    assertThat(lanes.pinned()).isEqualTo(2);
    assertThat(lanes.isPin(1)).isTrue();
    assertThat(lanes.lineOf(b)).isEqualTo(1);
    assertThat(lanes.lines()).extracting(Lanes.Line::lane).doesNotContain(other.parent().parent());
    assertThat(lanes.pinning(PinnedLanes.NONE).lines()).isEqualTo(model.lanes().lines());
  }

  @Test
  void aGroupTakesWithItWhatIsNotPinnedItself() {
    Lane web = a.parent().parent();
    Lanes lanes = pinned(b, web);
    assertThat(lanes.lines().get(1)).isEqualTo(new Lanes.Line(web, true));
    assertThat(tracks(lanes).subList(0, 3)).containsExactly(b, a, model.laneOf(2));
    assertThat(tracks(lanes)).containsExactlyInAnyOrderElementsOf(tracks(model.lanes()));
    assertThat(lanes.pinned()).isEqualTo(4);
    assertThat(lanes.isPin(2)).isFalse();
    assertThat(lanes.pins().of(a)).isEqualTo(web);
    Lanes closed = model.toggled(lanes, web);
    assertThat(closed.pinned()).isEqualTo(2);
    assertThat(closed.lineOf(a)).isEqualTo(1);
  }

  @Test
  void areMovedByOneAndUnpinned() {
    PinnedLanes pins = PinnedLanes.NONE.with(a).with(b).with(other).with(b);
    assertThat(pins.lanes()).containsExactly(a, b, other);
    assertThat(pins.moved(other, true).lanes()).containsExactly(a, other, b);
    assertThat(pins.moved(a, false).lanes()).containsExactly(b, a, other);
    assertThat(pins.moved(a, true)).isEqualTo(pins);
    assertThat(pins.moved(other, false)).isEqualTo(pins);
    assertThat(pins.moved(model.laneOf(2), true)).isEqualTo(pins);
    assertThat(pins.without(b).lanes()).containsExactly(a, other);
  }

  @Test
  void aProgramIsPinnedWithItsContainer() {
    Lanes open = model.toggled(model.lanes(), a);
    Lane program = a.children().getFirst();
    Lanes lanes = open.pinning(PinnedLanes.NONE.with(program));
    assertThat(lanes.lines().stream().limit(2).map(Lanes.Line::lane)).containsExactly(a, program);
    assertThat(lanes.pinned()).isEqualTo(2);
  }

  @Test
  void hidesAndCountsWhatIsPinnedOnce() {
    Lanes lanes = pinned(b, other);
    InSight all = InSight.of(model, model.lanes(), BaselineDisplay.FULL, false);
    assertThat(InSight.of(model, lanes, BaselineDisplay.FULL, false)).isEqualTo(all);
    Lanes hidden = lanes.hiding(HiddenLanes.NONE.with(Set.of(b)));
    assertThat(hidden.unseen()).containsExactly(b);
    assertThat(hidden.pinned()).isEqualTo(1);
    assertThat(InSight.of(model, hidden, BaselineDisplay.FULL, false).hiddenByLane()).isEqualTo(1);
    assertThat(hidden.hiding(HiddenLanes.NONE).lines()).isEqualTo(lanes.lines());
  }

  @Test
  void areFoundAgainInTheirOrder() {
    String kept = new LaneNames().inOrder(List.of(other, a, b));
    TimelineModel again = scene();
    assertThat(new LaneNames().find(again.tree(), kept + " nonsense"))
        .containsExactly(again.laneOf(3), again.laneOf(0), again.laneOf(1));
  }

  @Test
  void aPictureNamesTheGroupsOfWhatStandsApart() {
    assertThat(LaneLabel.of(pinned(b), 0)).isEqualTo("web / b / web");
    assertThat(LaneLabel.of(pinned(b), pinned(b).lineOf(a))).isEqualTo("a / web");
  }

  @Property(tries = 300)
  void stayInSightOnHalfOfTheSurfaceAtMostAndEveryPixelHasItsLine(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int height) {
    SplittableRandom random = new SplittableRandom(seed);
    PinnedLanes pins = PinnedLanes.NONE;
    for (int i = random.nextInt(6); i > 0; i--) {
      pins = pins.with(model.tree().lane(random.nextInt(model.tree().size())));
    }
    Lanes lanes = model.lanes().pinning(pins);
    int all = lanes.top(lanes.size(), ROW);
    Viewport viewport =
        Viewport.fitting(1, 9, 100, height, ROW)
            .scrolled(random.nextInt(Math.max(1, all - height + 1)));
    LanePlaces places = new LanePlaces(lanes, viewport);
    assertThat(places.edge()).isLessThanOrEqualTo(all <= height ? all : height / 2);
    int line = -1;
    for (int y = 0; y < Math.min(height, all); y++) {
      int here = places.lineAt(y);
      if (here != line) {
        assertThat(here).isEqualTo(places.next(line));
        assertThat(places.uppermost(here)).isEqualTo(y);
        assertThat(places.isSeen(here)).isTrue();
        line = here;
      }
      assertThat(y).isLessThan(places.top(here) + lanes.height(here, ROW) + Lanes.DIVIDER);
    }
    assertThat(places.last()).isEqualTo(line);
    assertThat(
            Stream.iterate(places.next(-1), i -> i <= places.last(), places::next)
                .filter(places::isSeen))
        .startsWith(places.fixed() > 0 ? 0 : places.first());
  }
}

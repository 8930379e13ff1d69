package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HiddenLanesTest {
  private final TimelineModel model = scene();
  private final LaneRanks ranks = LaneRanks.of(model, LaneCounts.of(model));

  private static TimelineModel scene() {
    return new Scene()
        .started(1, "calm", Scene.IN)
        .started(2, "calm", Scene.IN)
        .started(3, "still", Scene.IN)
        .started(4, "odd", Scene.UNKNOWN)
        .started(5, "worst", Scene.OUT)
        .started(6, "worst", Scene.IN)
        .model();
  }

  private static Set<String> pods(List<Lane> lanes) {
    return lanes.stream()
        .map(lane -> String.valueOf(lane.parent() == null ? null : lane.parent().name()))
        .collect(Collectors.toSet());
  }

  private Lanes quiet() {
    return model.lanes().hiding(HiddenLanes.NONE.withQuiet(ranks.quiet()));
  }

  private static List<Lane> tracks(Lanes lanes) {
    return lanes.lines().stream().map(Lanes.Line::lane).filter(Lane::isTrack).toList();
  }

  @Test
  void hidesOnlyLanesOnWhichEverythingFits() {
    assertThat(pods(quiet().unseen())).containsExactlyInAnyOrder("calm", "still");
    assertThat(pods(tracks(quiet()))).containsExactlyInAnyOrder("odd", "worst");
  }

  @Test
  void showsOneQuietLaneAndKeepsTheOthersHidden() {
    Lane calm = model.laneOf(0);
    Lanes shown = quiet().hiding(quiet().hidden().without(List.of(calm)));
    assertThat(pods(shown.unseen())).containsExactly("still");
    assertThat(shown.lineOf(calm)).isNotNegative();
  }

  @Test
  void leavesNoHeadingOverNothing() {
    Lane root = model.tree().roots().getFirst();
    Lanes none = model.lanes().hiding(HiddenLanes.NONE.with(model.tree().tracks(root)));
    assertThat(none.lines()).noneMatch(line -> line.lane() == root);
    assertThat(none.toggled(root).lines()).noneMatch(line -> line.lane() == root);
  }

  @Test
  void doesNotCallHiddenWhatAClosedGroupDraws() {
    Lane root = model.tree().roots().getFirst();
    Lanes folded = quiet().foldedTo(Lane.Level.NAMESPACE);
    assertThat(folded.lines()).anyMatch(line -> line.lane() == root);
    assertThat(folded.unseen()).isEmpty();
    assertThat(folded.foldedTo(Lane.Level.CONTAINER).unseen()).hasSize(2);
  }

  @Test
  void countsEachEventOnceWhateverHidesIt() {
    TimelineModel some = model.filtered(row -> row != 0);
    for (BaselineDisplay display : BaselineDisplay.values()) {
      for (boolean dims : new boolean[] {true, false}) {
        InSight seen = InSight.of(some, quiet(), display, dims);
        assertThat(seen.full() + seen.dimmed() + seen.hidden()).isEqualTo(6);
        assertThat(seen.hiddenByLane())
            .isEqualTo(display == BaselineDisplay.HIDE ? 0 : dims ? 3 : 2);
      }
    }
  }

  @Test
  void areFoundAgainInAnotherIndexByTheirNames() {
    Lane calm = model.laneOf(0);
    Lane group = model.tree().roots().getFirst();
    Lanes left = model.toggled(model.lanes(), calm).hiding(HiddenLanes.NONE.with(Set.of(calm)));
    assertThat(left.turned()).containsExactly(calm);
    String kept = new LaneNames().of(List.of(calm, group));
    TimelineModel other =
        new Scene().started(1, "another", Scene.IN).started(2, "calm", Scene.IN).model();
    List<Lane> found = new LaneNames().find(other.tree(), kept);
    assertThat(found).containsExactlyInAnyOrder(other.laneOf(1), other.tree().roots().getFirst());
    Lanes again = Lanes.of(other, Set.of(other.laneOf(1)), HiddenLanes.NONE, PinnedLanes.NONE);
    assertThat(again.isOpen(other.laneOf(1))).isTrue();
    assertThat(again.parts(other.laneOf(1))).isNotEmpty();
    assertThat(new LaneNames().find(other.tree(), "")).isEmpty();
    assertThat(new LaneNames().find(other.tree(), "no name ../..")).isEmpty();
  }

  @Test
  void hidesTenThousandLanesAtOnce() {
    Scene scene = new Scene();
    for (int i = 0; i < 10_000; i++) {
      scene.started(i + 1, "pod-" + i, i % 2 == 0 ? Scene.IN : Scene.OUT);
    }
    TimelineModel many = scene.model();
    LaneRanks places = LaneRanks.of(many, LaneCounts.of(many));
    LaneNames names = new LaneNames();
    long before = System.nanoTime();
    Lanes lanes = many.lanes().hiding(HiddenLanes.NONE.withQuiet(places.quiet()));
    assertThat(lanes.unseen()).hasSize(5_000);
    assertThat(InSight.of(many, lanes, BaselineDisplay.FULL, false).hiddenByLane())
        .isEqualTo(5_000);
    assertThat(names.find(many.tree(), names.of(lanes.unseen()))).hasSize(5_000);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }
}

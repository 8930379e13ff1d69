package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.baseline.Judgement;
import salvor.evidence.Activity;

class LaneRanksTest {
  private static final Judgement[] JUDGEMENTS = {
    Scene.IN, Scene.UNKNOWN, Scene.RATE, Scene.NEAR, Scene.OUT
  };

  private final TimelineModel model =
      new Scene()
          .started(1, "calm", Scene.IN)
          .started(2, "calm", Scene.IN)
          .started(3, "calm", Scene.IN)
          .started(4, "near", Scene.NEAR)
          .started(5, "near", Scene.NEAR)
          .started(6, "once", Scene.OUT)
          .started(7, "worst", Scene.OUT)
          .started(8, "worst", Scene.OUT)
          .model();

  private static Lanes ordered(TimelineModel model, LaneOrder order) {
    return model.lanes().ordered(LaneRanks.of(model, LaneCounts.of(model)).by(order));
  }

  private static List<String> pods(Lanes lanes) {
    return lanes.lines().stream()
        .map(Lanes.Line::lane)
        .filter(l -> l.level() == Lane.Level.CONTAINER)
        .map(l -> String.valueOf(l.parent() == null ? null : l.parent().name()))
        .toList();
  }

  @Test
  void putsTheWorstClassFirstThenTheMoreEventsOutOfProfile() {
    assertThat(pods(ordered(model, LaneOrder.WORST)))
        .containsExactly("worst", "once", "near", "calm");
  }

  @Test
  void putsTheEarliestOutOfProfileFirst() {
    assertThat(pods(ordered(model, LaneOrder.FIRST_OUT)))
        .containsExactly("near", "once", "worst", "calm");
  }

  @Test
  void putsTheMostEventsFirstAndThoseWithAsManyByName() {
    assertThat(pods(ordered(model, LaneOrder.EVENTS)))
        .containsExactly("calm", "near", "worst", "once");
  }

  @Test
  void goesBackToTheNames() {
    Lanes worst = ordered(model, LaneOrder.WORST);
    Comparator<Lane> names = LaneRanks.of(model, LaneCounts.of(model)).by(LaneOrder.NAME);
    assertThat(worst.ordered(names).lines()).isEqualTo(model.lanes().lines());
  }

  @Test
  void keepsTheOrderWhenALaneIsClosedAndOpened() {
    Lanes before = ordered(model, LaneOrder.WORST);
    Lane group = before.lines().getFirst().lane();
    assertThat(model.toggled(model.toggled(before, group), group).lines())
        .isEqualTo(before.lines());
  }

  @ParameterizedTest
  @EnumSource
  void keepsThePodsOfAWorkloadTogether(LaneOrder order) {
    TimelineModel mixed =
        new Scene()
            .add(1L, Scene.at("a", "a1", "c"), "p", new Activity.ProcessStarted(), Scene.OUT)
            .add(2L, Scene.at("a", "a2", "c"), "p", new Activity.ProcessStarted(), Scene.IN)
            .add(3L, Scene.at("b", "b1", "c"), "p", new Activity.ProcessStarted(), Scene.NEAR)
            .add(4L, Scene.at("b", "b2", "c"), "p", new Activity.ProcessStarted(), Scene.NEAR)
            .model();
    String pods = String.join("", pods(ordered(mixed, order)));
    assertThat(pods).matches("(a.a.b.b.|b.b.a.a.)");
  }

  @Property(tries = 50)
  void everyOrderIsTotalAndLosesNoLane(@ForAll long seed) {
    Random random = new Random(seed);
    Scene scene = new Scene();
    for (int i = 0; i < 60; i++) {
      scene.add(
          (long) random.nextInt(1_000),
          Scene.at("w" + random.nextInt(4), "p" + random.nextInt(9), "c" + random.nextInt(2)),
          "p",
          new Activity.ProcessStarted(),
          JUDGEMENTS[random.nextInt(JUDGEMENTS.length)]);
    }
    TimelineModel any = scene.model();
    LaneRanks ranks = LaneRanks.of(any, LaneCounts.of(any));
    List<Lane> all =
        Stream.iterate(0, i -> i < any.tree().size(), i -> i + 1).map(any.tree()::lane).toList();
    for (LaneOrder order : LaneOrder.values()) {
      Comparator<Lane> by = ranks.by(order);
      assertThat(all.stream().sorted(by).toList()).isSortedAccordingTo(by);
      for (Lane one : all) {
        assertThat(all).filteredOn(other -> by.compare(one, other) == 0).containsExactly(one);
      }
      assertThat(any.lanes().ordered(by).lines())
          .containsExactlyInAnyOrderElementsOf(any.lanes().lines());
    }
  }
}

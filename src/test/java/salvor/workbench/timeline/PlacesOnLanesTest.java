package salvor.workbench.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.jobs.Jobs;
import salvor.timeline.DwellRuler;
import salvor.timeline.Lane;
import salvor.timeline.LaneCounts;
import salvor.timeline.LaneRanks;
import salvor.timeline.Lanes;
import salvor.timeline.PinnedLanes;
import salvor.timeline.Synthetic;
import salvor.timeline.TimelineModel;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/** What is said of a place on the lanes, marked from one to the other, and gone to by keys. */
class PlacesOnLanesTest {
  private final TimelineModel model = model();
  private final Selection selection = new Selection();
  private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private final TimelineViewModel view =
      new TimelineViewModel(
          model,
          DwellRuler.of(model),
          LaneRanks.of(model, LaneCounts.of(model)),
          selection,
          jobs,
          _ -> {});
  private final MarkWalk walk =
      new MarkWalk(
          view,
          cause -> {
            throw new AssertionError(cause);
          },
          jobs,
          answers::add);

  private static TimelineModel model() {
    Synthetic.Made made = Synthetic.needle(4_000, 40, 3_600_000_000_000L, 7);
    return TimelineModel.of(made.observations(), made.verdicts());
  }

  private Runnable answer() throws InterruptedException {
    Runnable answer = answers.poll(60, TimeUnit.SECONDS);
    assertThat(answer).isNotNull();
    return answer;
  }

  private int y(int from) {
    return IntStream.iterate(from, y -> y + 1)
        .filter(y -> {
          int line = view.under().line(y);
          return !view.lanes().get().lines().get(line).heading();
        })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTheFilterLeavesOutIsNotSpokenOfAsAbsent() {
    view.resize(600, 400);
    int y = y(0);
    Lane lane = view.under().lane(y);
    int row =
        IntStream.range(0, 4_000)
            .filter(r -> model.laneOf(r) == lane)
            .skip(5)
            .findFirst()
            .orElseThrow();
    int x = view.viewport().get().x(model.observations().time(row));
    view.marking().begin(x + 40, y);
    view.marking().dragTo(x, y);
    Speech speech = new Speech(view);
    assertThat(speech.text()).contains(" out of profile");
    TimelineModel none = model.filtered(_ -> false);
    view.show(none);
    assertThat(speech.text()).endsWith("left out by the filter");

    view.arrangement().set(view.lanes().get().foldedTo(Lane.Level.NAMESPACE));
    none.prepare(view.lanes().get());
    assertThat(speech.text()).endsWith("nothing shown");
    model.prepare(view.lanes().get());
    assertThat(speech.text()).endsWith("left out by the filter");
  }

  @Test
  void aDragFromAPinnedLaneLeavesOutWhatIsScrolledAwayBetween() {
    view.resize(600, 300);
    view.arrangement().set(view.lanes().get().pinning(new PinnedLanes(List.of(model.laneOf(0)))));
    view.scroll(330);
    assertThat(view.viewport().get().scroll()).isPositive();
    int bottom = y(200);
    Set<Lane> inSight = new LinkedHashSet<>();
    for (int y = 0; y <= bottom; y++) {
      Lane lane = view.under().lane(y);
      if (lane != null && lane.isTrack()) {
        inSight.add(lane);
      }
    }
    view.marking().begin(10, 3);
    view.marking().dragTo(200, bottom);
    assertThat(marked()).containsExactlyInAnyOrderElementsOf(inSight);
    view.marking().extend(0, 1);
    assertThat(marked()).hasSize(inSight.size() + 1).containsAll(inSight);

    view.marking().begin(10, bottom);
    view.marking().dragTo(200, 3);
    assertThat(marked()).containsExactlyInAnyOrderElementsOf(inSight);
  }

  private List<Lane> marked() {
    return selection.section().get().area().lanes();
  }

  @Test
  void keysGoFromAPinnedLaneToItsClosedGroupAndBack() throws InterruptedException {
    view.resize(600, 400);
    view.show(Span.between(model.first(), model.first() + 1_000_000));
    Lane pinned = model.laneOf(0);
    Lanes lanes =
        view.lanes().get().foldedTo(Lane.Level.NAMESPACE).pinning(new PinnedLanes(List.of(pinned)));
    view.arrangement().set(lanes);
    selection.select(0);
    assertThat(lanes.lineOf(pinned)).isZero();
    assertThat(lanes.size()).isEqualTo(2);
    for (int next = 1; next < lanes.size(); next++) {
      walk.across(true);
      answer().run();
      assertThat(lanes.lineOf(model.laneOf(selection.row().get()))).isEqualTo(next);
    }
    for (int next = lanes.size() - 2; next >= 0; next--) {
      walk.across(false);
      answer().run();
      assertThat(lanes.lineOf(model.laneOf(selection.row().get()))).isEqualTo(next);
    }
  }

  @Test
  void aLateAnswerDoesNotTakeTheSelectionAway() throws InterruptedException {
    selection.select(0);
    walk.along(true);
    answer().run();
    assertThat(selection.row().get()).isPositive();
    walk.along(true);
    Runnable late = answer();
    selection.select(3_000);
    late.run();
    assertThat(selection.row().get()).isEqualTo(3_000);
  }
}

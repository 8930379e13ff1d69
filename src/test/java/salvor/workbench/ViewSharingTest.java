package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.jobs.Jobs;
import salvor.report.SharedView;
import salvor.report.SharedView.SharedLanes;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.timeline.LanePath;
import salvor.timeline.LanePlaces;
import salvor.workbench.casefile.Notice;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.commands.KeyMap;
import salvor.workbench.fx.Turns;
import salvor.workbench.selection.Span;

/** A view that one window copies, shown by another. */
class ViewSharingTest {
  private final Turns turns = new Turns();

  private Session session() {
    Session session =
        Session.of(
            Session.Made.of(SampleCase.investigation()), new KeyMap(), _ -> {}, new Jobs(), turns);
    session.timeline().resize(1000, 400);
    return session;
  }

  private void show(Session session, SharedView view) {
    session.marking().edits().say(Notice.NONE);
    session.sharing().show(view);
    turns.until(() -> !session.marking().notice().get().equals(Notice.NONE));
    turns.until(() -> !session.filter().busy().get());
  }

  private static SharedView of(
      List<String> evidence, String filter, SharedLanes lanes, String event, String tab) {
    return new SharedView(
        evidence, null, null, filter, false, BaselineDisplay.FULL, lanes, event, tab);
  }

  private static String words(Session session) {
    return session.marking().notice().get().text();
  }

  /** Does at random what somebody does to look around. */
  private void lookAround(Session session, Random random) {
    var timeline = session.timeline();
    List<Lane> tracks =
        new ArrayList<>(
            timeline.model().tree().roots().stream()
                .flatMap(root -> timeline.model().tree().tracks(root).stream())
                .toList());
    Collections.shuffle(tracks, random);
    timeline.arrangement().order(LaneOrder.values()[random.nextInt(4)]);
    timeline.appearance().display(BaselineDisplay.values()[random.nextInt(3)]);
    if (random.nextBoolean()) {
      var before = timeline.lanes().get();
      timeline.arrangement().fold(Lane.Level.WORKLOAD);
      turns.until(() -> timeline.lanes().get() != before);
    } else {
      var before = timeline.lanes().get();
      timeline.toggle(tracks.get(0));
      turns.until(() -> timeline.lanes().get() != before);
    }
    if (random.nextBoolean()) {
      timeline.pin(tracks.get(1));
    }
    timeline.arrangement().hideQuiet(random.nextBoolean());
    timeline.arrangement().hide(tracks.get(2));
    session.filter().dims().set(random.nextBoolean());
    session.filter().text().set(List.of("", "verdict=out", "kind=exec").get(random.nextInt(3)));
    turns.until(() -> !session.filter().busy().get());
    session
        .selection()
        .select(random.nextInt(-1, session.timeline().model().observations().size()));
    long first = timeline.model().first();
    long from = first + random.nextLong(timeline.model().last() - first);
    timeline.show(new Span(from, from + 1 + (random.nextLong() >>> (24 + random.nextInt(39)))));
    session.sharing().tab().set(List.of("events", "peers").get(random.nextInt(2)));
  }

  @Test
  void whatOneWindowShowsAnotherShows() throws Exception {
    for (int seed = 0; seed < 12; seed++) {
      Session one = session();
      lookAround(one, new Random(seed));
      SharedView copied = SharedView.read(one.sharing().now().json());
      Session other = session();
      lookAround(other, new Random(seed + 100));
      show(other, copied);
      assertThat(other.sharing().now()).as("seed %s", seed).isEqualTo(copied);
      assertThat(words(other)).startsWith("The view is shown; back");
      var lines = one.timeline().lanes().get().lines();
      assertThat(
              other.timeline().lanes().get().lines().stream().map(l -> l.lane() + "" + l.heading()))
          .containsExactlyElementsOf(lines.stream().map(l -> l.lane() + "" + l.heading()).toList());
      assertThat(other.timeline().model().shown()).isEqualTo(one.timeline().model().shown());
      assertThat(other.timeline().viewport().get().from())
          .isEqualTo(one.timeline().viewport().get().from());
    }
  }

  @Test
  void backLeadsWhereOneWasAndForwardToTheView() {
    Session session = session();
    lookAround(session, new Random(7));
    SharedView mine = session.sharing().now();
    session.timeline().history().begin();
    SharedView theirs = of(List.of(), "verdict=out", SharedLanes.NONE, null, "images");
    show(session, theirs);
    SharedView shown = session.sharing().now();
    assertThat(shown.filter()).isEqualTo("verdict=out");
    assertThat(shown.tab()).isEqualTo("images");
    assertThat(shown).isNotEqualTo(mine);
    session.timeline().history().back();
    turns.until(() -> !session.filter().busy().get());
    assertThat(session.sharing().now()).isEqualTo(mine);
    assertThat(session.timeline().history().canGoBack().get()).isFalse();
    session.timeline().history().forward();
    turns.until(() -> !session.filter().busy().get());
    assertThat(session.sharing().now()).isEqualTo(shown);
  }

  @Test
  void whatIsNotHereIsToldAndTheRestIsShown() {
    Session session = session();
    session.sharing().tabsAre(Set.of("events", "peers"));
    session.sharing().tab().set("peers");
    Lane lane = session.timeline().model().laneOf(session.selection().row().get());
    SharedLanes lanes =
        new SharedLanes(
            LaneOrder.NAME,
            List.of(List.of("namespace gone", "workload \u001b[31mred"), LanePath.of(lane)),
            List.of(List.of("namespace gone", "workload \u001b[31mred")),
            List.of(),
            List.of(),
            false,
            false);
    show(session, of(List.of("abcdef"), "verdict=out", lanes, "f".repeat(64) + ":5:0", "spells"));
    assertThat(words(session))
        .isEqualTo(
            "The view is shown, but it is of other evidence;"
                + " the source of the selected event is not here;"
                + " 1 lane not here: namespace gone > workload \\x1b[31mred;"
                + " the tab \u201cspells\u201d is not here");
    assertThat(session.marking().notice().get().offer()).isEqualTo(Notice.Offer.FAILED);
    assertThat(session.timeline().lanes().get().pins().lanes()).containsExactly(lane);
    assertThat(session.filter().inForce().get()).isEqualTo("verdict=out");
    assertThat(session.selection().row().get()).isNegative();
    assertThat(session.sharing().tab().get()).isEqualTo("peers");
    String gone = "0".repeat(64) + ":999999999:3";
    show(session, of(List.of("00", "abcdef"), "", SharedLanes.NONE, gone, null));
    assertThat(words(session))
        .isEqualTo(
            "The view is shown, but 1 of its 2 sources not here; the selected event is not here");
  }

  @Test
  void aFilterThatEndsLikeAFieldIsInForceToo() {
    Session session = session();
    show(session, of(List.of(), "pod", SharedLanes.NONE, null, null));
    turns.until(() -> session.filter().inForce().get().equals("pod"));
  }

  @Test
  void theLaneOfAnEventThatAFormerFilterHidIsSeen() {
    Session session = session();
    var timeline = session.timeline();
    timeline.resize(1000, 60);
    int row =
        IntStream.range(0, timeline.model().observations().timed())
            .filter(r -> !timeline.model().drawingClass(r).isOut())
            .boxed()
            .max(
                Comparator.comparingInt(
                    r -> timeline.lanes().get().lineOf(timeline.model().laneOf(r))))
            .orElseThrow();
    Lane last = timeline.model().laneOf(row);
    session.filter().text().set("not verdict=out");
    turns.until(() -> !session.filter().busy().get());
    session.selection().select(row);
    SharedView view = session.sharing().now();
    session.selection().clear();
    session.filter().text().set("verdict=out");
    turns.until(() -> !session.filter().busy().get());
    assertThat(session.sight().isInSight(row)).isFalse();
    show(session, view);
    var lanes = timeline.lanes().get();
    LanePlaces places = new LanePlaces(lanes, timeline.viewport().get());
    assertThat(places.top(lanes.lineOf(last))).isBetween(0, 60);
    session.timeline().history().back();
    assertThat(session.filter().text().get()).startsWith("verdict=out");
  }

  @Test
  void eachOfSeveralEventsOfOneRecordIsFoundAgain() {
    Session session = session();
    var evidence = session.investigation().opened().evidence();
    Set<String> seen = new HashSet<>();
    int[] rows =
        IntStream.range(0, evidence.observations().size())
            .filter(row -> seen.add(WindowMemory.eventName(evidence, row)))
            .limit(300)
            .toArray();
    assertThat(rows).hasSizeGreaterThan(100);
    for (int row : rows) {
      assertThat(WindowMemory.eventRow(evidence, WindowMemory.eventName(evidence, row)))
          .isEqualTo(row);
    }
  }
}

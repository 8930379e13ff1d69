package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.ProcessInfo;
import salvor.workload.Inventory;
import salvor.workload.Location;

class TimelineModelTest {
  private static final long T = Synthetic.START;

  @Property(tries = 30)
  void shownAndHiddenAreAllThereIs(@ForAll long seed, @ForAll Set<Integer> kept) {
    TimelineModel all = Synthetic.needle(500, 5, 1_000_000_000L, seed).model();
    BitSet rows = new BitSet();
    kept.forEach(r -> rows.set(Math.floorMod(r, 500)));
    TimelineModel some = all.filtered(RowFilter.of(rows));
    assertThat(some.shown()).isEqualTo(rows.cardinality());
    assertThat(some.shown() + some.hidden()).isEqualTo(500);
    Density density = Density.of(some, 300);
    assertThat(java.util.Arrays.stream(density.shown()).sum()).isEqualTo(rows.cardinality());
    assertThat(java.util.Arrays.stream(density.all()).sum()).isEqualTo(500);
  }

  @Test
  void findsANeedleInTenMillionAtEveryZoom() {
    Synthetic.Made made = Synthetic.needle(10_000_000, 200, 72L * 3600 * 1_000_000_000L, 11);
    TimelineModel model = made.model();
    long when = model.observations().time(made.needle());
    Lane lane = model.laneOf(made.needle());
    Lanes lanes = model.lanes();
    Viewport viewport = Viewport.fitting(model.first(), model.last(), 1600, 900, 20);
    int line = lanes.lineOf(lane);
    Painter painter = new Painter();
    while (viewport.pixelsPerNano() < Viewport.MOST_PIXELS_PER_NANO) {
      viewport = viewport.centred(when).scrolled(Math.max(0, lanes.top(line, 20) - 400));
      int x = viewport.x(when);
      assertThat(model.cellAt(lane, viewport, x))
          .isNotNull()
          .extracting(Cell::firstRow)
          .isEqualTo(made.needle());
      int[] pixels = Painter.pixels(viewport);
      painter.paint(
          model,
          lanes,
          viewport,
          new Painter.Style(Palette.LIGHT, BaselineDisplay.FULL, -1),
          pixels);
      int y = lanes.top(line, 20) - viewport.scroll() + 10;
      assertThat(pixels[y * 1600 + x]).as("%s", viewport).isEqualTo(Palette.LIGHT.out());
      viewport = viewport.zoomed(0.25, 800);
    }
  }

  @Test
  void keepsUntimedRowsOutOfTheLanesAndCountsThem() {
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .add(
                null,
                Scene.at("web", "web-1", "web"),
                "/bin/x",
                new Activity.ProcessStarted(),
                Scene.OUT)
            .model();
    assertThat(model.untimed()).isEqualTo(1);
    assertThat(model.shown()).isEqualTo(1);
    assertThat(model.shown(DrawingClass.OUT)).isZero();
  }

  @Test
  void includesTheProcessThatBeganBeforeTheWindow() {
    ProcessInfo process = new ProcessInfo(7, null, "id7", "/bin/x", null, null, null, null, null);
    Location at = Scene.at("web", "web-1", "web");
    TimelineModel model =
        new Scene()
            .add(T, at, process, new Activity.ProcessStarted(), Scene.OUT)
            .add(T + 1_000_000, at, process, new Activity.ProcessEnded(0, null), Scene.IN)
            .model();
    Viewport inside = new Viewport(T + 500_000, 1, 1, 100, 10, 10, 0);
    Cells cells = new Cells(inside.cells());
    model.spans(model.laneOf(0)).sweep(inside, cells);
    for (int cell = 0; cell < 100; cell++) {
      assertThat(cells.worst(cell)).isEqualTo((byte) (DrawingClass.OUT.ordinal() + 1));
    }
  }

  @Test
  void aProcessThatNeverEndedHasNoSpan() {
    Location at = Scene.at("web", "web-1", "web");
    ProcessInfo process = new ProcessInfo(7, null, null, "/bin/x", null, null, null, null, null);
    TimelineModel model =
        new Scene()
            .add(T, at, process, new Activity.ProcessStarted(), Scene.IN)
            .add(T + 5, at, "/bin/y", new Activity.ProcessEnded(0, null), Scene.IN)
            .model();
    assertThat(model.spans(model.laneOf(0)).size()).isZero();
  }

  @Test
  void openingAContainerShowsItsPrograms() {
    Location at = Scene.at("web", "web-1", "web");
    TimelineModel model =
        new Scene()
            .add(T, at, "/bin/b", new Activity.ProcessStarted(), Scene.IN)
            .add(T + 1, at, "/bin/a", new Activity.ProcessStarted(), Scene.OUT)
            .model();
    Lanes closed = model.lanes();
    Lanes open = model.toggled(closed, model.laneOf(0));
    assertThat(open.lines())
        .extracting(l -> l.lane().name())
        .containsExactly("shop", "web", "web", "/bin/a", "/bin/b");
    Lane program = open.lines().get(3).lane();
    assertThat(model.cell(program, T, T + 10))
        .isEqualTo(new Cell(1, 1, DrawingClass.OUT, 1, T, T + 10));
    assertThat(model.toggled(open, model.laneOf(0)).lines()).isEqualTo(closed.lines());
  }

  @Test
  void aClosedGroupIsOneLaneOfAllInIt() {
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .started(T + 3, "web-2", Scene.OUT)
            .started(T + 5, "web-1", Scene.IN)
            .model();
    Lane namespace = model.tree().roots().getFirst();
    Lanes closed = model.toggled(model.lanes(), namespace);
    assertThat(closed.lines()).containsExactly(new Lanes.Line(namespace, false));
    assertThat(model.cell(namespace, T, T + 10))
        .isEqualTo(new Cell(3, 1, DrawingClass.OUT, 1, T, T + 10));
    assertThat(closed.lineOf(model.laneOf(0))).isZero();
  }

  @Test
  void requestsStandOnTheLaneOfTheirUserOrOfThePodWhoseTokenWasUsed() {
    TimelineModel model =
        new Scene()
            .add(T, Location.UNKNOWN, "", request("alice", null), Scene.IN)
            .add(
                T + 1,
                Location.UNKNOWN,
                "",
                request("system:serviceaccount:shop:web", "shop/web-1"),
                Scene.IN)
            .model();
    assertThat(model.laneOf(0).name()).isEqualTo("alice");
    assertThat(model.laneOf(1).name()).isEqualTo("shop/web-1");
  }

  private static Activity request(String user, @org.jspecify.annotations.Nullable String pod) {
    return new Activity.ApiRequest(
        "get", "secrets", null, "shop", null, user, null, pod, null, null, 200, null);
  }

  @Test
  void joinsWhatNamesOnlyTheContainerIdToTheLaneOfThatContainer() {
    String id = "0123456789abcdef";
    Location named = new Location(null, "shop", "web-1", null, "web", id, null, null, null);
    Location bare =
        new Location(null, null, null, null, null, id.substring(0, 12), null, null, null);
    TimelineModel model =
        new Scene()
            .add(T, bare, "/bin/a", new Activity.ProcessStarted(), Scene.IN)
            .add(T + 1, named, "/bin/a", new Activity.ProcessStarted(), Scene.IN)
            .model();
    assertThat(model.laneOf(0)).isSameAs(model.laneOf(1));
  }

  @Test
  void flagsTheFirstOfEachSubjectOnALane() {
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .started(T + 1, "web-1", Scene.OUT)
            .started(T + 2, "web-1", Scene.OUT)
            .started(T + 3, "web-2", Scene.NEAR)
            .model();
    assertThat(model.flags()).extracting(Flag::row).containsExactly(1, 3);
    assertThat(model.flags())
        .extracting(Flag::widest)
        .containsExactly(FlagScope.CASE, FlagScope.POD);
  }

  @Test
  void aMissingMilestoneStaysOpen() {
    TimelineModel quiet = new Scene().started(T, "web-1", Scene.IN).model();
    assertThat(DwellRuler.of(quiet).extent(quiet.observations())).isEmpty();
    TimelineModel loud =
        new Scene().started(T, "web-1", Scene.OUT).started(T + 9, "web-1", Scene.OUT).model();
    assertThat(DwellRuler.of(loud).extent(loud.observations())).hasValue(9);
    assertThat(DwellRuler.of(loud).length(DwellRuler.Bracket.DWELL)).isEmpty();
  }

  @Test
  void aLossOfEventsReachesBackToWhatTheSourceSawBefore() {
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .add(T + 50, Location.UNKNOWN, "", new Activity.EventsLost(3, null), Scene.UNKNOWN)
            .model();
    assertThat(model.gaps()).containsExactly(new Gap(T, T + 50, 3, 0, 1));
  }

  @Test
  void whatASensorWasNotHeardIsAGapOfItsNodeAndOfNoOther() {
    Location node = new Location("node1", null, null, null, null, null, null, null, null);
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .from(1, T + 50, node, new Activity.NotHeard(30, "falco"))
            .from(
                0,
                T + 200,
                new Location("node2", "shop", "far", null, "web", null, null, null, null),
                new Activity.ProcessStarted())
            .model();
    assertThat(model.gaps()).containsExactly(new Gap(T + 50, T + 80, 0, 1, 1));
    Viewport viewport = new Viewport(T, 10, 1, 30, 10, 10, 0);
    Cells covered = new Cells(30);
    assertThat(model.sweepGaps(model.laneOf(0), viewport, covered)).isTrue();
    assertThat(covered.worst(4)).isZero();
    assertThat(covered.worst(5)).isEqualTo((byte) 1);
    assertThat(covered.worst(8)).isEqualTo((byte) 1);
    assertThat(covered.worst(9)).isZero();
    assertThat(model.sweepGaps(model.laneOf(2), viewport, new Cells(30))).isFalse();
  }

  @Test
  void whatWasNeverHeardAgainIsAGapToTheEndAndAWatchIsOfAllNodes() {
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .from(1, T + 50, Location.UNKNOWN, new Activity.NotHeard(-1, "pods"))
            .started(T + 200, "web-1", Scene.IN)
            .model();
    assertThat(model.gaps()).containsExactly(new Gap(T + 50, T + 200, 0, 1, 1, true));
    assertThat(
            model.sweepGaps(model.laneOf(0), new Viewport(T, 10, 1, 30, 10, 10, 0), new Cells(30)))
        .isTrue();
  }

  @Test
  void whatIsNotHeardNowIsAGapThatGrowsWithThePresentAndNoFurther() {
    Scene scene =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .from(1, T + 50, Location.UNKNOWN, new Activity.NotHeard(-1, "pods"));
    Present present = new Present();
    TimelineModel model =
        TimelineModel.of(
            scene.observations(), scene.verdicts(), Inventory.EMPTY, Sensors.NONE, present);
    Lane lane = model.laneOf(0);
    present.is(T + 100, Map.of());
    assertThat(coveredTo(model, lane)).isEqualTo(10);
    assertThat(model.openGaps(lane, T + 101)).isEmpty();
    present.is(T + 200, Map.of());
    assertThat(coveredTo(model, lane)).isEqualTo(20);
    assertThat(model.openGaps(lane, T + 101)).extracting(Gap::from).containsExactly(T + 50);
    assertThat(model.openGaps(lane, T + 49)).isEmpty();
    assertThat(model.known()).isEqualTo(T + 200);
    assertThat(model.last()).isEqualTo(T + 50);
  }

  private static int coveredTo(TimelineModel model, Lane lane) {
    Cells covered = new Cells(30);
    model.sweepGaps(lane, new Viewport(T, 10, 1, 30, 10, 10, 0), covered);
    assertThat(covered.worst(4)).isZero();
    int to = 4;
    while (to < 29 && covered.worst(to + 1) == 1) {
      to++;
    }
    return to;
  }

  @Test
  void gapsCoverTheirCellsHoweverManyThereAre() {
    Scene scene = new Scene().started(T, "web-1", Scene.IN);
    for (int i = 0; i < 400; i++) {
      scene.add(
          T + 1000 + i * 10L,
          Location.UNKNOWN,
          "",
          new Activity.EventsLost(1, null),
          Scene.UNKNOWN);
      scene.started(T + 1000 + i * 10L + 9, "web-1", Scene.IN);
    }
    TimelineModel model = scene.model();
    for (long nanos : new long[] {1, 3, 7, 100, 5000}) {
      Viewport viewport = new Viewport(T + 995, nanos, 1, 97, 10, 10, 0);
      Cells covered = new Cells(97);
      boolean any = model.sweepGaps(model.laneOf(0), viewport, covered);
      boolean expected = false;
      for (Gap gap : model.gaps()) {
        for (int cell = 0; cell < 97; cell++) {
          long from = viewport.from() + cell * nanos;
          if (gap.from() < from + nanos && gap.to() >= from) {
            assertThat(covered.worst(cell)).as("%d ns, cell %d", nanos, cell).isEqualTo((byte) 1);
            expected = true;
          }
        }
      }
      assertThat(any).isEqualTo(expected);
    }
  }

  @Property(tries = 50)
  void fromOutToOutLeavesNoneOut(@ForAll long seed, @ForAll Set<Integer> kept) {
    java.util.Random random = new java.util.Random(seed);
    Scene scene = new Scene();
    for (int i = 0; i < 150; i++) {
      scene.started(
          T + i, "web-1", random.nextInt(4) == 0 ? Scene.OUT : i % 7 == 0 ? Scene.RATE : Scene.IN);
    }
    TimelineModel all = scene.model();
    BitSet rows = new BitSet();
    kept.forEach(r -> rows.set(Math.floorMod(r, 150)));
    for (TimelineModel model : new TimelineModel[] {all, all.filtered(RowFilter.of(rows))}) {
      BitSet expected = new BitSet();
      for (int row = 0; row < 150; row++) {
        expected.set(row, model.shows(row) && model.drawingClass(row).isOut());
      }
      for (int row = -1; row <= 150; row++) {
        assertThat(model.nextOut(row)).isEqualTo(expected.nextSetBit(row + 1));
        assertThat(model.previousOut(row))
            .isEqualTo(expected.previousSetBit(Math.max(-1, row - 1)));
      }
    }
  }

  @Test
  void aFilterThatNobodyWantsAnyMoreIsGivenUp() {
    TimelineModel model = Synthetic.needle(1_000, 4, 1_000_000_000L, 3).model();
    salvor.jobs.Progress stopped =
        new salvor.jobs.Progress() {
          @Override
          public void at(long done, long total, String doing) {
            throw new salvor.jobs.JobCancelled();
          }

          @Override
          public void onCancel(Runnable stop) {}
        };
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> model.filtered(RowFilter.ALL, stopped))
        .isInstanceOf(salvor.jobs.JobCancelled.class);
  }

  @Test
  void flagsAreThoseOfAWindow() {
    Scene scene = new Scene();
    for (int i = 0; i < 20; i++) {
      scene.add(
          T + i * 5L,
          Scene.at("web", "web-1", "web"),
          "/bin/p" + i,
          new Activity.ProcessStarted(),
          Scene.OUT);
    }
    TimelineModel model = scene.model();
    assertThat(model.flags(T + 5, T + 15)).extracting(Flag::row).containsExactly(1, 2);
    assertThat(model.flags(T + 6, T + 9)).isEmpty();
    assertThat(model.flags(Long.MIN_VALUE, Long.MAX_VALUE)).hasSize(20);
  }

  @Test
  void tenThousandLanesAreFoundByTheirNumber() {
    TimelineModel model = Synthetic.needle(20_000, 10_000, 1_000_000_000L, 3).model();
    Lanes lanes = model.lanes();
    for (int line = 0; line < lanes.size(); line++) {
      Lanes.Line shown = lanes.lines().get(line);
      assertThat(lanes.lineOf(shown.lane())).isEqualTo(shown.heading() ? -1 : line);
    }
    Lanes closed = model.toggled(lanes, lanes.lines().getFirst().lane());
    assertThat(closed.lineOf(lanes.lines().get(2).lane())).isZero();
    Lane kept = lanes.lines().get(2).lane();
    assertThat(lanes.only(Set.of(kept)).lines())
        .extracting(Lanes.Line::lane)
        .containsExactly(lanes.lines().get(0).lane(), lanes.lines().get(1).lane(), kept);
  }

  @Test
  void cyclingTheBaselineDisplayComesBack() {
    assertThat(BaselineDisplay.FULL.next().next().next()).isEqualTo(BaselineDisplay.FULL);
  }
}

package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import salvor.baseline.Judge;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.cluster.Trouble;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.live.Board;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.live.Sensor;
import salvor.timeline.Area;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.evidence.EventTableViewModel;
import salvor.workbench.evidence.RowOrder;
import salvor.workbench.selection.Section;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** A timeline that goes on keeps what is looked at. */
@Timeout(60)
class LiveTimelineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long T = Instant.parse("2026-11-23T04:00:00Z").getEpochSecond() * SECOND;

  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final LiveTimeline live = new LiveTimeline(new Jobs(), turns::add, 0);
  private final List<Observation> arrived = new ArrayList<>();

  private List<LiveCase.Heard> sensors = List.of();

  private void arrives(int second, String pod, String file) {
    Location at = new Location("n1", "shop", pod, null, "c", null, null, null, null);
    long nanos = T + second * SECOND;
    arrived.add(
        new Observation(
            new ObservedTime(nanos, Instant.ofEpochSecond(nanos / SECOND).toString()),
            at,
            ProcessInfo.UNKNOWN,
            new Activity.FileDeleted(file),
            Set.of(),
            new RecordRef(0, arrived.size() + 1, 100L * arrived.size(), 100)));
  }

  /** A round that judged all that arrived. */
  private LiveJudging.Round round(long beyond) {
    Observations observations = Observations.of(arrived);
    int count = observations.size();
    Source source =
        new Source(
            0, "/x/1.jsonl", "", "falco", 1, count, count, 0, List.of(), Map.of(), List.of());
    Verdicts verdicts =
        new Verdicts(IntBuffer.allocate(count), List.of(Judgement.of(Reason.NO_BASELINE)));
    return new LiveJudging.Round(
        new Board(Map.of(), count, count + beyond, 0),
        List.of(),
        beyond == 0,
        0,
        new LiveJudging.Judged(
            new Evidence(List.of(source), observations, Inventory.EMPTY),
            verdicts,
            beyond,
            new Judge(List.of(), Inventory.EMPTY).matching()));
  }

  private void take(LiveJudging.Round round, long time) {
    live.take(
        new LiveCase.Now(round, sensors, List.of(), List.of(), null),
        Instant.ofEpochSecond(time / SECOND, time % SECOND),
        false);
  }

  private void takeAndDraw(int second, long beyond) throws Exception {
    LiveJudging.Round round = round(beyond);
    int rows = arrived.size();
    take(round, T + second * SECOND);
    until(() -> {
      take(round, T + second * SECOND);
      return live.drawn().get() != null && timeline().model().observations().size() == rows;
    });
  }

  private void until(BooleanSupplier wanted) throws Exception {
    while (!wanted.getAsBoolean()) {
      Runnable turn = turns.poll(100, TimeUnit.MILLISECONDS);
      if (turn != null) {
        turn.run();
      }
    }
  }

  private TimelineViewModel timeline() {
    return Objects.requireNonNull(live.drawn().get()).timeline();
  }

  private Lane lane(String pod) {
    return timeline().model().tree().roots().stream()
        .flatMap(root -> timeline().model().tree().tracks(root).stream())
        .filter(track -> track.parent() != null && pod.equals(track.parent().name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSelectedEventAndHiddenLanesStayWhenMoreArrives() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    arrives(20, "web-2", "/b");
    takeAndDraw(30, 0);
    live.selection().select(1);
    timeline().arrangement().hide(lane("web-1"));
    arrives(5, "aaa-0", "/late"); // what arrives late stands before, and its lane first
    takeAndDraw(31, 0);
    assertThat(live.selection().row().get()).isEqualTo(2);
    assertThat(Objects.requireNonNull(live.drawn().get()).details().details().get())
        .extracting(details -> details.subject())
        .isEqualTo("/b");
    assertThat(timeline().lanes().get().unseen()).containsExactly(lane("web-1"));
  }

  private EventTableViewModel events() {
    return Objects.requireNonNull(live.drawn().get()).events();
  }

  private List<String> listed() {
    EventTableViewModel events = events();
    RowOrder order = events.order().get();
    return IntStream.range(0, order.size())
        .mapToObj(place -> events.cells().text(EventColumn.DETAILS, order.row(place)))
        .toList();
  }

  @Test
  void whatArrivesIsListedTheNewestFirstOrInTheOrderThatWasAskedFor() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/b");
    arrives(20, "web-2", "/a");
    takeAndDraw(30, 0);
    until(() -> listed().equals(List.of("/a", "/b")));
    arrives(5, "web-0", "/late");
    arrives(29, "web-0", "/new");
    takeAndDraw(31, 0);
    assertThat(listed()).containsExactly("/new", "/a", "/b", "/late");
    events().sortBy(EventColumn.DETAILS, true);
    until(() -> listed().equals(List.of("/a", "/b", "/late", "/new")));
    arrives(32, "web-0", "/c");
    takeAndDraw(33, 0);
    assertThat(listed()).containsExactly("/a", "/b", "/c", "/late", "/new");
  }

  @Test
  void theListShowsTheLanesAndTimesThatAreSelectedAlsoOfWhatArrivesLater() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    arrives(20, "web-2", "/b");
    takeAndDraw(30, 0);
    live.selection()
        .choose(
            Section.of(Area.of(timeline().model(), T, T + 60 * SECOND, List.of(lane("web-2")))));
    until(() -> listed().equals(List.of("/b")));
    arrives(5, "aaa-0", "/late");
    arrives(31, "web-2", "/c");
    takeAndDraw(33, 0);
    until(() -> listed().equals(List.of("/c", "/b")));
  }

  @Test
  void whoMovesThroughTimeDoesNotFollowUntilAskedTo() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    takeAndDraw(1000, 0);
    take(round(0), T + 1001 * SECOND);
    assertThat(timeline().viewport().get().x(T + 1001 * SECOND))
        .isBetween(1, timeline().viewport().get().width() - 1);
    timeline().panPart(-0.5);
    assertThat(live.follows().get()).isFalse();
    assertThat(live.words().get()).startsWith("Does not follow");
    long from = timeline().viewport().get().from();
    arrives(1100, "web-1", "/b");
    takeAndDraw(1200, 0);
    assertThat(timeline().viewport().get().from()).isEqualTo(from);
    live.follows().set(true);
    assertThat(timeline().viewport().get().x(T + 1200 * SECOND))
        .isBetween(1, timeline().viewport().get().width() - 1);
    assertThat(live.words().get()).startsWith("Follows");
  }

  @Test
  void whatArrivesWhileItStandsStillIsCountedAndDrawnAfterwards() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    takeAndDraw(20, 0);
    until(() -> !events().busy().get());
    live.still().set(true);
    arrives(21, "web-1", "/b");
    arrives(22, "web-1", "/c");
    LiveJudging.Round more = round(0);
    take(more, T + 1000 * SECOND);
    assertThat(live.words().get()).startsWith("Stands still: 2 events arrived since");
    assertThat(turns.poll(500, TimeUnit.MILLISECONDS)).isNull();
    assertThat(timeline().growing().now().get()).isEqualTo(T + 20 * SECOND);
    live.still().set(false);
    until(() -> timeline().model().observations().size() == 3);
    assertThat(live.words().get()).isEqualTo("Follows what arrives");
  }

  @Test
  void whatIsNotDrawnIsCounted() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    takeAndDraw(20, 0);
    live.selection().select(0);
    arrived.clear();
    arrives(30, "web-1", "/later");
    takeAndDraw(40, 5);
    arrives(41, "web-1", "/more");
    takeAndDraw(42, 5);
    assertThat(live.words().get())
        .isEqualTo(
            "Follows what arrives; 5 older events judged before, not drawn;"
                + " the event that was selected is one of them");
  }

  @Test
  void onlyTheLanesOfAPodAreShown() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    arrives(20, "web-2", "/b");
    takeAndDraw(30, 0);
    live.only("shop/web-2");
    until(() -> timeline().lanes().get().unseen().equals(List.of(lane("web-1"))));
    arrives(31, "web-3", "/c");
    takeAndDraw(32, 0);
    assertThat(timeline().lanes().get().unseen())
        .containsExactlyInAnyOrder(lane("web-1"), lane("web-3"));
    live.only(null);
    assertThat(timeline().lanes().get().unseen()).isEmpty();
  }

  @Test
  void onlyTheLanesOfAPodAreShownOfWhatStandsStill() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    arrives(20, "web-2", "/b");
    takeAndDraw(30, 0);
    live.still().set(true);
    live.only("shop/web-2");
    assertThat(timeline().lanes().get().unseen()).containsExactly(lane("web-1"));
  }

  @Test
  void whatIsLostGrowsAndWhatIsHeardStaysRecordedThoughNothingArrives() throws Exception {
    live.lookedAt().set(true);
    Sensor one = new Sensor(Sensor.Kind.FALCO, "falco", "falco-a", "falco", "n1");
    sensors = List.of(new LiveCase.Heard(one, 1, null, null));
    arrives(10, "web-1", "/a");
    takeAndDraw(20, 0);
    LiveJudging.Round quiet = round(0);
    take(quiet, T + 60 * SECOND);
    Lane lane = lane("web-1");
    assertThat(timeline().model().coverage().isUnrecorded(lane, T + 60 * SECOND)).isFalse();
    Instant since = Instant.ofEpochSecond(T / SECOND + 70);
    sensors = List.of(new LiveCase.Heard(one, 1, new Trouble.Other("broken"), since));
    arrived.add(
        new Observation(
            new ObservedTime(T + 70 * SECOND, since.toString()),
            new Location("n1", null, null, null, null, null, null, null, null),
            ProcessInfo.UNKNOWN,
            new Activity.NotHeard(-1, "falco: broken"),
            Set.of(),
            new RecordRef(1, 1, 0, 1)));
    takeAndDraw(80, 0);
    LiveJudging.Round lost = round(0);
    take(lost, T + 90 * SECOND);
    TimelineModel model = timeline().model();
    assertThat(model.openGaps(lane("web-1"), T + 90 * SECOND)).hasSize(1);
    assertThat(model.openGaps(lane("web-1"), T + 100 * SECOND)).isEmpty();
    take(lost, T + 100 * SECOND);
    assertThat(model.openGaps(lane("web-1"), T + 100 * SECOND)).hasSize(1);
    assertThat(model.coverage().isUnrecorded(lane("web-1"), T + 70 * SECOND)).isFalse();
    assertThat(model.coverage().isUnrecorded(lane("web-1"), T + 71 * SECOND)).isTrue();
  }

  @Test
  void whatCannotBeDrawnIsToldUntilItIsDrawn() throws Exception {
    live.lookedAt().set(true);
    arrives(10, "web-1", "/a");
    takeAndDraw(20, 0);
    LiveJudging.Judged judged = Objects.requireNonNull(round(0).judged());
    arrives(21, "web-1", "/b");
    LiveJudging.Judged more = Objects.requireNonNull(round(0).judged());
    LiveJudging.Round broken =
        new LiveJudging.Round(
            new Board(Map.of(), 2, 2, 0),
            List.of(),
            true,
            0,
            new LiveJudging.Judged(more.evidence(), judged.verdicts(), 0, more.matching()));
    take(broken, T + 22 * SECOND);
    until(() -> {
      take(broken, T + 22 * SECOND);
      return live.words().get().startsWith("What arrived cannot be drawn");
    });
    take(broken, T + 23 * SECOND);
    assertThat(live.words().get()).startsWith("What arrived cannot be drawn");
    takeAndDraw(24, 0);
    assertThat(live.words().get()).isEqualTo("Follows what arrives");
  }

  @Test
  void nothingIsMadeWhileNobodyLooks() throws Exception {
    arrives(10, "web-1", "/a");
    take(round(0), T + 20 * SECOND);
    assertThat(live.drawn().get()).isNull();
    assertThat(turns.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }
}

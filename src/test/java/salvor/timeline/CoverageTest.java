package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.evidence.Quality.RUNNING_BEFORE_SENSOR;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.evidence.Activity;
import salvor.evidence.Quality;
import salvor.evidence.Source;
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
    return known ? model(scene, "falco.log") : scene.model();
  }

  /** With records of Falco at these paths. */
  private static TimelineModel model(Scene scene, String... paths) {
    return TimelineModel.of(
        scene.observations(),
        scene.verdicts(),
        Inventory.EMPTY,
        Sensors.of(sources(paths)),
        new Present());
  }

  private static List<Source> sources(String... paths) {
    List<Source> sources = new ArrayList<>();
    for (String path : paths) {
      sources.add(
          new Source(
              sources.size(), path, "", "falco", 0, 0, 0, 0, List.of(), Map.of(), List.of()));
    }
    return sources;
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
  void aNodeWhoseSensorIsHeardIsRecordedUntilNowHoweverQuiet() {
    Scene scene =
        new Scene()
            .from(0, T, on("node1", "web-1"), STARTED)
            .from(0, T + 10 * SECOND, on("node1", "web-1"), STARTED)
            .from(1, T, on("node2", "web-2"), STARTED)
            .from(1, T + 20 * SECOND, on("node2", "web-2"), STARTED);
    Present present = new Present();
    TimelineModel model =
        TimelineModel.of(
            scene.observations(),
            scene.verdicts(),
            Inventory.EMPTY,
            Sensors.of(sources("one/falco.log", "two/falco.log")),
            present);
    Lane heard = lane(model, "web-1");
    Lane lost = lane(model, "web-2");
    assertThat(model.coverage().isUnrecorded(heard, T + 15 * SECOND)).isTrue();
    present.is(T + 60 * SECOND, Map.of("node1", T + 60 * SECOND, "node2", T + 30 * SECOND));
    assertThat(model.coverage().isUnrecorded(heard, T + 60 * SECOND)).isFalse();
    assertThat(model.coverage().isUnrecorded(heard, T + 61 * SECOND)).isTrue();
    assertThat(model.isPartlyUnrecorded(heard)).isFalse();
    assertThat(model.coverage().isUnrecorded(lost, T + 30 * SECOND)).isFalse();
    assertThat(model.coverage().isUnrecorded(lost, T + 31 * SECOND)).isTrue();
    assertThat(model.isPartlyUnrecorded(lost)).isTrue();
    present.is(T + 90 * SECOND, Map.of("node1", T + 90 * SECOND));
    assertThat(model.coverage().isUnrecorded(heard, T + 90 * SECOND)).isFalse();
  }

  /** Tetragon tells first of what runs, at the time when that started. */
  @Test
  void whatRanBeforeTheSensorIsNoRecordOfThatTime() {
    Scene scene =
        new Scene()
            .from(0, T - 9_000 * SECOND, on("node1", "web-1"), STARTED, RUNNING_BEFORE_SENSOR)
            .from(0, T, on("node1", "web-1"), STARTED)
            .from(0, T + 20 * SECOND, on("node1", "web-1"), STARTED);
    TimelineModel model = model(scene, "tetragon.log");
    Coverage.Watch watch = model.coverage().of(lane(model, "web-1")).orElseThrow().getFirst();
    assertThat(watch.from()).isEqualTo(T);
    assertThat(model.ordinary()).isEqualTo(new Extent(1, 3, 3));
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
    assertThat(coverage.of(lane(model, "web-3"))).hasValue(List.of());
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

  @ParameterizedTest
  @CsvSource({
    "/e/falco.log,   /e/falco.log.1,      true",
    "/e/falco.log,   /e/falco.log.1.gz,   true",
    "/e/falco.log.7, /e/falco.log.8.zst,  true",
    "a.tar!n/f.log,  a.tar!n/f.log.1,     true",
    "/e/falco.log,   /e/falco.log.2,      false", // number 1 is missing
    "/e/falco.log,   /f/falco.log.1,      false",
    "/e/falco.log,   /e/falca.log.1,      false",
    "/e/falco.log.1, /e/falco.log.1.gz,   false", // which one is it?
    "/e/falco.log,   /e/falco-20261123.log, false",
    "/e/falco.log,   /e/falco.log.20261123, false",
    "/e/falco.2026.11.25, /e/falco.2026.11.26, false", // a day may lie between
    "/e/events.1125, /e/events.1126, false",
    "/e/tetragon-10.0.0.1, /e/tetragon-10.0.0.2, false", // of two nodes
    "/e/falco.log.01, /e/falco.log.02, false", // a month, a day, an hour
    "/e/falco-10.0.0.1.log, /e/falco-10.0.0.1.log.1, true",
    "/e/1,           /e/2,                false"
  })
  void filesAreOneRecordWhereRotationNumberedThemInARow(String newer, String older, boolean one) {
    Location at = on("node1", "web-1");
    Scene scene =
        new Scene()
            .from(1, T, at, STARTED)
            .from(1, T + 10 * SECOND, at, STARTED)
            .from(0, T + 60 * SECOND, at, STARTED)
            .from(0, T + 70 * SECOND, at, STARTED);
    TimelineModel model = model(scene, newer, older);
    Coverage coverage = model.coverage();
    Lane lane = lane(model, "web-1");
    assertThat(coverage.isUnrecorded(lane, T + 30 * SECOND)).isEqualTo(!one);
    assertThat(model.isPartlyUnrecorded(lane)).isEqualTo(!one);
    assertThat(coverage.isUnrecorded(lane, T + 5 * SECOND)).isFalse();
    if (one) {
      assertThat(coverage.of(lane).orElseThrow()).hasSize(1);
    } else {
      Coverage.Watch before = coverage.before(lane, T + 30 * SECOND).orElseThrow();
      Coverage.Watch after = coverage.after(lane, T + 30 * SECOND).orElseThrow();
      assertThat(before.to()).isEqualTo(T + 10 * SECOND);
      assertThat(coverage.files(before.last())).containsExactly(older);
      assertThat(after.from()).isEqualTo(T + 60 * SECOND);
      assertThat(coverage.files(after.first())).containsExactly(newer);
    }
  }

  @Test
  void twoFilesOfOneNumberAreNotJoinedWithTheNext() {
    Sensors sensors =
        Sensors.of(
            sources("/e/falco.log", "/e/falco.log.1", "/e/falco.log.1.gz", "/e/falco.log.2"));
    assertThat(IntStream.range(0, 4).map(sensors::of)).doesNotHaveDuplicates();
  }

  @Test
  void aTimeThatCannotBeTrueProvesNoRecord() {
    Location at = on("node1", "web-1");
    Scene scene =
        new Scene().from(0, T, at, STARTED).from(0, T + SECOND, at, STARTED, Quality.TIME_SUSPECT);
    TimelineModel model = model(scene, "falco.log");
    assertThat(model.coverage().isUnrecorded(lane(model, "web-1"), T + 1)).isTrue();
  }

  @Test
  void aGroupIsRecordedWhereAllItsNodesAre() {
    Scene scene = new Scene();
    for (int second = 0; second <= 10; second += 5) {
      scene.from(0, T + second * SECOND, on("node1", "web-1"), STARTED);
      scene.from(0, T + (second + 5) * SECOND, on("node2", "web-2"), STARTED);
    }
    TimelineModel model = model(scene, "falco.log");
    Lane shop = model.tree().roots().getFirst();
    assertThat(model.coverage().isUnrecorded(shop, T + 4 * SECOND)).isTrue();
    assertThat(model.coverage().isUnrecorded(shop, T + 7 * SECOND)).isFalse();
    assertThat(model.coverage().isUnrecorded(shop, T + 11 * SECOND)).isTrue();
    assertThat(model.coverage().of(shop).orElseThrow())
        .containsExactly(new Coverage.Watch(T + 5 * SECOND, T + 10 * SECOND, 0, 0));
  }

  /** Against every record of every file, looked at one by one. */
  @Property(tries = 200)
  void isRecordedExactlyBetweenTheFirstAndLastRecordsOfSomeSensor(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int files = 1 + random.nextInt(9);
    String[] paths = new String[files];
    Map<String, long[]> spans = new HashMap<>(); // by what is one record
    Scene scene = new Scene();
    int stretch = 0;
    for (int file = 0; file < files; file++) {
      stretch += file == 0 || random.nextBoolean() ? 2 : 1; // 2 leaves out a number
      paths[file] = "falco.log." + stretch;
      int rows = 1 + random.nextInt(3);
      for (int row = 0; row < rows; row++) {
        long time = T + random.nextLong(300);
        scene.from(file, time, on("node1", "web-1"), STARTED);
        long[] span = spans.computeIfAbsent(first(paths, file), _ -> new long[] {time, time});
        span[0] = Math.min(span[0], time);
        span[1] = Math.max(span[1], time);
      }
    }
    scene.from(files, T - 50, on("node2", "web-2"), STARTED); // by no sensor
    TimelineModel model = model(scene, paths);
    Lane lane = lane(model, "web-1");
    for (long time = T - 60; time < T + 320; time++) {
      long at = time;
      assertThat(model.coverage().isUnrecorded(lane, time))
          .isEqualTo(spans.values().stream().noneMatch(s -> s[0] <= at && at <= s[1]));
    }
    int zoom = 1 + random.nextInt(7);
    Viewport viewport = new Viewport(T - random.nextInt(100), zoom, 1, 80, 20, 20, 0);
    Cells cells = new Cells(80);
    model.sweepUnrecorded(lane, viewport, cells);
    for (int x = 0; x < 80; x++) {
      long from = viewport.time(x);
      long to = from + zoom - 1;
      boolean within = to >= model.first() && from <= model.last();
      boolean seen = spans.values().stream().anyMatch(s -> s[0] <= to && from <= s[1]);
      assertThat(cells.worst(x) > 0).isEqualTo(within && !seen);
    }
  }

  /** The first path of those that number up to one without a hole. */
  private static String first(String[] paths, int file) {
    int number = Integer.parseInt(paths[file].substring(10));
    return file > 0 && paths[file - 1].equals("falco.log." + (number - 1))
        ? first(paths, file - 1)
        : paths[file];
  }

  @Test
  void whatASensorLostOnANodeIsAGapOfAllLanesOfThatNode() {
    Location node = new Location("node1", null, null, null, null, null, null, null, null);
    Scene scene =
        new Scene()
            .from(1, T, on("node1", "web-1"), STARTED) // of which the sensor says nothing
            .from(0, T + SECOND, on("node1", "web-2"), STARTED)
            .from(1, T + SECOND, on("node2", "web-3"), STARTED)
            .from(2, T + 9 * SECOND, node, new Activity.EventsLost(7, null));
    TimelineModel model = model(scene, "falco.log.1", "audit.log", "falco.log");
    Viewport viewport = Viewport.fitting(T, T + 10 * SECOND, 100, 20, 20);
    for (String pod : List.of("web-1", "web-2")) {
      Cells cells = new Cells(viewport.cells());
      assertThat(model.sweepGaps(lane(model, pod), viewport, cells)).as(pod).isTrue();
      assertThat(cells.worst(viewport.x(T + 5 * SECOND))).as("since the file before").isPositive();
    }
    assertThat(model.sweepGaps(lane(model, "web-3"), viewport, new Cells(viewport.cells())))
        .isFalse();
  }

  /** The colour in the middle of a lane where nothing was observed. */
  private static int background(TimelineModel model, String pod) {
    Lanes lanes = Lanes.bare(model.tree(), List.of(lane(model, "web-1"), lane(model, pod)));
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

package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Judgement;
import salvor.evidence.Activity;
import salvor.evidence.ProcessInfo;
import salvor.workload.ImageDigest;
import salvor.workload.Location;

/**
 * What is on the surface after painting: approved pictures, and the promise that no column hides an
 * OUT.
 */
class PainterTest {
  private static final long T = Synthetic.START + 1; // told to the nanosecond
  private static final long MILLI = 1_000_000L;
  private static final int TOLERANCE = 2; // of 255 in each channel

  @Property(tries = 120)
  void everyColumnThatContainsAnOutShowsItWhateverElseIsDrawn(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @IntRange(max = 40) int zoom,
      @ForAll BaselineDisplay display,
      @ForAll @IntRange(min = 6, max = 40) int rowHeight) {
    SplittableRandom random = new SplittableRandom(seed);
    TimelineModel model = random(random, rows);
    if (random.nextBoolean()) {
      BitSet kept = new BitSet();
      for (int row = 0; row < rows; row++) {
        kept.set(row, random.nextInt(3) > 0);
      }
      model = model.filtered(RowFilter.of(kept));
    }
    LaneOrder order = LaneOrder.values()[random.nextInt(LaneOrder.values().length)];
    Lanes lanes = model.lanes().ordered(LaneRanks.of(model, LaneCounts.of(model)).by(order));
    if (random.nextInt(4) == 0) {
      lanes = model.toggled(lanes, model.tree().roots().getFirst());
    }
    lanes = lanes.pinning(pins(model, random));
    int all = Math.max(rowHeight, lanes.top(lanes.size(), rowHeight));
    int height = random.nextBoolean() ? all : random.nextInt(rowHeight, all + 1);
    long anchor = model.observations().time(random.nextInt(rows));
    Viewport viewport =
        Viewport.fitting(model.first(), model.last(), 1 + random.nextInt(500), height, rowHeight)
            .zoomed(Math.pow(0.5, zoom), 10)
            .centred(anchor)
            .scrolled(random.nextInt(all - height + 1));
    int[] pixels = Painter.pixels(viewport);
    Palette palette = random.nextBoolean() ? Palette.LIGHT : Palette.DARK;
    new Painter()
        .paint(
            model,
            lanes,
            viewport,
            new Painter.Style(
                palette, display, random.nextInt(-1, rows), TimeAxis.UTC, random.nextBoolean()),
            pixels);
    OutColumns.assertShown(
        model, lanes, viewport, (x, y) -> pixels[y * viewport.width() + x], palette, rowHeight);
  }

  /** Often none, else some tracks and groups. */
  private static PinnedLanes pins(TimelineModel model, SplittableRandom random) {
    PinnedLanes pins = PinnedLanes.NONE;
    for (int i = random.nextInt(4); i > 0; i--) {
      pins = pins.with(model.tree().lane(random.nextInt(model.tree().size())));
    }
    return pins;
  }

  /**
   * Starts and ends of processes, openings of files and losses of events of every class, of which
   * few or many are OUT.
   */
  private static TimelineModel random(SplittableRandom random, int rows) {
    Judgement[] judgements = {
      Scene.IN, Scene.UNKNOWN, Scene.EXPLAINED, Scene.RATE, Scene.NEAR, Scene.OUT
    };
    long span = 1L << random.nextInt(1, 50);
    int rare = 1 + random.nextInt(20);
    Scene scene = new Scene();
    for (int i = 0; i < rows; i++) {
      int what = random.nextInt(10);
      Activity activity =
          what < 4
              ? new Activity.ProcessStarted()
              : what < 7
                  ? new Activity.ProcessEnded(0, null)
                  : what < 9
                      ? new Activity.FileOpened("/f" + random.nextInt(9), null)
                      : new Activity.EventsLost(3, null);
      ProcessInfo process =
          new ProcessInfo(
              random.nextInt(5), null, null, "/bin/p", null, "/bin/p", null, null, null);
      Judgement judged =
          judgements[random.nextInt(rare) == 0 ? random.nextInt(6) : random.nextInt(2)];
      scene.add(
          T + random.nextLong(span),
          Scene.at("web", "web-" + random.nextInt(5), "web"),
          process,
          activity,
          judged);
    }
    return scene.model();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes",
        "dense-classes",
        "lives-and-gap",
        "dim",
        "hide",
        "nanoseconds",
        "flags",
        "whole-seconds",
        "pins",
        "empty"
      })
  void paintsWhatWasApproved(String name) throws IOException {
    BufferedImage light = painted(name, Palette.LIGHT);
    BufferedImage dark = painted(name, Palette.DARK);
    Path folder = Files.createDirectories(Path.of("target/golden"));
    ImageIO.write(light, "png", folder.resolve(name + "-light.png").toFile());
    ImageIO.write(dark, "png", folder.resolve(name + "-dark.png").toFile());
    golden(name + "-light", light);
    golden(name + "-dark", dark);
  }

  private static BufferedImage painted(String name, Palette palette) {
    BaselineDisplay display =
        switch (name) {
          case "dim" -> BaselineDisplay.DIM;
          case "hide" -> BaselineDisplay.HIDE;
          default -> BaselineDisplay.FULL;
        };
    TimelineModel model =
        switch (name) {
          case "empty" -> new Scene().model();
          case "lives-and-gap" -> livesAndGap();
          case "nanoseconds" ->
              new Scene()
                  .started(T, "web-1", Scene.IN)
                  .started(T + 3, "web-1", Scene.OUT)
                  .started(T + 6, "web-1", Scene.NEAR)
                  .model();
          case "flags" -> flags();
          case "whole-seconds" -> wholeSeconds();
          case "dense-classes" -> classes(3);
          default -> classes(29);
        };
    Lanes lanes = model.lanes();
    int height = Math.max(40, lanes.top(lanes.size(), 20));
    if (name.equals("pins")) { // a part is scrolled below them
      lanes = lanes.pinning(new PinnedLanes(List.of(pod(model, 5), pod(model, 2))));
    }
    Viewport viewport =
        Viewport.fitting(model.first(), model.last(), 240, name.equals("pins") ? 110 : height, 20)
            .scrolled(name.equals("pins") ? 30 : 0);
    int[] pixels = Painter.pixels(viewport);
    new Painter()
        .paint(
            model, lanes, viewport, new Painter.Style(palette, display, firstOut(model)), pixels);
    BufferedImage image =
        new BufferedImage(viewport.width(), viewport.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, viewport.width(), viewport.height(), pixels, 0, viewport.width());
    return image;
  }

  private static Lane pod(TimelineModel model, int number) {
    int row = 0;
    while (!("web-" + number).equals(model.laneOf(row).parent().name())) {
      row++;
    }
    return model.laneOf(row);
  }

  /** A lane for each class, its marks so many milliseconds apart. */
  private static TimelineModel classes(int apart) {
    Scene scene = new Scene();
    Judgement[] judgements = {
      Scene.IN, Scene.UNKNOWN, Scene.EXPLAINED, Scene.RATE, Scene.NEAR, Scene.OUT
    };
    for (int of = 0; of < judgements.length; of++) {
      for (int i = 0; i * apart <= 232; i++) {
        for (int times = 0; times <= i; times++) {
          scene.started(T + (long) i * apart * MILLI, "web-" + of, judgements[of]);
        }
      }
    }
    return scene.model();
  }

  /** Firsts in the case, in an image and in a pod, OUT and NEAR, apart and in neighbour columns. */
  private static TimelineModel flags() {
    Scene scene = new Scene();
    for (int pod = 0; pod < 3; pod++) {
      ImageDigest digest =
          ImageDigest.in("sha256:" + (pod == 0 ? "a" : "b").repeat(64)).orElseThrow();
      Location at =
          new Location("node1", "shop", "web-" + pod, null, "web", null, null, digest, null);
      for (int i = 0; i < 8; i++) {
        scene.add(
            T + (pod * 10L + (i < 5 ? i * 30 : 130 + i * 5)) * MILLI,
            at,
            "/bin/p" + i,
            new Activity.ProcessStarted(),
            i % 2 == 0 ? Scene.OUT : Scene.NEAR);
      }
    }
    return scene.model();
  }

  /** A source that tells seconds beside one that tells nanoseconds. */
  private static TimelineModel wholeSeconds() {
    Activity started = new Activity.ProcessStarted();
    Scene scene = new Scene();
    for (int second = 1; second < 6; second++) {
      long time = Synthetic.START + second * 1_000 * MILLI;
      scene.from(1, time, Scene.at("web", "web-1", "web"), started);
      scene.from(0, time + 300 * MILLI + 7, Scene.at("web", "web-2", "web"), started);
    }
    scene.started(Synthetic.START + 3_000 * MILLI, "web-1", Scene.OUT);
    return scene.model();
  }

  private static TimelineModel livesAndGap() {
    Scene scene = new Scene();
    Location at = Scene.at("web", "web-1", "web");
    Judgement[] judgements = {Scene.IN, Scene.OUT, Scene.UNKNOWN};
    for (int i = 0; i < judgements.length; i++) {
      ProcessInfo process =
          new ProcessInfo(i, null, null, "/bin/p", null, "/bin/p", null, null, null);
      scene.add(T + i * 60 * MILLI, at, process, new Activity.ProcessStarted(), judgements[i]);
      scene.add(
          T + (i * 60 + 45) * MILLI,
          at,
          process,
          new Activity.ProcessEnded(0, null),
          judgements[i]);
    }
    scene.add(
        T + 200 * MILLI, Location.UNKNOWN, "", new Activity.EventsLost(7, null), Scene.UNKNOWN);
    scene.started(T + 220 * MILLI, "web-1", Scene.IN);
    return scene.model();
  }

  /**
   * Compares with the approved picture; what was painted instead lies in {@code target/golden}, to
   * be looked at and approved.
   */
  private static void golden(String name, BufferedImage painted) throws IOException {
    Path actual = Path.of("target/golden", name + ".png");
    try (InputStream in = PainterTest.class.getResourceAsStream(name + ".png")) {
      assertThat(in)
          .as("no approved picture yet: look at %s and put it beside the others", actual)
          .isNotNull();
      BufferedImage approved = ImageIO.read(in);
      assertThat(painted.getWidth()).isEqualTo(approved.getWidth());
      assertThat(painted.getHeight()).isEqualTo(approved.getHeight());
      for (int y = 0; y < painted.getHeight(); y++) {
        for (int x = 0; x < painted.getWidth(); x++) {
          for (int shift = 0; shift <= 16; shift += 8) {
            int off =
                (painted.getRGB(x, y) >> shift & 0xFF) - (approved.getRGB(x, y) >> shift & 0xFF);
            assertThat(Math.abs(off))
                .as("%s at %d,%d; see %s", name, x, y, actual)
                .isLessThanOrEqualTo(TOLERANCE);
          }
        }
      }
    }
  }

  @Test
  void paintsIntoASurfaceLargerThanItsLanes() {
    TimelineModel model = new Scene().started(Synthetic.START, "web-1", Scene.OUT).model();
    Viewport viewport = Viewport.fitting(model.first(), model.last(), 300, 400, 20);
    int[] pixels = Painter.pixels(viewport);
    new Painter()
        .paint(
            model,
            model.lanes(),
            viewport,
            new Painter.Style(Palette.DARK, BaselineDisplay.HIDE, 0),
            pixels);
    assertThat(pixels[399 * 300]).isEqualTo(Palette.DARK.outside());
  }

  private static int firstOut(TimelineModel model) {
    int row = model.nextOut(-1);
    while (row >= 0 && model.drawingClass(row) != DrawingClass.OUT) {
      row = model.nextOut(row);
    }
    return row;
  }
}

package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.workload.Location;

/** The picture of a report: its size, and that no word covers what it speaks of. */
class PictureTest {
  private static final long T = Synthetic.START;
  private static final long SECOND = 1_000_000_000L;

  @Property(tries = 15)
  void everyColumnThatIsOutIsStillRedWhenTheWordsAreWritten(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Scene scene = new Scene();
    for (int i = 0; i < 60; i++) {
      boolean out = random.nextInt(3) == 0;
      scene.add(
          T + random.nextLong(600 * SECOND),
          Scene.at("web", "web-" + random.nextInt(3), "web"),
          "/bin/program-of-a-long-name-" + i,
          new Activity.ProcessStarted(),
          out ? Scene.OUT : i % 2 == 0 ? Scene.NEAR : Scene.IN);
    }
    TimelineModel model = scene.model();
    Lanes lanes = model.lanes();
    for (int rowHeight : new int[] {16, 34}) {
      int width = 500;
      int height = lanes.top(lanes.size(), rowHeight);
      Viewport viewport = Viewport.fitting(model.first(), model.last(), width, height, rowHeight);
      BufferedImage image = new BufferedImage(width + 200, height, BufferedImage.TYPE_INT_RGB);
      Surface surface =
          new Surface(
              ((java.awt.image.DataBufferInt) image.getRaster().getDataBuffer()).getData(),
              width + 200,
              height);
      Pen pen = new Pen(image.createGraphics());
      new PictureLanes(model, lanes, Palette.LIGHT, BaselineDisplay.FULL, viewport, pen)
          .draw(surface.part(200, 0, width, height), surface.part(0, 0, 200, height), 200, 0);
      OutColumns.assertShown(
          model,
          lanes,
          viewport,
          (x, y) -> image.getRGB(200 + x, y) | 0xFF000000,
          Palette.LIGHT,
          rowHeight);
    }
  }

  @Test
  void growsWithItsLanesAndStaysBelowItsLimit() {
    assertThat(drawn(new Scene().model()).getHeight()).isBetween(250, 500);
    assertThat(drawn(new Scene().started(T, "web-1", Scene.OUT).model()).getHeight())
        .isBetween(250, 500);
    BufferedImage many = drawn(Synthetic.needle(20_000, 200, 3600 * SECOND, 5).model());
    assertThat(many.getWidth()).isEqualTo(1600);
    assertThat(many.getHeight()).isBetween(1000, 1400);
    assertThat(reds(many)).isPositive();
  }

  @Test
  void aSingleOutIsRed() {
    assertThat(reds(drawn(new Scene().started(T, "web-1", Scene.OUT).model()))).isGreaterThan(20);
  }

  @Test
  void hostileNamesAreDrawnLiterallyAndInTheirPlace() {
    Scene scene = new Scene();
    String[] hostile = {
      "<html><b>x</b>",
      "\u001b[2J\u0007",
      "\u202egpj.exe",
      "a".repeat(100_000),
      "\ud83d",
      "",
      "\n\n",
      "%s%n"
    };
    for (int i = 0; i < hostile.length; i++) {
      Location at =
          new Location(null, hostile[i], hostile[i], null, hostile[i], null, null, null, null);
      scene.add(
          T + i * SECOND, at, hostile[i], new Activity.FileOpened(hostile[i], null), Scene.OUT);
    }
    scene.add(T + 3600 * SECOND, Location.UNKNOWN, "x", new Activity.ProcessStarted(), Scene.IN);
    BufferedImage picture = drawn(scene.model());
    assertThat(picture.getHeight()).isLessThanOrEqualTo(1400);
    assertThat(reds(picture)).isGreaterThan(20 * hostile.length);
  }

  @Test
  void anAttackOfSecondsInARecordingOfHoursIsShownFromCloseBy() {
    Scene scene =
        new Scene().started(T, "web-1", Scene.IN).started(T + 7200 * SECOND, "web-1", Scene.IN);
    int without = drawn(scene.model()).getHeight();
    scene
        .started(T + 3600 * SECOND, "web-1", Scene.OUT)
        .started(T + 3607 * SECOND, "web-1", Scene.OUT);
    assertThat(drawn(scene.model()).getHeight()).isGreaterThan(without);
  }

  @Test
  void whatKubernetesItselfAsksForIsOneLaneButASuspectIsNotHiddenThere() {
    Scene scene = new Scene();
    String[] users = {
      "system:node:a",
      "system:apiserver",
      "system:serviceaccount:kube-system:x",
      "system:anonymous",
      "alice",
      "system:serviceaccount:shop:web"
    };
    for (String user : users) {
      scene.add(
          T,
          Location.UNKNOWN,
          "",
          new Activity.ApiRequest(
              "get", "secrets", null, "shop", null, user, null, null, null, null, 200, null),
          user.contains("node") ? Scene.OUT : Scene.IN);
    }
    TimelineModel model = scene.model();
    assertThat(model.lanes().lines())
        .extracting(l -> LaneLabel.of(l.lane()))
        .endsWith(
            "Kubernetes API",
            "alice",
            "system:anonymous",
            "system:serviceaccount:shop:web",
            "system clients (3)");
    assertThat(model.cell(model.lanes().lines().getLast().lane(), T, T + 1))
        .extracting(Cell::worst)
        .isEqualTo(DrawingClass.OUT);
  }

  private static BufferedImage drawn(TimelineModel model) {
    return TimelinePicture.of(model, "A title", "a subtitle", Palette.LIGHT).draw();
  }

  private static int reds(BufferedImage image) {
    int found = 0;
    for (int y = 110; y < image.getHeight() - 70; y++) { // below the ruler, above the legend
      for (int x = 250; x < image.getWidth(); x++) {
        found += (image.getRGB(x, y) | 0xFF000000) == Palette.LIGHT.out() ? 1 : 0;
      }
    }
    return found;
  }
}

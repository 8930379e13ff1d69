package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import salvor.baseline.Profile;
import salvor.baseline.Watched;
import salvor.baseline.Window;
import salvor.evidence.Activity;
import salvor.workload.Location;

/** The picture as SVG: it shows what the PNG shows, and nothing in it is more than text. */
class SvgPictureTest {
  private static final long T = Synthetic.START;
  private static final long SECOND = 1_000_000_000L;
  private static final Pattern SHAPE = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v(\\d+)h-(\\d+)z");

  @Property(tries = 12)
  void everyPixelThatIsNotTextIsThatOfThePng(@ForAll long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Judgements kinds = new Judgements(random);
    Scene scene = new Scene();
    for (int i = 0; i < 400; i++) {
      scene.add(
          T + random.nextLong(600 * SECOND),
          Scene.at("web", "web-" + random.nextInt(3), "web"),
          "/bin/program-" + random.nextInt(9),
          new Activity.ProcessStarted(),
          kinds.next());
    }
    PicturePart part =
        random.nextBoolean()
            ? PicturePart.ALL
            : PicturePart.between(T + 100 * SECOND, T + 100 * SECOND + random.nextLong(1, SECOND));
    Palette palette = random.nextBoolean() ? Palette.LIGHT : Palette.DARK;
    assertSame(
        new TimelinePicture(
            scene.model(), part, "A title", "a subtitle", palette, 900, 1000, null));
  }

  @Test
  void theMilestonesOfACaseAreTheSameInBoth() throws Exception {
    for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
      assertSame(ofACase(palette, true));
    }
  }

  /** Isolated after the evidence was complete, and a baseline that was learned too long. */
  private static TimelinePicture ofACase(Palette palette, boolean kept) {
    Scene scene = new Scene();
    for (int i = 0; i < 60; i++) {
      scene.started(T + i * SECOND, "web-1", i == 20 || i == 40 ? Scene.OUT : Scene.IN);
    }
    TimelineModel model = scene.model();
    DwellRuler ruler =
        DwellRuler.of(model)
            .with(
                Map.of(Milestone.ISOLATED, 45, Milestone.EVIDENCE_COMPLETE, 30),
                model.observations());
    Profile learned =
        new Profile(
            "shop/web",
            new Profile.Key("shop", "Deployment", "web", "web", null),
            Map.of(),
            List.of(),
            Watched.units(2),
            List.of(new Window(T, T + 25 * SECOND)),
            "salvor");
    List<Contamination> doubted = Contamination.of(List.of(learned), ruler, model.observations());
    TimelinePicture picture = TimelinePicture.of(model, "A title", "a subtitle", palette);
    return kept ? picture.of(new PictureCase(ruler, doubted)) : picture;
  }

  @Test
  void aPictureOfACaseShowsItsMilestones() throws Exception {
    String svg = written(ofACase(Palette.LIGHT, true));
    assertThat(svg)
        .contains("wrong order: evidence complete before isolated")
        .contains("3 of 7 milestones known", "isolated (verified), 2026-", "set by a person")
        .contains("contain to fix open", "isolate to evidence \u221215.0 s")
        .contains("A baseline may have learned the attack");
    assertThat(written(ofACase(Palette.LIGHT, false)))
        .contains("first out of profile")
        .doesNotContain("milestone");
  }

  private record Judgements(SplittableRandom random) {
    salvor.baseline.Judgement next() {
      return switch (random.nextInt(6)) {
        case 0 -> Scene.OUT;
        case 1 -> Scene.NEAR;
        case 2 -> Scene.UNKNOWN;
        case 3 -> Scene.EXPLAINED;
        default -> Scene.IN;
      };
    }
  }

  private static void assertSame(TimelinePicture picture) throws Exception {
    Path dir = Files.createTempDirectory("svg");
    Path png = dir.resolve("x.png");
    Path svg = dir.resolve("x.SVG");
    try {
      picture.write(png);
      picture.write(svg);
      BufferedImage expected = ImageIO.read(png.toFile());
      Document document = parsed(Files.readString(svg));
      int[][] drawn = rasterised(document);
      assertThat(drawn[0].length).isEqualTo(expected.getWidth());
      assertThat(drawn.length).isEqualTo(expected.getHeight());
      boolean[][] words = words(document, drawn);
      int compared = 0;
      for (int y = 0; y < drawn.length; y++) {
        for (int x = 0; x < drawn[0].length; x++) {
          if (!words[y][x]) {
            compared++;
            assertThat(drawn[y][x])
                .as("at %d %d", x, y)
                .isEqualTo(expected.getRGB(x, y) & 0xFFFFFF);
          }
        }
      }
      assertThat(compared).isGreaterThan(drawn.length * drawn[0].length / 2);
    } finally {
      Files.deleteIfExists(png);
      Files.deleteIfExists(svg);
      Files.deleteIfExists(dir);
    }
  }

  /** A reader of what is written: rectangles, and patterns of them. */
  private static int[][] rasterised(Document svg) {
    Element root = svg.getDocumentElement();
    int[][] pixels = new int[number(root, "height")][number(root, "width")];
    Map<String, int[][]> patterns = new HashMap<>();
    for (Element pattern : all(svg, "pattern")) {
      int size = number(pattern, "width");
      int[][] cell = new int[size][size];
      for (int[] row : cell) {
        java.util.Arrays.fill(row, -1);
      }
      Element path = (Element) pattern.getElementsByTagName("path").item(0);
      shapes(path, (x, y) -> cell[y][x] = colour(path));
      patterns.put("url(#" + pattern.getAttribute("id") + ")", cell);
    }
    for (Element path : all(svg, "path")) {
      if (path.getParentNode().getNodeName().equals("pattern")) {
        continue;
      }
      int[][] pattern = patterns.get(path.getAttribute("fill"));
      shapes(
          path,
          (x, y) -> {
            int paint =
                pattern == null ? colour(path) : pattern[y % pattern.length][x % pattern.length];
            pixels[y][x] = paint < 0 ? pixels[y][x] : paint;
          });
    }
    return pixels;
  }

  private interface Pixel {
    void at(int x, int y);
  }

  private static void shapes(Element path, Pixel pixel) {
    String data = path.getAttribute("d");
    Matcher shape = SHAPE.matcher(data);
    int end = 0;
    while (shape.find()) {
      assertThat(shape.start()).isEqualTo(end);
      end = shape.end();
      int left = Integer.parseInt(shape.group(1));
      int top = Integer.parseInt(shape.group(2));
      for (int y = top; y < top + Integer.parseInt(shape.group(4)); y++) {
        for (int x = left; x < left + Integer.parseInt(shape.group(3)); x++) {
          pixel.at(x, y);
        }
      }
    }
    assertThat(end).isEqualTo(data.length());
  }

  private static int colour(Element path) {
    return Integer.parseInt(path.getAttribute("fill").substring(1), 16);
  }

  /** Where text stands, or its ground. */
  private static boolean[][] words(Document svg, int[][] pixels) {
    boolean[][] words = new boolean[pixels.length][pixels[0].length];
    for (Element text : all(svg, "text")) {
      int y = number(text, "y");
      mark(words, number(text, "x") - 2, y - 20, number(text, "textLength") + 5, 27);
    }
    for (Element ground : all(svg, "rect")) {
      if (!ground.getAttribute("fill-opacity").isEmpty()) {
        mark(
            words,
            number(ground, "x"),
            number(ground, "y"),
            number(ground, "width"),
            number(ground, "height"));
      }
    }
    return words;
  }

  private static void mark(boolean[][] words, int left, int top, int wide, int high) {
    for (int y = Math.max(0, top); y < Math.min(words.length, top + high); y++) {
      for (int x = Math.max(0, left); x < Math.min(words[0].length, left + wide); x++) {
        words[y][x] = true;
      }
    }
  }

  private static int number(Element of, String attribute) {
    return Integer.parseInt(of.getAttribute(attribute));
  }

  private static List<Element> all(Document svg, String name) {
    NodeList nodes = svg.getElementsByTagName(name);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static String written(TimelinePicture picture) throws Exception {
    Path file = Files.createTempFile("timeline", ".svg");
    try {
      picture.write(file);
      return Files.readString(file);
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"/><image href=\"http://x/y.png\"/>",
        "]]>&<!--",
        "&#0;&lt;&xxe;",
        "\u001b[2J\u0007\0",
        "\u202egpj.exe\u2066",
        "\ud83d",
        "\ufffe\uffff",
        "\ud83d\udc80 \u05d0\u05d1",
        "x\ny"
      })
  void whatTheEvidenceSaysIsTextAndNothingElse(String hostile) throws Exception {
    Location at = new Location(null, hostile, hostile, null, hostile, null, null, null, null);
    TimelineModel model =
        new Scene()
            .add(T, at, hostile, new Activity.FileOpened(hostile, null), Scene.OUT)
            .add(T + SECOND, at, hostile, new Activity.ProcessStarted(), Scene.IN)
            .model();
    String svg = written(TimelinePicture.of(model, hostile, hostile, Palette.LIGHT));
    Document document = parsed(svg);
    NodeList every = document.getElementsByTagName("*");
    for (int i = 0; i < every.getLength(); i++) {
      Element each = (Element) every.item(i);
      assertThat(each.getNodeName())
          .isIn("svg", "title", "desc", "defs", "pattern", "path", "g", "rect", "text");
      for (int a = 0; a < each.getAttributes().getLength(); a++) {
        String name = each.getAttributes().item(a).getNodeName();
        assertThat(name).doesNotStartWith("on").doesNotContain("href").isNotEqualTo("style");
        assertThat(each.getAttributes().item(a).getNodeValue().replace("url(#h", ""))
            .doesNotContain("url(")
            .matches(v -> !v.contains("http") || name.equals("xmlns"));
      }
    }
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(salvor.evidence.Visible.text(hostile));
    assertThat(svg.codePoints().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  @Test
  void aMarkSaysWhatItIsWhenOnePointsAtIt() throws Exception {
    TimelineModel model =
        new Scene()
            .started(T, "web-1", Scene.IN)
            .started(T + 60 * SECOND, "web-1", Scene.OUT)
            .model();
    List<String> told =
        all(parsed(written(TimelinePicture.of(model, "x", "y", Palette.LIGHT))), "title").stream()
            .map(Element::getTextContent)
            .toList();
    assertThat(told)
        .anyMatch(t ->
            t.contains("web-1")
                && t.contains("1 observation, out of profile: ")
                && t.contains("UTC"));
  }

  @Test
  void aPictureOfVeryMuchStaysSmall() throws Exception {
    String svg =
        written(
            TimelinePicture.of(
                Synthetic.needle(300_000, 200, 3600 * SECOND, 5).model(), "x", "y", Palette.DARK));
    assertThat(svg.length()).isLessThan(4_000_000);
    parsed(svg);
  }

  @Test
  void aPartCountsItselfAndLeavesTheRestOut() throws Exception {
    Scene scene = new Scene();
    for (int i = 0; i < 10; i++) {
      scene.started(T + i * 60 * SECOND, "web-1", i < 5 ? Scene.IN : Scene.OUT);
    }
    PicturePart part = PicturePart.between(T + 30 * SECOND, T + 390 * SECOND);
    String svg =
        written(
            new TimelinePicture(scene.model(), part, "x", "y", Palette.LIGHT, 1600, 1400, null));
    assertThat(svg)
        .contains("6 shown + 0 filtered out = 6 observations of this time, of 10 with a time")
        .contains(" \u2192<") // the last one out of profile lies behind the edge
        .doesNotContain("From close by");
    String narrow =
        written(new TimelinePicture(scene.model(), part, "x", "y", Palette.LIGHT, 640, 1400, null));
    String text =
        all(parsed(narrow), "text").stream()
            .map(Element::getTextContent)
            .collect(java.util.stream.Collectors.joining(" "));
    assertThat(text)
        .contains("6 shown + 0 filtered out = 6 observations of this time, of 10 with a time")
        .contains("hollow in its pod.");
  }
}

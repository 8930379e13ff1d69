package salvor.timeline;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;

/**
 * The timeline as a picture for a report: title, dwell ruler, density, the lanes over the baseline,
 * axis, legend and counts. Needs no display.
 *
 * @param model what to draw
 * @param part which part of it
 * @param title the first line
 * @param subtitle the second line, for example which evidence and which baseline
 * @param palette light or dark
 * @param width in pixels, {@value #NARROWEST} at least
 * @param mostHeight the height in pixels that it grows to with its lanes; then the worst lanes are
 *     drawn and the rest is counted
 * @param of the case that it is made of, null when nobody keeps one
 */
public record TimelinePicture(
    TimelineModel model,
    PicturePart part,
    String title,
    String subtitle,
    Palette palette,
    int width,
    int mostHeight,
    @Nullable PictureCase of) {
  /** Below this width there is no room for words. */
  public static final int NARROWEST = 640;

  /** Above this width a picture is too large for what shows pictures. */
  public static final int WIDEST = 16_000;

  static final int MARGIN = 28;

  private static final int LONGEST = 400; // characters of a line of text
  private static final int TITLE = 62;
  private static final int RULER = 46;
  private static final int DENSITY = 46;
  private static final int AXIS = 26;
  private static final int LEGEND = 66;
  private static final int CHROME = TITLE + RULER + DENSITY + AXIS + LEGEND + 24;
  private static final int[] ROW_HEIGHTS = {34, 28, 24, 20, 16};

  public TimelinePicture {
    if (width < NARROWEST || width > WIDEST || mostHeight < 400) {
      throw new IllegalArgumentException(
          "a picture of " + width + "x" + mostHeight + " pixels has no room");
    }
  }

  /** A picture 1600 pixels wide, and at most 1400 high. */
  public static TimelinePicture of(
      TimelineModel model, String title, String subtitle, Palette palette) {
    return new TimelinePicture(model, PicturePart.ALL, title, subtitle, palette, 1600, 1400, null);
  }

  /** The same of a part. */
  public TimelinePicture of(PicturePart chosen, int newWidth) {
    return new TimelinePicture(model, chosen, title, subtitle, palette, newWidth, mostHeight, of);
  }

  /** The same as a picture of a case, with its milestones. */
  public TimelinePicture of(PictureCase kept) {
    return new TimelinePicture(model, part, title, subtitle, palette, width, mostHeight, kept);
  }

  /**
   * Writes it: as SVG where the file's name ends so, else as PNG.
   *
   * @throws IOException also where this Java runtime finds no fonts: without words the picture
   *     would be no use to a report
   */
  public void write(Path file) throws IOException {
    Pen.requireFonts();
    boolean svg = file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    SvgTracing[] traced = new SvgTracing[1];
    BufferedImage image =
        draw(
            svg
                ? (wide, high) -> {
                  traced[0] = new SvgTracing(wide, high);
                  return traced[0];
                }
                : null);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (svg) {
        traced[0].write(title, subtitle, out);
      } else {
        Png.write(image, out);
      }
    } catch (XMLStreamException cause) {
      throw cause.getNestedException() instanceof IOException inner
          ? inner
          : new IOException(cause);
    }
  }

  /** Begins to follow what is drawn, when the size of the picture is known. */
  @FunctionalInterface
  interface Follower {
    Tracing begin(int width, int height);
  }

  /**
   * Loads the fonts, a tenth of a second, so that a later picture does not wait; may run beside
   * anything.
   */
  public static void warm() throws IOException {
    BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
    Pen pen = new Pen(image.createGraphics());
    pen.left("Salvor", Pen.Face.BODY, 0xFFFFFFFF, 2, 20);
    Png.write(image, OutputStream.nullOutputStream());
  }

  /** Draws it. */
  public BufferedImage draw() {
    return draw(null);
  }

  BufferedImage draw(@Nullable Follower follower) {
    Lanes every = part.lanes(model);
    Pen pen = new Pen(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics());
    int gutter = gutter(every, pen);
    int plot = width - gutter - MARGIN;
    PictureCloseUp closeUp = part.ofAllTime() ? PictureCloseUp.of(model, palette, plot, pen) : null;
    PictureLegend legend =
        new PictureLegend(
            model,
            part.ofAllTime() ? null : part.viewport(model, plot, 1, 1),
            of == null ? "" : of.words(),
            palette,
            pen);
    int more = legend.more(width);
    int chrome = CHROME + more + (closeUp == null ? 0 : closeUp.height());
    Lanes lanes = fitting(every, chrome);
    int rowHeight = rowHeight(lanes, chrome);
    int lanesHeight = Math.max(60, lanes.top(lanes.size(), rowHeight));
    Viewport viewport = part.viewport(model, plot, lanesHeight, rowHeight);
    BufferedImage image =
        new BufferedImage(width, chrome + lanesHeight, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Surface surface = new Surface(pixels, width, image.getHeight());
    if (follower != null) {
      Tracing tracing = follower.begin(width, image.getHeight());
      surface = surface.traced(tracing);
      pen.trace(tracing);
    }
    surface.fill(0, 0, width, image.getHeight(), palette.background());
    pen.writeOn(image.createGraphics());
    int y = head(surface, viewport, pen, gutter);
    if (closeUp != null) {
      closeUp.draw(surface, viewport, gutter, y);
      y += closeUp.height();
    }
    Surface left = surface.part(0, y, gutter, lanesHeight);
    new PictureLanes(model, lanes, palette, part.display(), viewport, pen)
        .draw(surface.part(gutter, y, plot, lanesHeight), left, gutter, y);
    y += lanesHeight;
    if (model.observations().timed() > 0) {
      PictureAxis.draw(surface.part(gutter, y, plot, AXIS), viewport, palette, pen, gutter, y);
    }
    y += AXIS;
    int hidden = every.size() - headings(every) - (lanes.size() - headings(lanes));
    legend.draw(surface.part(0, y, width, LEGEND + more + 18), y, hidden);
    return image;
  }

  /** Draws title, ruler and density, and gives the y below them. */
  private int head(Surface surface, Viewport viewport, Pen pen, int gutter) {
    int room = width - 2 * MARGIN;
    pen.left(
        pen.cut(Visible.text(title, LONGEST), Pen.Face.TITLE, room),
        Pen.Face.TITLE,
        palette.text(),
        MARGIN,
        30);
    pen.left(
        pen.cut(Visible.text(subtitle, LONGEST), Pen.Face.BODY, room),
        Pen.Face.BODY,
        palette.quietText(),
        MARGIN,
        51);
    int plot = viewport.width();
    Surface ruler = surface.part(gutter, TITLE, plot, RULER);
    if (of == null) {
      new PictureRuler(model, palette, viewport, pen).draw(ruler, gutter, TITLE);
    } else {
      new PictureMilestones(model, of, palette, viewport, pen).draw(ruler, gutter, TITLE);
    }
    int y = TITLE + RULER;
    new PictureDensity(model, palette, viewport, pen)
        .draw(surface.part(gutter, y, plot, DENSITY), gutter, y);
    return y + DENSITY + 6;
  }

  private int gutter(Lanes lanes, Pen pen) {
    int widest = 150;
    for (int line = 0; line < lanes.size(); line++) {
      int indent = PictureLanes.indent(lanes.lines().get(line).lane());
      widest = Math.max(widest, pen.width(LaneLabel.of(lanes, line), Pen.Face.BODY) + indent);
    }
    return MARGIN + Math.min(widest, width / 5) + 12;
  }

  private int rowHeight(Lanes lanes, int chrome) {
    for (int height : ROW_HEIGHTS) {
      if (chrome + lanes.top(lanes.size(), height) <= Math.min(1000, mostHeight)) {
        return height;
      }
    }
    return ROW_HEIGHTS[ROW_HEIGHTS.length - 1];
  }

  private static int headings(Lanes lanes) {
    return (int) lanes.lines().stream().filter(Lanes.Line::heading).count();
  }

  /**
   * All lanes that hold something; where they do not fit, those with the worst, and of these the
   * earliest.
   */
  private Lanes fitting(Lanes every, int chrome) {
    Comparator<Lane> worstFirst =
        Comparator.<Lane>comparingInt(l -> -model.index(l).worst())
            .thenComparingLong(l -> model.index(l).firstTimeOfWorst())
            .thenComparingInt(Lane::id);
    List<Lane> ranked =
        every.lines().stream()
            .filter(l -> !l.heading() && model.index(l.lane()).size() > 0)
            .map(Lanes.Line::lane)
            .sorted(worstFirst)
            .toList();
    int smallest = ROW_HEIGHTS[ROW_HEIGHTS.length - 1];
    int low = Math.min(1, ranked.size());
    int high = ranked.size();
    while (low < high) {
      int kept = (low + high + 1) / 2;
      Lanes some = every.only(first(ranked, kept));
      if (chrome + some.top(some.size(), smallest) <= mostHeight) {
        low = kept;
      } else {
        high = kept - 1;
      }
    }
    return every.only(first(ranked, low));
  }

  private static Set<Lane> first(List<Lane> lanes, int number) {
    return lanes.stream().limit(number).collect(Collectors.toSet());
  }
}

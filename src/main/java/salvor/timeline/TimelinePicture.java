package salvor.timeline;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * The timeline as a picture for a report: title, dwell ruler, density, the lanes over the baseline, axis, legend and counts.
 * Needs no display.
 *
 * @param model what to draw, all of its time
 * @param title the first line
 * @param subtitle the second line, for example which evidence and which baseline
 * @param palette light or dark
 * @param width in pixels, {@value #NARROWEST} at least
 * @param mostHeight the height in pixels that it grows to with its lanes; then the worst lanes are drawn and the rest is counted
 */
public record TimelinePicture(
    TimelineModel model, String title, String subtitle, Palette palette, int width, int mostHeight) {
  static final int NARROWEST = 640;
  static final int MARGIN = 28;

  private static final int TITLE = 62;
  private static final int RULER = 46;
  private static final int DENSITY = 46;
  private static final int AXIS = 26;
  private static final int LEGEND = 66;
  private static final int CHROME = TITLE + RULER + DENSITY + AXIS + LEGEND + 24;
  private static final int[] ROW_HEIGHTS = {34, 28, 24, 20, 16};

  public TimelinePicture {
    if (width < NARROWEST || mostHeight < 400) {
      throw new IllegalArgumentException("a picture of " + width + "x" + mostHeight + " pixels has no room");
    }
  }

  /** A picture 1600 pixels wide, and at most 1400 high. */
  public static TimelinePicture of(TimelineModel model, String title, String subtitle, Palette palette) {
    return new TimelinePicture(model, title, subtitle, palette, 1600, 1400);
  }

  /** Writes it as PNG. */
  public void write(Path png) throws IOException {
    BufferedImage image = draw();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(png))) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException(png + ": this Java runtime cannot write PNG");
      }
    }
  }

  /** Draws it. */
  public BufferedImage draw() {
    Lanes every = model.lanes();
    Lanes lanes = fitting(every);
    int rowHeight = rowHeight(lanes);
    int lanesHeight = Math.max(60, lanes.top(lanes.size(), rowHeight));
    BufferedImage image = new BufferedImage(width, CHROME + lanesHeight, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Surface surface = new Surface(pixels, width, image.getHeight());
    surface.fill(0, 0, width, image.getHeight(), palette.background());
    Graphics2D graphics = image.createGraphics();
    Pen pen = new Pen(graphics);
    int gutter = gutter(lanes, pen);
    int plot = width - gutter - MARGIN;
    Viewport viewport = Viewport.fitting(model.first(), model.last(), plot, lanesHeight, rowHeight);

    pen.left(pen.cut(Visible.text(title), Pen.Face.TITLE, width - 2 * MARGIN), Pen.Face.TITLE, palette.text(), MARGIN, 30);
    pen.left(
        pen.cut(Visible.text(subtitle), Pen.Face.BODY, width - 2 * MARGIN), Pen.Face.BODY, palette.quietText(), MARGIN, 51);
    int y = TITLE;
    new PictureRuler(model, palette, viewport, pen).draw(surface.part(gutter, y, plot, RULER), gutter, y);
    y += RULER;
    new PictureDensity(model, palette, viewport, pen).draw(surface.part(gutter, y, plot, DENSITY), gutter, y);
    y += DENSITY + 6;
    PictureLanes body = new PictureLanes(model, lanes, palette, viewport, pen);
    body.draw(surface.part(gutter, y, plot, lanesHeight), surface.part(0, y, gutter, lanesHeight), gutter, y);
    y += lanesHeight;
    body.axis(surface.part(gutter, y, plot, AXIS), gutter, y);
    y += AXIS;
    new PictureLegend(model, palette, pen).draw(surface.part(0, y, width, LEGEND + 18), y, every.size() - headings(every)
        - (lanes.size() - headings(lanes)));
    graphics.dispose();
    return image;
  }

  private int gutter(Lanes lanes, Pen pen) {
    int widest = 150;
    for (Lanes.Line line : lanes.lines()) {
      widest = Math.max(widest, pen.width(LaneLabel.of(line.lane()), Pen.Face.BODY) + PictureLanes.indent(line.lane()));
    }
    return MARGIN + Math.min(widest, width / 5) + 12;
  }

  private int rowHeight(Lanes lanes) {
    for (int height : ROW_HEIGHTS) {
      if (CHROME + lanes.top(lanes.size(), height) <= Math.min(900, mostHeight)) {
        return height;
      }
    }
    return ROW_HEIGHTS[ROW_HEIGHTS.length - 1];
  }

  private static int headings(Lanes lanes) {
    return (int) lanes.lines().stream().filter(Lanes.Line::heading).count();
  }

  /** All lanes that hold something; where they do not fit, those with the worst, and of these the earliest. */
  private Lanes fitting(Lanes every) {
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
      if (CHROME + some.top(some.size(), smallest) <= mostHeight) {
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

package salvor.workbench.timeline;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Contamination;
import salvor.timeline.RulerLayout;
import salvor.timeline.Tick;
import salvor.timeline.TimeAxis;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/** Above the lanes: the dwell ruler, and the time axis with the time under the pointer. */
final class AxisBar extends Canvas {
  private static final int APART = 96;
  private static final int HATCH = 5;
  private List<Contamination.Stretch> contaminated = List.of();

  /** Has these stretches of the ruler hatched: a baseline may have learned the attack there. */
  void contaminated(List<Contamination.Stretch> stretches) {
    contaminated = List.copyOf(stretches);
  }

  /** How high it is, with letters of their present size. */
  static int height() {
    return ruler() + Scale.px(24);
  }

  /** How high the dwell ruler is: a line of flags and a line of lengths. */
  static int ruler() {
    return RulerInk.height();
  }

  /** Where letters stand in the time axis. */
  private static int baseline() {
    return Scale.px(16);
  }

  /** Where its marks are, and the lines of the grid below them. */
  static TimeAxis axis() {
    return new TimeAxis(Moments.zoneId(), Scale.px(APART));
  }

  /**
   * Draws it, and gives where the flags of milestones stand.
   *
   * @param now what time it is while time goes on; null where it stands
   */
  RulerLayout draw(
      Frames.Frame frame, RulerViewModel ruler, @Nullable Long now, double pointer, Ink ink) {
    Viewport viewport = frame.wanted().viewport();
    double left = LaneGutter.width();
    int high = height();
    setHeight(high);
    setWidth(viewport.width() + left);
    GraphicsContext g = getGraphicsContext2D();
    g.clearRect(0, 0, getWidth(), high);
    g.setFill(Ink.color(ink.palette().heading()));
    g.fillRect(0, 0, getWidth(), high);
    Color quiet = Ink.color(ink.palette().quietText());
    Ink.text(g, "Dwell", Ink.BOLD, quiet, 10, Scale.px(13));
    Ink.text(
        g,
        Ink.fitted(RulerInk.known(ruler), Ink.SMALL, left - 18),
        Ink.SMALL,
        quiet,
        10,
        ruler() - 8);
    TimeAxis time = axis();
    String context = time.context(viewport) + " " + Moments.zone();
    Ink.text(
        g, Ink.fitted(context, Ink.SMALL, left - 18), Ink.SMALL, quiet, 10, ruler() + baseline());
    g.save();
    g.translate(left, 0);
    RulerLayout layout = RulerInk.layout(ruler, frame.wanted().model(), viewport, now);
    contaminated.forEach(stretch -> hatch(g, viewport, stretch, ink));
    RulerInk.draw(g, layout, viewport, ink);
    axis(g, time.ticks(viewport), viewport, ink);
    if (pointer >= 0) {
      pointer(g, viewport, pointer, ink);
    }
    g.restore();
    g.setFill(Ink.color(ink.palette().border()));
    g.fillRect(0, ruler() - 1, getWidth(), 1);
    g.fillRect(0, high - 1, getWidth(), 1);
    g.fillRect(left - 1, 0, 1, high);
    return layout;
  }

  /** Strokes from lower left to upper right, which stay where they are when time is moved. */
  private static void hatch(
      GraphicsContext g, Viewport viewport, Contamination.Stretch stretch, Ink ink) {
    int from = viewport.x(stretch.from());
    int to = Math.max(from + 2, viewport.x(stretch.to()));
    double left = Math.max(0, from);
    double right = Math.min(viewport.width(), to);
    if (right <= left) {
      return;
    }
    int high = ruler() - 4;
    g.setStroke(Ink.color(ink.palette().out(), 0.75));
    g.setLineWidth(1);
    int start = (int) left - high;
    for (int x = start - Math.floorMod(start - from, HATCH); x < right; x += HATCH) {
      double a = Math.max(left, x);
      double b = Math.min(right, x + (double) high);
      if (b > a) { // a clip would cost a texture as large as the canvas
        g.strokeLine(a, high - (a - x), b, high - (b - x));
      }
    }
  }

  private static void axis(GraphicsContext g, List<Tick> ticks, Viewport viewport, Ink ink) {
    Color line = Ink.color(ink.palette().gridMajor());
    Color text = Ink.color(ink.palette().text());
    Color quiet = Ink.color(ink.palette().quietText());
    double free = 0;
    for (Tick tick : ticks) {
      int x = viewport.x(tick.time());
      Ink.Face font = tick.major() ? Ink.BOLD : Ink.SMALL;
      double width = Ink.width(tick.label(), font);
      g.setFill(line);
      g.fillRect(x, height() - 7, 1, 6);
      if (x >= free && x + 4 + width < viewport.width()) {
        Ink.text(g, tick.label(), font, tick.major() ? text : quiet, x + 4, ruler() + baseline());
        free = x + width + 12;
      }
    }
  }

  private void pointer(GraphicsContext g, Viewport viewport, double pointer, Ink ink) {
    String time = Moments.full(viewport.time((int) pointer));
    double width = Ink.width(time, Ink.BOLD) + 10;
    double x = Math.clamp(pointer - width / 2, 0, Math.max(0, viewport.width() - width));
    g.setFill(Ink.color(ink.palette().text()));
    g.fillRoundRect(x, ruler() + 3, width, height() - ruler() - 6, 6, 6);
    Ink.text(g, time, Ink.BOLD, Ink.color(ink.palette().background()), x + 5, ruler() + baseline());
  }
}

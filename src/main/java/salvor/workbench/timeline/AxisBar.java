package salvor.workbench.timeline;

import java.util.List;
import java.util.OptionalLong;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import salvor.timeline.DwellRuler;
import salvor.timeline.Tick;
import salvor.timeline.TimeAxis;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/** Above the lanes: the dwell ruler, and the time axis with the time under the pointer. */
final class AxisBar extends Canvas {
  private static final int APART = 96;

  /** How high it is, with letters of their present size. */
  static int height() {
    return 2 * ruler();
  }

  private static int ruler() {
    return Scale.px(24);
  }

  /** Where letters stand in one half of it. */
  private static int baseline() {
    return Scale.px(16);
  }

  /** Where its marks are, and the lines of the grid below them. */
  static TimeAxis axis() {
    return new TimeAxis(Moments.zoneId(), Scale.px(APART));
  }

  void draw(Frames.Frame frame, DwellRuler ruler, double pointer, Ink ink) {
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
    Ink.text(g, "Dwell", Ink.BOLD, quiet, 10, baseline());
    TimeAxis time = axis();
    String context = time.context(viewport) + " " + Moments.zone();
    Ink.text(
        g, Ink.fitted(context, Ink.SMALL, left - 18), Ink.SMALL, quiet, 10, ruler() + baseline());
    g.save();
    g.translate(left, 0);
    ruler(g, frame.wanted().model(), viewport, ruler, ink);
    axis(g, time.ticks(viewport), viewport, ink);
    if (pointer >= 0) {
      pointer(g, viewport, pointer, ink);
    }
    g.restore();
    g.setFill(Ink.color(ink.palette().border()));
    g.fillRect(0, ruler() - 1, getWidth(), 1);
    g.fillRect(0, high - 1, getWidth(), 1);
    g.fillRect(left - 1, 0, 1, high);
  }

  private void ruler(
      GraphicsContext g, TimelineModel model, Viewport viewport, DwellRuler ruler, Ink ink) {
    if (ruler.firstOut() < 0) {
      Ink.text(
          g,
          "Nothing is out of profile",
          Ink.SMALL,
          Ink.color(ink.palette().quietText()),
          8,
          baseline());
      return;
    }
    long first = model.observations().time(ruler.firstOut());
    long last = model.observations().time(ruler.lastOut());
    double from = Math.max(0, viewport.x(first));
    double to = Math.min(viewport.width(), Math.max(from + 2, viewport.x(last)));
    boolean inSight = viewport.x(last) >= 0 && viewport.x(first) < viewport.width();
    String text =
        "First to last out of profile: " + Moments.length(last - first) + detection(ruler);
    if (inSight) {
      g.setFill(Ink.color(ink.palette().out(), 0.16));
      g.fillRect(from, 4, to - from, ruler() - 9);
      g.setFill(Ink.color(ink.palette().out()));
      g.fillRect(from, ruler() - 6, to - from, 2);
      edge(g, viewport, first);
      edge(g, viewport, last);
    }
    double room = Ink.width(text, Ink.SMALL);
    double x =
        to - from > room + 16
            ? from + 8
            : to + 8 + room < viewport.width() ? to + 8 : Math.max(8, from - room - 8);
    Ink.text(
        g,
        inSight ? text : text + (viewport.x(last) < 0 ? " (earlier)" : " (later)"),
        Ink.SMALL,
        Ink.color(ink.palette().text()),
        inSight ? x : 8,
        baseline());
  }

  private static void edge(GraphicsContext g, Viewport viewport, long time) {
    int x = viewport.x(time);
    if (x >= 0 && x < viewport.width()) {
      g.fillRect(x, 4, 2, ruler() - 8);
    }
  }

  private static String detection(DwellRuler ruler) {
    OptionalLong length = ruler.length(DwellRuler.Bracket.DWELL);
    if (length.isEmpty()) {
      return ", no alert followed";
    }
    long after = length.getAsLong();
    return after == 0 ? ", first alert at once" : ", first alert after " + Moments.length(after);
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
    g.fillRoundRect(x, ruler() + 3, width, ruler() - 6, 6, 6);
    Ink.text(g, time, Ink.BOLD, Ink.color(ink.palette().background()), x + 5, ruler() + baseline());
  }
}

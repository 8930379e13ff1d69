package salvor.workbench.timeline;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Cell;
import salvor.timeline.DrawingClass;
import salvor.timeline.Flag;
import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Pennant;
import salvor.timeline.Subject;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;
import salvor.workbench.selection.Section;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * What lies over the lanes: labels of what is out of profile for the first time, the selected
 * range, the pointer.
 */
final class Overlay extends Canvas {
  private static final int MOST_LABELS = 200;
  private static final int LABEL_LENGTH = 28;

  void draw(
      Frames.Frame frame,
      @Nullable Section part,
      @Nullable Long cursor,
      @Nullable Long now,
      BitSet marked,
      double pointer,
      Ink ink) {
    Viewport viewport = frame.wanted().viewport();
    setWidth(viewport.width());
    setHeight(viewport.height());
    GraphicsContext g = getGraphicsContext2D();
    g.clearRect(0, 0, getWidth(), getHeight());
    if (part != null) {
      AreaBand.draw(g, frame.wanted().lanes(), viewport, part, ink);
    }
    labels(g, frame.wanted(), ink);
    UnheardInk.draw(g, frame.wanted(), now, ink);
    MarkInk.draw(g, frame.wanted(), marked, ink);
    RecordedTick.draw(g, frame.wanted(), ink);
    if (now != null) {
      now(g, viewport, now, ink);
    }
    if (cursor != null) {
      cursor(g, viewport, cursor, ink);
    }
    if (pointer >= 0) {
      g.setFill(Ink.color(ink.palette().quietText(), 0.5));
      g.fillRect(Math.floor(pointer), 0, 1, getHeight());
    }
  }

  /** The present; beyond it nothing can stand. */
  private void now(GraphicsContext g, Viewport viewport, long time, Ink ink) {
    int x = viewport.x(time);
    if (x < 0) {
      g.setFill(Ink.color(ink.palette().outside(), 0.6));
      g.fillRect(0, 0, getWidth(), getHeight());
    } else if (x < viewport.width()) {
      g.setFill(Ink.color(ink.palette().outside(), 0.6));
      g.fillRect(x, 0, getWidth() - x, getHeight());
      Color line = Ink.color(ink.palette().text());
      g.setFill(line);
      g.fillRect(x, 0, 1, getHeight());
      double room = Ink.width("now", Ink.BOLD) + 10;
      double left = Math.clamp(x - room / 2, 0, Math.max(0, getWidth() - room));
      pill(g, left, getHeight() - Scale.px(16) - 3, room, line);
      double y = getHeight() - Scale.px(4) - 3;
      Ink.text(g, "now", Ink.BOLD, Ink.color(ink.palette().background()), left + 5, y);
    }
  }

  /** The time that somebody went to. */
  private void cursor(GraphicsContext g, Viewport viewport, long time, Ink ink) {
    int x = viewport.x(time);
    if (x < 0 || x >= viewport.width()) {
      return;
    }
    Color accent = Ink.color(ink.palette().selection());
    g.setFill(accent);
    g.fillRect(x, 0, 2, getHeight());
    String text = Moments.full(time);
    double room = Ink.width(text, Ink.BOLD) + 10;
    double left = Math.clamp(x - room / 2, 0, Math.max(0, getWidth() - room));
    pill(g, left, 3, room, accent);
    Ink.text(g, text, Ink.BOLD, Ink.color(ink.palette().background()), left + 5, 3 + Scale.px(12));
  }

  static void pill(GraphicsContext g, double x, double y, double width, Color color) {
    g.setFill(color);
    g.fillRoundRect(x, y, width, Scale.px(16), 8, 8);
  }

  private void labels(GraphicsContext g, Frames.Wanted shown, Ink ink) {
    Map<Integer, Double> free = new HashMap<>();
    Color ground = Ink.color(ink.palette().background(), 0.82);
    TimelineModel model = shown.model();
    Viewport viewport = shown.viewport();
    LanePlaces places = new LanePlaces(shown.lanes(), viewport);
    int drawn = 0;
    for (Flag flag : model.flags(viewport.from(), viewport.to())) {
      int line = shown.lanes().lineOf(model.tree().lane(flag.lane()));
      if (places.isSeen(line) && places.uppermost(line) == places.top(line)) {
        int x = viewport.x(model.observations().time(flag.row()));
        drawn += label(g, shown, flag, x, line, places.top(line), free, ground, ink) ? 1 : 0;
      }
      if (drawn == MOST_LABELS) {
        return;
      }
    }
  }

  /** A label needs a place where it covers nothing that is out of profile. */
  private static boolean label(
      GraphicsContext g,
      Frames.Wanted shown,
      Flag flag,
      int x,
      int line,
      int top,
      Map<Integer, Double> free,
      Color ground,
      Ink ink) {
    Viewport viewport = shown.viewport();
    if (x < free.getOrDefault(line, -1.0)) {
      return false;
    }
    String text =
        VisibleText.of(Subject.of(shown.model().observations(), flag.row()), LABEL_LENGTH);
    double width = Ink.width(text, Ink.SMALL) + 6;
    int from = x + Math.max(Pennant.WIDTH + 1, viewport.pixelsPerNano() + 1);
    Lane lane = shown.lanes().lines().get(line).lane();
    if (from + width > viewport.width()) {
      from = x - 3 - (int) width; // at the right edge it stands before its mark
    }
    if (text.isEmpty()
        || from < free.getOrDefault(line, 0.0)
        || !isFree(shown.model(), lane, viewport, from, from + (int) width)) {
      return false;
    }
    g.setFill(ground);
    g.fillRect(from, top + 5, width, viewport.rowHeight() - 10);
    Ink.text(
        g,
        text,
        Ink.SMALL,
        Ink.color(ink.palette().text()),
        from + 3,
        top + viewport.rowHeight() / 2.0 + Scale.px(4));
    free.put(line, from + width + 2);
    return true;
  }

  private static boolean isFree(
      TimelineModel model, Lane lane, Viewport viewport, int from, int to) {
    Cell there = model.cell(lane, viewport.time(from), viewport.time(to));
    return there == null || there.worst().compareTo(DrawingClass.EXPLAINED) < 0;
  }
}

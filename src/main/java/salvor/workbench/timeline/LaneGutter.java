package salvor.workbench.timeline;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;

/** The names of the lanes, left of them. */
final class LaneGutter extends Canvas {
  private static final int INDENT = 12;

  private final Map<String, String> fitted = new HashMap<>();
  private final Set<Lane> unrecorded = new LinkedHashSet<>(); // of the lanes in sight

  LaneGutter() {
    setId("lane-gutter");
    setAccessibleRole(AccessibleRole.TEXT);
  }

  /** How wide it is: it grows by half as much as the letters, since the lanes need room too. */
  static int width() {
    return (int) Math.rint(125 + 125 * Scale.letters());
  }

  void draw(Frames.Frame frame, Ink ink) {
    Viewport viewport = frame.wanted().viewport();
    Lanes lanes = frame.wanted().lanes();
    setWidth(width());
    setHeight(viewport.height());
    GraphicsContext g = getGraphicsContext2D();
    g.clearRect(0, 0, width(), getHeight());
    LanePlaces places = new LanePlaces(lanes, viewport);
    unrecorded.clear();
    for (int line = places.first(); line <= places.last(); line++) {
      draw(g, frame.wanted(), line, places.top(line), ink);
    }
    g.clearRect(0, 0, width(), places.edge());
    for (int line = 0; line < places.fixed(); line++) {
      draw(g, frame.wanted(), line, places.top(line), ink);
    }
    divider(g, lanes, places, ink);
    setAccessibleText(LaneWords.partly(List.copyOf(unrecorded)));
    g.setFill(Ink.color(ink.palette().border()));
    g.fillRect(width() - 1, 0, 1, getHeight());
  }

  /** As beside it: where the pinned lanes end, and where those end that stay in sight. */
  private static void divider(GraphicsContext g, Lanes lanes, LanePlaces places, Ink ink) {
    if (lanes.pinned() == 0) {
      return;
    }
    if (places.allFixed() || places.divider() >= places.edge()) {
      g.setFill(Ink.color(ink.palette().heading()));
      g.fillRect(0, places.divider(), width(), Lanes.DIVIDER);
      g.setFill(Ink.color(ink.palette().quietText()));
      g.fillRect(0, places.divider() + Lanes.DIVIDER / 2, width(), 1);
    }
    if (!places.allFixed()) {
      g.setFill(Ink.color(ink.palette().quietText()));
      g.fillRect(0, places.edge() - 1, width(), 1);
    }
  }

  private void draw(GraphicsContext g, Frames.Wanted frame, int line, int top, Ink ink) {
    Lanes lanes = frame.lanes();
    Lanes.Line shown = lanes.lines().get(line);
    Lane lane = shown.lane();
    int height = lanes.height(line, frame.viewport().rowHeight());
    if (shown.heading()) {
      g.setFill(Ink.color(ink.palette().heading()));
      g.fillRect(0, top, width(), height);
    }
    double x = 10 + (lanes.isPin(line) ? 0 : indent(lane)) * INDENT;
    if (lane.level() != Lane.Level.PROGRAM) {
      chevron(g, x, top + height / 2.0, lanes.isOpen(lane), Ink.color(ink.palette().quietText()));
    }
    x += 12;
    Ink.Face font = shown.heading() ? Ink.BOLD : Ink.PLAIN;
    Color color = Ink.color(shown.heading() ? ink.palette().quietText() : ink.palette().text());
    String name = LaneWords.label(lane);
    if (lanes.isPin(line)) {
      pin(g, x, top + height / 2.0, color);
      x += 13;
      name = LaneWords.path(lane);
    }
    boolean partly = !shown.heading() && frame.model().isPartlyUnrecorded(lane);
    String label = fitted(name, font, width() - x - (partly ? 42 : 24));
    Ink.text(g, label, font, color, x, top + height / 2.0 + Scale.px(4));
    if (!shown.heading()) {
      worst(g, frame.model(), lane, top + height / 2.0, ink);
      if (partly) {
        unrecorded.add(lane);
        dashes(g, top + height / 2.0, ink);
      }
      g.setFill(Ink.color(ink.palette().border()));
      g.fillRect(0, top + height - 1, width(), 1);
    }
  }

  private static int indent(Lane lane) {
    return switch (lane.level()) {
      case CLUSTER -> 0;
      case NAMESPACE, API -> lane.depth();
      case WORKLOAD, COMPONENTS -> lane.depth();
      case POD, CONTAINER, NODE, CLIENT -> Math.min(2 + lane.top().depth(), lane.depth());
      case PROGRAM -> 3 + lane.top().depth();
    };
  }

  private String fitted(String label, Ink.Face font, double room) {
    if (fitted.size() > 5_000) {
      fitted.clear();
    }
    return fitted.computeIfAbsent(
        label + '\0' + font + Scale.letters() + room, _ -> Ink.fitted(label, font, room));
  }

  /** A drawing pin, of what stands first wherever it belongs. */
  private static void pin(GraphicsContext g, double x, double y, Color color) {
    g.setFill(color);
    g.fillRect(x + 1, y - 5, 7, 1.5);
    g.fillRect(x + 2.5, y - 4, 4, 4);
    g.fillRect(x, y, 9, 1.5);
    g.fillRect(x + 4, y + 1, 1, 5);
  }

  private static void chevron(GraphicsContext g, double x, double y, boolean open, Color color) {
    g.setFill(color);
    if (open) {
      g.fillPolygon(new double[] {x, x + 7, x + 3.5}, new double[] {y - 2, y - 2, y + 2.5}, 3);
    } else {
      g.fillPolygon(new double[] {x + 1, x + 5.5, x + 1}, new double[] {y - 3.5, y, y + 3.5}, 3);
    }
  }

  /**
   * A lane that no sensor recorded for a part of all time: as the line on it, here for all time.
   */
  private static void dashes(GraphicsContext g, double y, Ink ink) {
    g.setFill(Ink.color(ink.palette().quietText()));
    g.fillRect(width() - 38.0, y - 0.5, 5, 1.5);
    g.fillRect(width() - 30.0, y - 0.5, 5, 1.5);
  }

  /**
   * A lane with something out of profile anywhere in time says so here, however far away that time
   * is.
   */
  private static void worst(GraphicsContext g, TimelineModel model, Lane lane, double y, Ink ink) {
    DrawingClass worst = model.worst(lane);
    if (worst == null || !worst.isOut()) {
      return;
    }
    double x = width() - 18;
    g.setFill(Ink.color(ink.palette().of(worst)));
    if (worst == DrawingClass.OUT) {
      g.fillPolygon(
          new double[] {x + 4, x + 8.5, x - 0.5}, new double[] {y - 4.5, y + 4, y + 4}, 3);
    } else {
      g.fillPolygon(new double[] {x + 4, x + 8, x + 4, x}, new double[] {y - 4, y, y + 4, y}, 4);
    }
  }
}

package salvor.workbench.timeline;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import salvor.timeline.Area;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;
import salvor.workbench.selection.Section;
import salvor.workbench.wording.Moments;

/** Draws the selected part of the recording over the lanes: a frame about each of its blocks. */
final class AreaBand {
  private final GraphicsContext g;
  private final Viewport viewport;
  private final double from;
  private final double to;
  private final Ink ink;

  private AreaBand(GraphicsContext g, Viewport viewport, Section part, Ink ink) {
    this.g = g;
    this.viewport = viewport;
    this.ink = ink;
    this.from = Math.clamp(viewport.x(part.span().from()), -2, viewport.width() + 2);
    this.to = Math.clamp(viewport.x(part.span().to()), from + 1, viewport.width() + 3);
  }

  static void draw(GraphicsContext g, Lanes lanes, Viewport viewport, Section part, Ink ink) {
    AreaBand band = new AreaBand(g, viewport, part, ink);
    Area area = part.area();
    if (area == null) {
      band.block(-2, viewport.height() + 2);
      band.label(part);
    } else { // how much it is stands below the timeline: a label would cover marks of lanes
      band.blocks(lanes, area);
    }
  }

  /** Lanes that stand together are one block, with the headings between them. */
  private void blocks(Lanes lanes, Area area) {
    double top = -1;
    double bottom = -1;
    LanePlaces places = new LanePlaces(lanes, viewport);
    for (int line = places.next(-1); line <= places.last(); line = places.next(line)) {
      int y = places.uppermost(line);
      Lanes.Line shown = lanes.lines().get(line);
      if (shown.heading()) {
        continue;
      }
      if (area.covers(shown.lane())) {
        top = top < 0 && bottom < 0 ? y : top;
        bottom = places.top(line) + viewport.rowHeight() - 1;
      } else if (bottom >= 0) {
        block(top, bottom);
        top = -1;
        bottom = -1;
      }
    }
    if (bottom >= 0) {
      block(top, bottom);
    }
  }

  private void block(double top, double bottom) {
    g.setFill(Ink.color(ink.palette().selection(), 0.12));
    g.fillRect(from, top, to - from, bottom - top);
    g.setFill(Ink.color(ink.palette().selection()));
    g.fillRect(from, top, 1.5, bottom - top);
    g.fillRect(to - 1.5, top, 1.5, bottom - top);
    g.fillRect(from, top, to - from, 1.5);
    g.fillRect(from, bottom - 1.5, to - from, 1.5);
  }

  private void label(Section part) {
    String text = Moments.length(part.span().to() - part.span().from());
    Color accent = Ink.color(ink.palette().selection());
    double room = Ink.width(text, Ink.BOLD) + 10;
    double x = Math.clamp((from + to - room) / 2, 0, Math.max(0, viewport.width() - room));
    Overlay.pill(g, x, 3, room, accent);
    Ink.text(g, text, Ink.BOLD, Ink.color(ink.palette().background()), x + 5, 3 + Scale.px(12));
  }
}

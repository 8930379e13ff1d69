package salvor.workbench.timeline;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Cell;
import salvor.timeline.Gap;
import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;

/** Says in a gap that lasts until now since when nothing is heard, where there is room for it. */
final class UnheardInk {
  private static final int EDGE = 6;

  private UnheardInk() {}

  static void draw(GraphicsContext g, Frames.Wanted shown, @Nullable Long now, Ink ink) {
    if (now == null) {
      return;
    }
    LanePlaces places = new LanePlaces(shown.lanes(), shown.viewport());
    for (int line = places.next(-1); line <= places.last(); line = places.next(line)) {
      Lanes.Line here = shown.lanes().lines().get(line);
      if (!here.heading() && places.uppermost(line) == places.top(line)) {
        say(g, shown, here.lane(), places.top(line), now, ink);
      }
    }
  }

  private static void say(
      GraphicsContext g, Frames.Wanted shown, Lane lane, int top, long now, Ink ink) {
    Viewport viewport = shown.viewport();
    List<Gap> open = shown.model().openGaps(lane, now);
    if (open.isEmpty()) {
      return;
    }
    String text = LaneWords.since(open.getFirst(), now);
    int from = Math.max(0, viewport.x(open.getFirst().from()));
    int to = Math.min(viewport.width(), viewport.x(now));
    int width = (int) Math.ceil(Ink.width(text, Ink.SMALL));
    if (to - from < width + 2 * EDGE) {
      return;
    }
    int left = to - EDGE - width;
    Cell there = shown.model().cell(lane, viewport.time(left), viewport.time(to));
    if (there == null) { // other sensors may have told of something
      g.setFill(Ink.color(ink.palette().gap()));
      g.fillRect(left - 2.0, top + 4, width + 4.0, viewport.rowHeight() - 9);
      double y = top + viewport.rowHeight() / 2.0 + Scale.px(4);
      Ink.text(g, text, Ink.SMALL, Ink.color(ink.palette().text()), left, y);
    }
  }
}

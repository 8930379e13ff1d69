package salvor.workbench.timeline;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import salvor.evidence.Observations;
import salvor.timeline.LanePlaces;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;

/**
 * Where the selected event stood before the clock of its source was corrected: a small tick at the
 * recorded time, and a dotted line from there to the event.
 */
final class RecordedTick {
  private RecordedTick() {}

  static void draw(GraphicsContext g, Frames.Wanted shown, Ink ink) {
    int row = shown.style().selectedRow();
    Observations all = shown.model().observations();
    if (row < 0
        || row >= all.timed()
        || all.recordedTime(row) == all.time(row)
        || !shown.model().shows(row)) {
      return;
    }
    Viewport viewport = shown.viewport();
    int line = shown.lanes().lineOf(shown.model().laneOf(row));
    LanePlaces places = new LanePlaces(shown.lanes(), viewport);
    double foot = line < 0 ? 0 : places.top(line) + viewport.rowHeight() - 1.0;
    if (!places.isSeen(line) || foot - Scale.px(9) - 1 < places.uppermost(line)) {
      return;
    }
    int was = viewport.x(all.recordedTime(row));
    int is = viewport.x(all.time(row));
    Color ground = Ink.color(ink.palette().background());
    Color accent = Ink.color(ink.palette().selection());
    double left = Math.max(0, Math.min(was, is));
    double right = Math.min(viewport.width(), Math.max(was, is));
    g.setFill(ground); // so that it stands off any mark
    g.fillRect(left, foot - 3, right - left, 3);
    g.setFill(accent);
    for (double x = left; x < right; x += 6) {
      g.fillRect(x, foot - 2, Math.min(3, right - x), 1);
    }
    if (was >= 0 && was < viewport.width()) {
      double height = Scale.px(9);
      g.setFill(ground);
      g.fillRect(was - 2.0, foot - height - 1, 5, height + 1);
      g.setFill(accent);
      g.fillRect(was - 1.0, foot - height, 2, height);
    }
  }
}

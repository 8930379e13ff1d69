package salvor.timeline;

import salvor.evidence.Observations;
import salvor.evidence.Resolution;

/**
 * How far to the right of its mark an event may have happened: a thin line from the mark to the end
 * of the unit in which its time is told, where that is wide enough to be seen.
 */
final class Whiskers {
  /** Narrower ones would not be told from their marks. */
  private static final int LEAST = 4;

  /** In lanes with more events in sight they would be a ground of lines, and cost a frame. */
  private static final int MOST = 256;

  private final Observations observations;
  private final Viewport viewport;

  Whiskers(Observations observations, Viewport viewport) {
    this.observations = observations;
    this.viewport = viewport;
  }

  /** Whether a time told in such units is wide here. */
  private boolean isWide(Resolution fine) {
    return fine != Resolution.NANOSECOND && fine.nanos() / viewport.nanosPerPixel() >= LEAST;
  }

  /** The pixel behind the whisker of a row; 0 where it has none in sight. */
  int end(int row) {
    return isWide(observations.resolutions().of(row))
        ? Math.max(0, viewport.x(observations.resolutions().end(row)))
        : 0;
  }

  /** Draws those of a lane, to be drawn before its marks. */
  void draw(TimelineModel model, LaneIndex lane, Surface surface, int y, Painter.Style style) {
    if (!isWide(Resolution.SECOND)) {
      return;
    }
    long before = viewport.from() - Resolution.SECOND.nanos();
    int first = lane.position(Math.min(before, viewport.from()));
    int behind = lane.position(viewport.to());
    for (int p = first; p < behind && behind - first <= MOST; p++) {
      int row = lane.row(p);
      boolean in = model.drawingClass(row) == DrawingClass.IN;
      int end = in && style.display() == BaselineDisplay.HIDE ? 0 : end(row);
      if (end > 0) {
        int colour = in ? style.palette().span() : style.palette().quietText();
        int x = Math.max(0, viewport.x(observations.time(row)));
        surface.fill(x, y, end - x, 1, colour);
        surface.column(end - 1, y - 3, 7, colour);
      }
    }
  }
}

package salvor.workbench.timeline;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import javafx.scene.canvas.GraphicsContext;
import salvor.evidence.Observations;
import salvor.timeline.LanePlaces;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;

/** A star at the foot of the lane for each event that carries a mark. */
final class MarkInk {
  static final int MOST = 200;

  /** So many marked events are looked at for one picture: more would make it wait. */
  private static final int MOST_LOOKED_AT = 5_000;

  private static final int NEAR = 4;
  private static final double[] STAR_X = {5, 6.5, 10, 7.4, 8.1, 5, 1.9, 2.6, 0, 3.5};
  private static final double[] STAR_Y = {0, 3.3, 3.8, 6.2, 10, 8.1, 10, 6.2, 3.8, 3.3};

  private MarkInk() {}

  /** Draws the stars in sight; says so where there are more than can be told apart. */
  static void draw(GraphicsContext g, Frames.Wanted shown, BitSet marked, Ink ink) {
    TimelineModel model = shown.model();
    Viewport viewport = shown.viewport();
    Observations all = model.observations();
    LanePlaces places = new LanePlaces(shown.lanes(), viewport);
    Set<Long> taken = new HashSet<>();
    int looked = 0;
    int row = marked.nextSetBit(from(all, viewport.from()));
    while (row >= 0 && row < all.timed() && all.time(row) < viewport.to()) {
      if (taken.size() == MOST || ++looked > MOST_LOOKED_AT) {
        more(g, viewport, ink);
        return;
      }
      int line = model.shows(row) ? shown.lanes().lineOf(model.laneOf(row)) : -1;
      if (line >= 0) {
        int x = viewport.x(all.time(row));
        double left = x - size() / 2.0;
        double top = places.top(line) + viewport.rowHeight() - size() - 2.0;
        boolean inSight = places.isSeen(line) && top - 2 >= places.uppermost(line);
        if (inSight && taken.add(line * 100_000L + x / size())) {
          g.setFill(Ink.color(ink.palette().background())); // so that it stands off any mark
          star(g, left - 2, top - 2, size() + 4.0);
          g.setFill(Ink.color(ink.palette().selection()));
          star(g, left, top, size());
        }
      }
      row = marked.nextSetBit(row + 1);
    }
  }

  private static int size() {
    return Scale.px(9);
  }

  private static void star(GraphicsContext g, double left, double top, double size) {
    double[] x = new double[STAR_X.length];
    double[] y = new double[STAR_Y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = left + STAR_X[i] * size / 10;
      y[i] = top + STAR_Y[i] * size / 10;
    }
    g.fillPolygon(x, y, x.length);
  }

  private static void more(GraphicsContext g, Viewport viewport, Ink ink) {
    String text = "more marked events than stars: zoom in, or see the tab Marks";
    double room = Ink.width(text, Ink.SMALL) + 8;
    double top = viewport.height() - Scale.px(18);
    g.setFill(Ink.color(ink.palette().background(), 0.9));
    g.fillRect(4, top, room, Scale.px(16));
    Ink.text(g, text, Ink.SMALL, Ink.color(ink.palette().text()), 8, top + Scale.px(12));
  }

  /** The marked event under or next to a pixel of a lane, -1 when there is none. */
  static int at(Frames.Wanted shown, BitSet marked, int x, int line) {
    TimelineModel model = shown.model();
    Viewport viewport = shown.viewport();
    Observations all = model.observations();
    int best = -1;
    int row = marked.nextSetBit(from(all, viewport.time(x - NEAR)));
    for (int i = 0; i < MOST && row >= 0 && row < all.timed(); i++) {
      int there = viewport.x(all.time(row));
      if (there > x + NEAR) {
        break;
      }
      boolean own = model.shows(row) && shown.lanes().lineOf(model.laneOf(row)) == line;
      if (own && (best < 0 || Math.abs(there - x) < Math.abs(viewport.x(all.time(best)) - x))) {
        best = row;
      }
      row = marked.nextSetBit(row + 1);
    }
    return best;
  }

  /** The first row at a time or later. */
  private static int from(Observations all, long time) {
    int low = 0;
    int high = all.timed();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

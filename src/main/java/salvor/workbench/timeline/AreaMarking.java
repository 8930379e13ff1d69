package salvor.workbench.timeline;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Area;
import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.timeline.Viewport;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Selection;

/**
 * Marks an area of time and lanes, from one corner to the other: by pointer from where it was
 * pressed, by keys from the selected event.
 */
final class AreaMarking {
  private static final double STEP = 0.04; // of the width

  private final TimelineViewModel model;
  private final Selection selection;
  private @Nullable Spot fixed;
  private @Nullable Spot moved;
  private @Nullable Section made;
  private @Nullable Lane upper; // the first lane in sight below the pinned ones at a drag
  private boolean atCorner;

  AreaMarking(TimelineViewModel model) {
    this.model = model;
    this.selection = model.selection();
    selection.row().addListener((_, _, _) -> atCorner = false);
  }

  /** The corner that was moved last, unless an event was selected since or the area is gone. */
  @Nullable Spot corner() {
    return atCorner && made != null && made.equals(selection.section().get()) ? moved : null;
  }

  /** Has an area begin at a pixel, if a lane is there; it is marked by the first move. */
  void begin(int x, int y) {
    Lane lane = model.under().lane(y);
    fixed = lane == null ? null : new Spot(model.viewport().get().time(x), lane);
    moved = null;
    upper = null;
  }

  /** Marks what is between where it began and a pixel. */
  void dragTo(int x, int y) {
    Viewport now = model.viewport().get();
    Lanes lanes = model.lanes().get();
    Spot from = fixed;
    if (from == null || lanes.size() == 0) {
      return;
    }
    int line = model.under().line(Math.clamp(y, 0, now.height() - 1));
    Lane to = lanes.lines().get(line < 0 ? lanes.size() - 1 : line).lane();
    moved = new Spot(now.time(Math.clamp(x, 0, now.width())), to);
    int first = new LanePlaces(lanes, now).first();
    upper = first < lanes.size() ? lanes.lines().get(first).lane() : null;
    mark();
  }

  /** Moves the corner that keys move: by steps in time, and by lanes. */
  void extend(int steps, int lines) {
    if (fixed == null || moved == null || made == null || !made.equals(selection.section().get())) {
      start();
    }
    Spot at = moved;
    if (at == null) {
      return;
    }
    Viewport now = model.viewport().get();
    long time =
        now.time((int) Math.clamp(now.x(at.time()) + steps * STEP * now.width(), 0, now.width()));
    if (steps != 0 && time == at.time()) { // at the edge of what is in sight
      model.pan((int) (steps * STEP * now.width()));
      time = model.viewport().get().time(steps < 0 ? 0 : now.width());
    }
    moved = new Spot(time, next(at.lane(), lines));
    mark();
    model.seeLane(moved.lane());
  }

  private void start() {
    Viewport now = model.viewport().get();
    Lanes lanes = model.lanes().get();
    int row = selection.row().get();
    fixed = null;
    moved = null;
    upper = null;
    if (model.model().shows(row) && lanes.lineOf(model.model().laneOf(row)) >= 0) {
      Lane lane = lanes.lines().get(lanes.lineOf(model.model().laneOf(row))).lane();
      long time = model.model().observations().time(row);
      fixed = new Spot(time, lane);
      moved = new Spot(time + now.nanosPerPixel(), lane); // the event itself is in it
    } else {
      for (int y = 0; y < now.height() && fixed == null; y += now.rowHeight() / 2) {
        int line = model.under().line(y);
        if (line >= 0 && !lanes.lines().get(line).heading()) {
          fixed = new Spot(now.time(now.width() / 2), lanes.lines().get(line).lane());
          moved = fixed;
        }
      }
    }
  }

  /** The lane so many lines away, headings not counted; the last one where there are fewer. */
  private Lane next(Lane lane, int lines) {
    Lanes lanes = model.lanes().get();
    int step = Integer.signum(lines);
    Lane found = lane;
    int left = Math.abs(lines);
    for (int line = lanes.lineOf(lane) + step; left > 0 && line >= 0 && line < lanes.size(); ) {
      if (!lanes.lines().get(line).heading()) {
        found = lanes.lines().get(line).lane();
        left--;
      }
      line += step;
    }
    return found;
  }

  private void mark() {
    Spot one = fixed;
    Spot other = moved;
    if (one == null || other == null) {
      return;
    }
    long from = Math.min(one.time(), other.time());
    long to = Math.max(one.time(), other.time());
    Set<Lane> between = between(line(one.lane()), line(other.lane()));
    if (!between.isEmpty() && from < Long.MAX_VALUE) {
      atCorner = true;
      made = Section.of(Area.of(model.model(), from, Math.max(from + 1, to), between));
      selection.choose(made);
    }
  }

  /** The line of a lane, or of the heading that it has become. */
  private int line(Lane lane) {
    Lanes lanes = model.lanes().get();
    int line = lanes.lineOf(lane);
    return line >= 0 ? line : lanes.headingOf(lane);
  }

  /**
   * A heading within says nothing, its lanes do; headings alone stand for all below them. What was
   * scrolled away below the pinned lanes at a drag did not lie between.
   */
  private Set<Lane> between(int one, int other) {
    Lanes lanes = model.lanes().get();
    Set<Lane> marked = new LinkedHashSet<>();
    Set<Lane> groups = new LinkedHashSet<>();
    int first = Math.max(0, Math.min(one, other));
    int last = Math.max(one, other);
    int pins = new LanePlaces(lanes, model.viewport().get()).fixed();
    Lane below = upper;
    int inSight = first < pins && below != null ? Math.min(line(below), last) : pins;
    for (int line = first; line <= last; line++) {
      Lanes.Line shown = lanes.lines().get(line);
      if (line < pins || line >= inSight) {
        (shown.heading() ? groups : marked).add(shown.lane());
      }
    }
    return marked.isEmpty() ? groups : marked;
  }
}

package salvor.timeline;

import org.jspecify.annotations.Nullable;

/**
 * From one pixel of a lane in which something is seen to the next, over all that are empty. May
 * read the rows of a lane: not for a thread that must not wait.
 *
 * <p>What is pinned apart from its closed group, and what a program's line repeats of its
 * container, is come to on one line only: that of its lane.
 *
 * @param hidesIn whether what fits the baseline is not to be seen
 */
public record CellWalk(TimelineModel model, Lanes lanes, Viewport viewport, boolean hidesIn) {

  /** The first of the worst rows in the nearest pixel beside that of a time; -1 without any. */
  public int beside(Lane lane, long time, boolean later) {
    LaneIndex index = model.index(lane);
    long begin = begin(time);
    int at = later ? index.position(end(begin)) : index.position(begin) - 1;
    while (at >= 0 && at < index.size() && !isSeen(lane, index.row(at))) {
      at += later ? 1 : -1;
    }
    boolean found = at >= 0 && at < index.size();
    return found ? worst(lane, model.observations().time(index.row(at))) : -1;
  }

  /**
   * The first of the worst rows in the pixel of a time, else in the nearest one; -1 without any.
   */
  public int nearest(Lane lane, long time) {
    int here = worst(lane, time);
    if (here >= 0) {
      return here;
    }
    int before = beside(lane, time, false);
    int after = beside(lane, time, true);
    return before < 0 || (after >= 0 && distance(after, time) < distance(before, time))
        ? after
        : before;
  }

  private long distance(int row, long time) {
    return Saturated.distance(model.observations().time(row), time);
  }

  private int worst(Lane lane, long time) {
    long begin = begin(time);
    @Nullable Cell cell = model.cell(lane, begin, end(begin));
    if (cell == null || isSeen(lane, cell.firstRow())) {
      return cell == null ? -1 : cell.firstRow();
    }
    LaneIndex index = model.index(lane);
    int behind = index.position(end(begin));
    int worst = -1;
    for (int at = index.position(begin); at < behind; at++) {
      int row = index.row(at);
      boolean worse = worst < 0 || model.drawingClass(row).compareTo(model.drawingClass(worst)) > 0;
      worst = worse && isSeen(lane, row) ? row : worst;
    }
    return worst;
  }

  private boolean isSeen(Lane lane, int row) {
    return (!hidesIn || model.drawingClass(row) != DrawingClass.IN)
        && lanes.lineOf(model.laneOf(row)) == lanes.lineOf(lane);
  }

  /** The first nanosecond of a time's pixel: pixels begin at multiples of their width. */
  private long begin(long time) {
    long begin = Math.floorDiv(time, viewport.nanosPerPixel()) * viewport.nanosPerPixel();
    return begin > time ? Long.MIN_VALUE : begin;
  }

  private long end(long begin) {
    return Saturated.plus(begin, viewport.nanosPerPixel());
  }
}

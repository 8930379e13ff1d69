package salvor.timeline;

import org.jspecify.annotations.Nullable;

/**
 * From one pixel of a lane in which something is seen to the next, over all that are empty. May
 * read the rows of a lane: not for a thread that must not wait.
 *
 * @param hidesIn whether what fits the baseline is not to be seen
 */
public record CellWalk(TimelineModel model, Viewport viewport, boolean hidesIn) {

  /** The first of the worst rows in the nearest pixel beside that of a time; -1 without any. */
  public int beside(Lane lane, long time, boolean later) {
    LaneIndex index = model.index(lane);
    long begin = begin(time);
    int at = later ? index.position(end(begin)) : index.position(begin) - 1;
    while (at >= 0 && at < index.size() && !isSeen(index.row(at))) {
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
    @Nullable Cell cell = model.cell(lane, begin(time), end(begin(time)));
    return cell == null || !isSeen(cell.firstRow()) ? -1 : cell.firstRow();
  }

  private boolean isSeen(int row) {
    return !hidesIn || model.drawingClass(row) != DrawingClass.IN;
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

package salvor.timeline;

import java.util.Arrays;
import java.util.List;

/**
 * Fills the pixels of the lanes: ARGB, premultiplied, all opaque. Labels are the caller's; {@link
 * Lanes#top} says where.
 *
 * <p>Drawn from the quiet to the loud: ground, grid, lost events, what is dimmed, and then the
 * marks of each lane, the worst last, so that nothing lies over an OUT but its flag. Not safe for
 * several threads at once: it keeps its working arrays from frame to frame.
 */
public final class Painter {
  /**
   * How to paint.
   *
   * @param palette the colours
   * @param display what becomes of what fits the baseline
   * @param selectedRow the row to be marked as selected, -1 for none
   * @param axis where the lines of the grid are
   * @param dims whether what the filter leaves out is painted, faintly
   */
  public record Style(
      Palette palette, BaselineDisplay display, int selectedRow, TimeAxis axis, boolean dims) {
    /** With the grid of UTC, and nothing of what the filter leaves out. */
    public Style(Palette palette, BaselineDisplay display, int selectedRow) {
      this(palette, display, selectedRow, TimeAxis.UTC, false);
    }
  }

  /** On lower lanes a pennant and the selection would leave less than a third of an OUT. */
  private static final int LOWEST_FLAGGED = 14;

  private Cells cells = new Cells(0);
  private Cells covered = new Cells(0);

  /**
   * Paints a window.
   *
   * @param pixels at least width x height of the viewport, row by row
   */
  public void paint(
      TimelineModel model, Lanes lanes, Viewport viewport, Style style, int[] pixels) {
    paint(model, lanes, viewport, style, new Surface(pixels, viewport.width(), viewport.height()));
  }

  void paint(TimelineModel model, Lanes lanes, Viewport viewport, Style style, Surface surface) {
    if (cells.size() != viewport.cells()) {
      cells = new Cells(viewport.cells());
      covered = new Cells(viewport.cells());
    }
    surface.fill(0, 0, surface.width(), surface.height(), style.palette().background());
    int first = Math.max(0, lanes.lineAt(viewport.scroll(), viewport.rowHeight()));
    int last =
        Math.min(
            lanes.size() - 1,
            lanes.lineAt(viewport.scroll() + viewport.height() - 1, viewport.rowHeight()));
    for (int line = first; line <= last; line++) {
      ground(lanes, line, viewport, style.palette(), surface);
    }
    time(model, viewport, style, surface);
    for (int line = first; line <= last; line++) {
      headingOrBorder(lanes, line, viewport, style.palette(), surface);
    }
    for (int line = first; line <= last; line++) {
      if (!lanes.lines().get(line).heading()) {
        lane(model, lanes, line, viewport, style, surface);
      }
    }
    flags(model, lanes, first, last, viewport, style.palette(), surface);
    selection(model, lanes, viewport, style, surface);
  }

  private static void ground(
      Lanes lanes, int line, Viewport viewport, Palette palette, Surface surface) {
    if (!lanes.lines().get(line).heading() && line % 2 == 1) {
      surface.fill(
          0, top(lanes, line, viewport), surface.width(), viewport.rowHeight(), palette.band());
    }
  }

  /** The grid, and the time of which there are no observations at all: nothing is known there. */
  private static void time(TimelineModel model, Viewport viewport, Style style, Surface surface) {
    Palette palette = style.palette();
    if (model.observations().timed() > 0) {
      int begin = viewport.x(model.first());
      int end = viewport.x(model.last()) + viewport.pixelsPerNano();
      surface.fill(0, 0, begin, surface.height(), palette.outside());
      if (end > 0) {
        surface.fill(end, 0, surface.width() - end, surface.height(), palette.outside());
      }
    }
    for (Tick tick : style.axis().ticks(viewport)) {
      surface.column(
          viewport.x(tick.time()),
          0,
          surface.height(),
          tick.major() ? palette.gridMajor() : palette.grid());
    }
  }

  private static void headingOrBorder(
      Lanes lanes, int line, Viewport viewport, Palette palette, Surface surface) {
    int top = top(lanes, line, viewport);
    if (lanes.lines().get(line).heading()) {
      surface.fill(0, top, surface.width(), Lanes.heading(viewport.rowHeight()), palette.heading());
    }
    surface.fill(
        0,
        top + lanes.height(line, viewport.rowHeight()) - 1,
        surface.width(),
        1,
        palette.border());
  }

  private void lane(
      TimelineModel model, Lanes lanes, int line, Viewport viewport, Style style, Surface surface) {
    Lane lane = lanes.lines().get(line).lane();
    Marks marks =
        new Marks(
            surface,
            viewport,
            style.palette(),
            style.display(),
            top(lanes, line, viewport),
            viewport.rowHeight() - 1);
    covered.clear();
    if (model.sweepUnrecorded(lane, viewport, covered)) {
      marks.unrecorded(covered);
    }
    covered.clear();
    if (model.sweepGaps(lane, viewport, covered)) {
      marks.gaps(covered);
    }
    cells.clear();
    model.index(lane).sweep(viewport, cells);
    if (style.dims() && model.whole() != model) {
      covered.clear();
      model.whole().index(lane).sweep(viewport, covered);
      leaveDimmed();
      marks.dimmed(covered);
    }
    covered.clear();
    model.spans(lane).sweep(viewport, covered);
    marks.spans(covered);
    new Whiskers(model.observations(), viewport)
        .draw(
            model,
            model.index(lane),
            surface,
            top(lanes, line, viewport) + viewport.rowHeight() / 2,
            style);
    marks.all(cells);
  }

  /**
   * Of all there is, leaves what the filter's own marks do not stand for: a mark stands for the
   * worst of its cell and all that is no worse, but a bar of IN shows how many.
   */
  private void leaveDimmed() {
    for (int cell = 0; cell < covered.size(); cell++) {
      byte worst = covered.worst(cell);
      boolean more = worst == 1 && covered.count(cell) > cells.count(cell);
      if (worst <= cells.worst(cell) && !more) {
        covered.empty(cell);
      }
    }
  }

  /**
   * A pennant on the mark of each flag, the widest scope over the narrower ones, and of these OUT
   * over NEAR; the marks are left as they are.
   */
  private static void flags(
      TimelineModel model,
      Lanes lanes,
      int first,
      int last,
      Viewport viewport,
      Palette palette,
      Surface surface) {
    if (viewport.rowHeight() < LOWEST_FLAGGED) {
      return;
    }
    List<Flag> flags = model.flags(viewport.from(), viewport.to());
    for (FlagScope scope : FlagScope.values()) {
      for (DrawingClass of : new DrawingClass[] {DrawingClass.NEAR, DrawingClass.OUT}) {
        for (Flag flag : flags) {
          if (flag.widest() == scope && model.drawingClass(flag.row()) == of) {
            int line = lanes.lineOf(model.tree().lane(flag.lane()));
            if (line >= first && line <= last) {
              int x = viewport.x(model.observations().time(flag.row()));
              Pennant.draw(surface, x, top(lanes, line, viewport), scope, palette.of(of), palette);
            }
          }
        }
      }
    }
  }

  private static void selection(
      TimelineModel model, Lanes lanes, Viewport viewport, Style style, Surface surface) {
    int row = style.selectedRow();
    if (row < 0 || row >= model.observations().timed()) {
      return;
    }
    int x = viewport.x(model.observations().time(row));
    if (x < 0 || x >= viewport.width()) {
      return;
    }
    int colour = style.palette().selection();
    int line = lanes.lineOf(model.laneOf(row));
    int width = Math.max(1, viewport.pixelsPerNano());
    int top = line < 0 ? 0 : top(lanes, line, viewport);
    for (int y = 0; y < surface.height(); y += 4) {
      if (line < 0 || y + 2 < top || y > top + viewport.rowHeight()) {
        surface.column(x + width / 2, y, 2, colour);
      }
    }
    if (line >= 0) {
      int end = new Whiskers(model.observations(), viewport).end(row); // it may have been till then
      int wide = Math.max(width + 8, end - x + 4);
      bracket(surface, x - 4, top - 1, wide, colour);
      bracket(surface, x - 4, top + viewport.rowHeight() - 1, wide, colour);
    }
  }

  /** Above and below what is selected, so that no mark beside it is covered. */
  private static void bracket(Surface surface, int x, int y, int width, int colour) {
    surface.fill(x, y, width, 2, colour);
  }

  private static int top(Lanes lanes, int line, Viewport viewport) {
    return lanes.top(line, viewport.rowHeight()) - viewport.scroll();
  }

  /** An array for {@link #paint} of the size of a viewport. */
  public static int[] pixels(Viewport viewport) {
    int[] pixels = new int[Math.multiplyExact(viewport.width(), viewport.height())];
    Arrays.fill(pixels, 0xFF000000);
    return pixels;
  }
}

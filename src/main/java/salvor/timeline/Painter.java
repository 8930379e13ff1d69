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
    LanePlaces places = new LanePlaces(lanes, viewport);
    int edge = places.edge();
    Band pinned = new Band(lanes, places, 0, places.fixed() - 1, 0, surface);
    Surface below = surface.part(0, edge, surface.width(), surface.height() - edge);
    Band others = new Band(lanes, places, places.first(), places.last(), edge, below);
    ground(pinned, viewport, style.palette());
    ground(others, viewport, style.palette());
    time(model, viewport, style, surface);
    lines(model, pinned, viewport, style);
    lines(model, others, viewport, style);
    flags(model, pinned, viewport, style.palette());
    flags(model, others, viewport, style.palette());
    divider(pinned, others, style.palette());
    selection(model, pinned, others, viewport, style);
  }

  /**
   * Lines that stand together, those that stay in sight or those that are scrolled.
   *
   * @param begin the pixel at which the surface begins that they are drawn on
   */
  private record Band(
      Lanes lanes, LanePlaces places, int first, int last, int begin, Surface surface) {
    int top(int line) {
      return places.top(line) - begin;
    }

    boolean isHeading(int line) {
      return lanes.lines().get(line).heading();
    }
  }

  private static void ground(Band band, Viewport viewport, Palette palette) {
    for (int line = band.first(); line <= band.last(); line++) {
      if (!band.isHeading(line) && line % 2 == 1) {
        Surface surface = band.surface();
        surface.fill(0, band.top(line), surface.width(), viewport.rowHeight(), palette.band());
      }
    }
  }

  /** The grid, and the time of which there are no observations at all: nothing is known there. */
  private static void time(TimelineModel model, Viewport viewport, Style style, Surface surface) {
    Palette palette = style.palette();
    if (model.observations().timed() > 0) {
      int begin = viewport.x(model.first());
      int end = viewport.x(model.known()) + viewport.pixelsPerNano();
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

  private void lines(TimelineModel model, Band band, Viewport viewport, Style style) {
    for (int line = band.first(); line <= band.last(); line++) {
      headingOrBorder(band, line, viewport, style.palette());
    }
    for (int line = band.first(); line <= band.last(); line++) {
      if (!band.isHeading(line)) {
        lane(model, band, line, viewport, style);
      }
    }
  }

  private static void headingOrBorder(Band band, int line, Viewport viewport, Palette palette) {
    int top = band.top(line);
    Surface surface = band.surface();
    if (band.isHeading(line)) {
      surface.fill(0, top, surface.width(), Lanes.heading(viewport.rowHeight()), palette.heading());
    }
    int height = band.lanes().height(line, viewport.rowHeight());
    surface.fill(0, top + height - 1, surface.width(), 1, palette.border());
  }

  /**
   * Where the pinned lanes end, a line in a gap; where not all of them stay in sight, a line there
   * as well.
   */
  private static void divider(Band pinned, Band others, Palette palette) {
    LanePlaces places = pinned.places();
    if (pinned.lanes().pinned() == 0) {
      return;
    }
    Band band = places.allFixed() ? pinned : others;
    int width = band.surface().width();
    int top = places.divider() - band.begin();
    band.surface().fill(0, top, width, Lanes.DIVIDER, palette.heading());
    band.surface().fill(0, top + Lanes.DIVIDER / 2, width, 1, palette.quietText());
    if (!places.allFixed()) {
      pinned.surface().fill(0, places.edge() - 1, width, 1, palette.quietText());
    }
  }

  private void lane(TimelineModel model, Band band, int line, Viewport viewport, Style style) {
    Lane lane = band.lanes().lines().get(line).lane();
    Marks marks =
        new Marks(
            band.surface(),
            viewport,
            style.palette(),
            style.display(),
            band.top(line),
            viewport.rowHeight() - 1);
    covered.clear();
    if (model.sweepUnrecorded(lane, viewport, covered)) {
      marks.unrecorded(covered);
    }
    covered.clear();
    if (model.sweepGaps(lane, viewport, covered)) {
      marks.gaps(covered);
    }
    if (lane.isTrack()) {
      new PhaseShade(band.surface(), viewport, style.palette())
          .draw(model.phases().of(lane), band.top(line), model.known());
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
            band.surface(),
            band.top(line) + viewport.rowHeight() / 2,
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
  private static void flags(TimelineModel model, Band band, Viewport viewport, Palette palette) {
    if (viewport.rowHeight() < LOWEST_FLAGGED || band.first() > band.last()) {
      return;
    }
    List<Flag> flags = model.flags(viewport.from(), viewport.to());
    for (FlagScope scope : FlagScope.values()) {
      for (DrawingClass of : new DrawingClass[] {DrawingClass.NEAR, DrawingClass.OUT}) {
        for (Flag flag : flags) {
          if (flag.widest() == scope && model.drawingClass(flag.row()) == of) {
            int line = band.lanes().lineOf(model.tree().lane(flag.lane()));
            if (line >= band.first() && line <= band.last()) {
              int x = viewport.x(model.observations().time(flag.row()));
              int color = palette.of(of);
              Pennant.draw(band.surface(), x, band.top(line), scope, color, palette);
            }
          }
        }
      }
    }
  }

  private static void selection(
      TimelineModel model, Band pinned, Band others, Viewport viewport, Style style) {
    int row = style.selectedRow();
    if (row < 0 || row >= model.observations().timed()) {
      return;
    }
    int x = viewport.x(model.observations().time(row));
    if (x < 0 || x >= viewport.width()) {
      return;
    }
    Surface surface = pinned.surface();
    int colour = style.palette().selection();
    LanePlaces places = pinned.places();
    int line = pinned.lanes().lineOf(model.laneOf(row));
    int width = Math.max(1, viewport.pixelsPerNano());
    boolean seen = places.isSeen(line);
    int top = seen ? places.top(line) : 0;
    for (int y = 0; y < surface.height(); y += 4) {
      if (!seen || y + 2 < top || y > top + viewport.rowHeight()) {
        surface.column(x + width / 2, y, 2, colour);
      }
    }
    if (seen) {
      Band band = line < places.fixed() ? pinned : others;
      int end = new Whiskers(model.observations(), viewport).end(row); // it may have been till then
      int wide = Math.max(width + 8, end - x + 4);
      bracket(band.surface(), x - 4, band.top(line) - 1, wide, colour);
      bracket(band.surface(), x - 4, band.top(line) + viewport.rowHeight() - 1, wide, colour);
    }
  }

  /** Above and below what is selected, so that no mark beside it is covered. */
  private static void bracket(Surface surface, int x, int y, int width, int colour) {
    surface.fill(x, y, width, 2, colour);
  }

  /** An array for {@link #paint} of the size of a viewport. */
  public static int[] pixels(Viewport viewport) {
    int[] pixels = new int[Math.multiplyExact(viewport.width(), viewport.height())];
    Arrays.fill(pixels, 0xFF000000);
    return pixels;
  }
}

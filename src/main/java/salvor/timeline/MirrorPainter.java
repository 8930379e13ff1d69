package salvor.timeline;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Mirror.Half;

/**
 * Fills the pixels of a {@link Mirror}: the marks of the timeline, growing away from the axis on
 * both sides. Where one side lacks what the other did, it has a hollow mark; what both did has
 * marks on both sides. Not safe for several threads at once.
 */
public final class MirrorPainter {
  /** A selected row that is in neither side. */
  public static final long NOWHERE = Long.MIN_VALUE;

  /**
   * How to paint.
   *
   * @param palette the colours
   * @param half the side of the selected row
   * @param selected the time of the selected row on that side, {@link #NOWHERE} for none
   * @param clock the zone whose clock tells the times, null for times since a zero
   */
  public record Style(Palette palette, Half half, long selected, @Nullable ZoneId clock) {}

  private static final int TICKS_APART = 90;

  private Cells cells = new Cells(0);

  /**
   * Paints a window.
   *
   * @param pixels at least width x height of the viewport, row by row
   */
  public void paint(Mirror mirror, Viewport viewport, Style style, int[] pixels) {
    if (cells.size() != viewport.cells()) {
      cells = new Cells(viewport.cells());
    }
    Surface surface = new Surface(pixels, viewport.width(), viewport.height());
    Palette palette = style.palette();
    MirrorLayout layout = new MirrorLayout(mirror.lanes(), viewport.height());
    surface.fill(0, 0, surface.width(), surface.height(), palette.background());
    for (Half half : Half.values()) {
      ground(mirror, layout, half, viewport, palette, surface);
    }
    for (long tick : SinceAxis.ticks(viewport, TICKS_APART, style.clock())) {
      surface.column(
          viewport.x(tick), 0, layout.used(), tick == 0 ? palette.gridMajor() : palette.grid());
    }
    zero(viewport, layout, palette, surface);
    for (Half half : Half.values()) {
      for (int lane = 0; lane < mirror.lanes(); lane++) {
        lane(mirror, layout, half, lane, viewport, palette, surface);
      }
    }
    surface.fill(0, layout.axis(), surface.width(), layout.axisHeight(), palette.heading());
    surface.fill(0, layout.axis(), surface.width(), 1, palette.border());
    surface.fill(0, layout.axis() + layout.axisHeight() - 1, surface.width(), 1, palette.border());
    selection(mirror, layout, viewport, style, surface);
  }

  /** Bands of lanes, and the time of which a side has no row. */
  private static void ground(
      Mirror mirror,
      MirrorLayout layout,
      Half half,
      Viewport viewport,
      Palette palette,
      Surface surface) {
    int height = layout.laneHeight();
    for (int lane = 0; lane < mirror.lanes(); lane++) {
      int top = layout.top(half, lane);
      if (lane % 2 == 1) {
        surface.fill(0, top, surface.width(), height, palette.band());
      }
      outside(mirror, half, viewport, palette, surface.part(0, top, surface.width(), height));
    }
  }

  private static void outside(
      Mirror mirror, Half half, Viewport viewport, Palette palette, Surface lane) {
    if (mirror.isEmpty(half)) {
      lane.fill(0, 0, lane.width(), lane.height(), palette.outside());
      return;
    }
    lane.fill(0, 0, viewport.x(mirror.first(half)), lane.height(), palette.outside());
    int end = viewport.x(mirror.last(half)) + viewport.pixelsPerNano();
    if (end > 0) {
      lane.fill(end, 0, lane.width() - end, lane.height(), palette.outside());
    }
  }

  private static void zero(
      Viewport viewport, MirrorLayout layout, Palette palette, Surface surface) {
    int x = viewport.x(0);
    for (int y = 0; x >= 0 && x < viewport.width() && y < layout.used(); y += 4) {
      surface.column(x, y, 2, palette.quietText());
    }
  }

  private void lane(
      Mirror mirror,
      MirrorLayout layout,
      Half half,
      int lane,
      Viewport viewport,
      Palette palette,
      Surface surface) {
    int top = layout.top(half, lane);
    int height = layout.laneHeight();
    Surface part = surface.part(0, top, surface.width(), height);
    if (half == Half.LOWER) {
      part.flip();
    }
    part.fill(0, 0, part.width(), 1, palette.border());
    Marks marks =
        new Marks(part, viewport, palette, BaselineDisplay.FULL, 2, Math.max(1, height - 3));
    cells.clear();
    mirror.alone(half.other(), lane).sweep(viewport, cells);
    marks.lacking(cells);
    cells.clear();
    mirror.index(half, lane).sweep(viewport, cells);
    marks.all(cells);
    cells.clear();
    mirror.alone(half, lane).sweep(viewport, cells);
    marks.aloneInProfile(cells);
    cells.clear();
    mirror.index(half, lane).sweep(viewport, cells);
    marks.loud(cells); // what is known, but of this side alone, may share a column with worse
    if (half == Half.LOWER) {
      part.flip();
    }
  }

  private static void selection(
      Mirror mirror, MirrorLayout layout, Viewport viewport, Style style, Surface surface) {
    int x = style.selected() == NOWHERE ? -1 : viewport.x(style.selected());
    if (x < 0 || x >= viewport.width() || mirror.lanes() == 0) {
      return;
    }
    int from = style.half() == Half.UPPER ? 0 : layout.axis() + layout.axisHeight();
    int width = Math.max(1, viewport.pixelsPerNano());
    for (int y = 0; y < layout.used(); y += 4) {
      surface.column(x + width / 2, y, 2, style.palette().selection());
    }
    surface.fill(x - 4, from, width + 8, 2, style.palette().selection());
    surface.fill(x - 4, from + layout.axis() - 2, width + 8, 2, style.palette().selection());
  }
}

package salvor.timeline;

import java.util.Arrays;

/**
 * Fills the pixels of the lanes: ARGB, premultiplied, all opaque. Labels are the caller's; {@link Lanes#top} says where.
 *
 * <p>Not safe for several threads at once, since it keeps its working arrays from frame to frame.
 */
public final class Painter {
  /**
   * How to paint.
   *
   * @param palette the colours
   * @param display what becomes of what fits the baseline
   * @param selectedRow the row to be marked as selected, -1 for none
   */
  public record Style(Palette palette, BaselineDisplay display, int selectedRow) {}

  private Cells cells = new Cells(0);

  /**
   * Paints a window.
   *
   * @param pixels at least width x height of the viewport, row by row
   */
  public void paint(TimelineModel model, Lanes lanes, Viewport viewport, Style style, int[] pixels) {
    int width = viewport.width();
    Arrays.fill(pixels, 0, width * viewport.height(), style.palette().background());
    if (cells.size() != viewport.cells()) {
      cells = new Cells(viewport.cells());
    }
    int first = Math.max(0, lanes.lineAt(viewport.scroll(), viewport.rowHeight()));
    for (int line = first; line < lanes.size(); line++) {
      int top = lanes.top(line, viewport.rowHeight()) - viewport.scroll();
      if (top >= viewport.height()) {
        break;
      }
      if (!lanes.lines().get(line).heading()) {
        cells.clear();
        model.index(lanes.lines().get(line).lane()).sweep(viewport, cells);
        for (int x = 0; x < width; x++) {
          int worst = cells.worst(viewport.cell(x));
          if (worst > 0) {
            for (int y = Math.max(0, top + 1); y < Math.min(viewport.height(), top + viewport.rowHeight()); y++) {
              pixels[y * width + x] = style.palette().of(DrawingClass.at(worst - 1));
            }
          }
        }
      }
    }
  }
}

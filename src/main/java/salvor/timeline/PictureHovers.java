package salvor.timeline;

import java.util.Locale;
import salvor.evidence.Visible;

/**
 * What a picture of shapes says of its marks when one points at them: lane, time, how many, the
 * worst and the first of those. The worst are told first, and of more than {@value #MOST} runs of
 * columns the rest is silent, so that a file stays small.
 */
final class PictureHovers {
  private static final int MOST = 4000;

  private final TimelineModel model;
  private final Lanes lanes;
  private final Viewport viewport;
  private int told;

  PictureHovers(TimelineModel model, Lanes lanes, Viewport viewport) {
    this.model = model;
    this.lanes = lanes;
    this.viewport = viewport;
  }

  /** Tells of all lanes, and of the whole label where it may be cut. */
  void tell(Surface plot, Surface gutter) {
    DrawingClass[] classes = DrawingClass.values();
    for (int of = classes.length - 1; of >= DrawingClass.UNKNOWN.ordinal(); of--) {
      for (int line = 0; line < lanes.size(); line++) {
        if (!lanes.lines().get(line).heading()) {
          lane(plot, line, classes[of]);
        }
      }
    }
    for (int line = 0; line < lanes.size(); line++) {
      int height = lanes.height(line, viewport.rowHeight());
      gutter.hover(0, top(line), gutter.width(), height, label(line));
    }
  }

  private int top(int line) {
    return lanes.top(line, viewport.rowHeight());
  }

  private String label(int line) {
    return LaneLabel.of(lanes, line);
  }

  private void lane(Surface plot, int line, DrawingClass of) {
    Lane lane = lanes.lines().get(line).lane();
    Cells cells = new Cells(viewport.cells());
    model.index(lane).sweep(viewport, cells);
    int nano = viewport.pixelsPerNano();
    for (int cell = 0; cell < cells.size(); cell++) {
      int begin = cell;
      while (cell < cells.size() && cells.worst(cell) == of.ordinal() + 1) {
        cell++;
      }
      if (cell > begin && told++ < MOST) {
        int x = begin * nano;
        int end = Math.min(plot.width(), cell * nano);
        plot.hover(
            x,
            top(line),
            Math.max(2, end - x),
            viewport.rowHeight() - 1,
            label(line) + ": " + text(lane, x, end, of));
      }
    }
  }

  private String text(Lane lane, int x, int end, DrawingClass of) {
    Cell cell = model.cell(lane, viewport.time(x), viewport.time(end));
    if (cell == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%s, %,d observation%s, %s: %s",
        TimeAxis.text(model.observations().time(cell.firstRow())),
        cell.count(),
        cell.count() == 1 ? "" : "s",
        PictureLegend.words(of),
        Visible.text(Subject.of(model.observations(), cell.firstRow()), 200));
  }
}

package salvor.workbench.timeline;

import org.jspecify.annotations.Nullable;
import salvor.timeline.Cell;
import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;

/** What stands at a pixel of the surface. */
public final class UnderPointer {
  private final TimelineViewModel model;

  UnderPointer(TimelineViewModel model) {
    this.model = model;
  }

  /** The line at a pixel, -1 when none is there. */
  int line(int y) {
    Lanes lanes = model.lanes().get();
    int line = new LanePlaces(lanes, model.viewport().get()).lineAt(y);
    return line < lanes.size() ? line : -1;
  }

  /** The lane or heading at a pixel, null when none is there. */
  @Nullable Lane lane(int y) {
    int line = line(y);
    return line < 0 ? null : model.lanes().get().lines().get(line).lane();
  }

  /** Selects the worst event at a pixel or next to it, nothing when nothing is there. */
  public void select(int x, int y) {
    Lane lane = lane(y);
    Cell cell = cell(x, y);
    if (lane != null && !isReady(lane)) {
      return; // nothing of it is painted yet
    }
    if (cell == null) {
      model.selection().clear();
    } else {
      model.selection().select(cell.firstRow());
    }
  }

  private boolean isReady(Lane lane) {
    return model.appearance().isReady(model.model(), lane);
  }

  /** What stands at a pixel or next to it, null when nothing does or it is not painted yet. */
  @Nullable Cell cell(int x, int y) {
    int line = line(y);
    if (line < 0 || model.lanes().get().lines().get(line).heading()) { // which holds no marks
      return null;
    }
    Lane lane = model.lanes().get().lines().get(line).lane();
    if (!isReady(lane)) {
      return null;
    }
    return model.appearance().cell(model.model(), lane, model.viewport().get(), x);
  }
}

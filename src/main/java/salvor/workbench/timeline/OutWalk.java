package salvor.workbench.timeline;

import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;

/** From one event out of profile to the next, round and round; where there is none, nowhere. */
final class OutWalk {
  private OutWalk() {}

  /** The next one shown after a row, after the last the first; the row itself without any. */
  static int next(TimelineModel model, int row) {
    int next = model.next(row, DrawingClass::isOut);
    int found = next >= 0 ? next : model.next(-1, DrawingClass::isOut);
    return found >= 0 ? found : row;
  }

  /** The last one shown before a row, before the first the last; the row itself without any. */
  static int previous(TimelineModel model, int row) {
    int rows = model.observations().timed();
    int previous = model.previous(row < 0 ? rows : row, DrawingClass::isOut);
    int found = previous >= 0 ? previous : model.previous(rows, DrawingClass::isOut);
    return found >= 0 ? found : row;
  }
}

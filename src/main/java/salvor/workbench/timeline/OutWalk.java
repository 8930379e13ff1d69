package salvor.workbench.timeline;

import salvor.timeline.TimelineModel;

/** From one event out of profile to the next, round and round; where there is none, nowhere. */
final class OutWalk {
  private OutWalk() {}

  /** The next one shown after a row, after the last the first; the row itself without any. */
  static int next(TimelineModel model, int row) {
    int next = model.nextOut(row);
    int found = next >= 0 ? next : model.nextOut(-1);
    return found >= 0 ? found : row;
  }

  /** The last one shown before a row, before the first the last; the row itself without any. */
  static int previous(TimelineModel model, int row) {
    int rows = model.observations().timed();
    int previous = model.previousOut(row < 0 ? rows : row);
    int found = previous >= 0 ? previous : model.previousOut(rows);
    return found >= 0 ? found : row;
  }
}

package salvor.timeline;

import java.util.OptionalLong;
import salvor.evidence.Kind;

/**
 * The milestones of an incident as far as the observations show them. A missing one stays open and
 * is never taken for zero.
 *
 * @param firstOut the row of the first OUT, the earliest sign of a compromise; -1 when there is
 *     none
 * @param lastOut the row of the last OUT; -1 when there is none
 * @param firstAlert the row of the sensor's first alert from the first OUT on; -1 when there is
 *     none
 * @param dwell from the first OUT to the last, in nanoseconds
 * @param detection from the first OUT to that alert, in nanoseconds
 */
public record DwellRuler(
    int firstOut, int lastOut, int firstAlert, OptionalLong dwell, OptionalLong detection) {

  /** The ruler of what a model shows. */
  public static DwellRuler of(TimelineModel model) {
    int first = next(model, -1);
    if (first < 0) {
      return new DwellRuler(-1, -1, -1, OptionalLong.empty(), OptionalLong.empty());
    }
    int last = previous(model, model.observations().timed());
    int alert = alertFrom(model, first);
    long begin = model.observations().time(first);
    return new DwellRuler(
        first,
        last,
        alert,
        OptionalLong.of(model.observations().time(last) - begin),
        alert < 0
            ? OptionalLong.empty()
            : OptionalLong.of(model.observations().time(alert) - begin));
  }

  private static int next(TimelineModel model, int row) {
    int next = model.nextOut(row);
    while (next >= 0 && !counts(model.drawingClass(next))) {
      next = model.nextOut(next);
    }
    return next;
  }

  private static int previous(TimelineModel model, int row) {
    int previous = model.previousOut(row);
    while (previous >= 0 && !counts(model.drawingClass(previous))) {
      previous = model.previousOut(previous);
    }
    return previous;
  }

  private static boolean counts(DrawingClass shown) {
    return shown.compareTo(DrawingClass.NEAR) >= 0;
  }

  private static int alertFrom(TimelineModel model, int first) {
    for (int row = first; row < model.observations().timed(); row++) {
      if (model.observations().kind(row) == Kind.ALERT && model.shows(row)) {
        return row;
      }
    }
    return -1;
  }
}

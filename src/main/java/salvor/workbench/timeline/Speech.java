package salvor.workbench.timeline;

import salvor.timeline.Cell;
import salvor.timeline.Lane;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.Words;

/**
 * What a screen reader says of the timeline: what stands in the cell of the selected event, or at
 * the corner of the area that is being marked.
 */
final class Speech {
  private final TimelineViewModel model;

  Speech(TimelineViewModel model) {
    this.model = model;
  }

  /** All of it. */
  String text() {
    Spot corner = model.marking().corner();
    int row = model.selection().row().get();
    TimelineModel shown = model.model();
    if (corner != null) {
      return "Timeline, " + spoken(corner);
    }
    if (!model.appearance().shows(shown, row)) {
      return "Timeline, no event selected";
    }
    Spot at = new Spot(shown.observations().time(row), shown.laneOf(row));
    return "Timeline, "
        + spoken(at)
        + ". Selected: "
        + Words.drawn(shown.drawingClass(row))
        + ", "
        + Moments.exact(at.time());
  }

  /** The lane that a spot is seen on, and what stands there as far as it is known by now. */
  private String spoken(Spot at) {
    Lanes lanes = model.lanes().get();
    int line = lanes.lineOf(at.lane());
    Lane lane = line < 0 ? at.lane() : lanes.lines().get(line).lane();
    Viewport now = model.viewport().get();
    int x = now.x(at.time());
    String name = "lane " + LaneWords.title(lanes, lane);
    if (line < 0) {
      return name + ", hidden";
    }
    if (x < 0 || x >= now.width() || !model.appearance().isReady(model.model(), lane)) {
      return name;
    }
    Cell seen = model.appearance().cellAt(model.model(), lane, now, x);
    Cell there = seen == null ? model.model().cellAt(lane, now, x) : seen;
    return name
        + PhaseWords.spoken(model.model(), lane, at.time())
        + ", "
        + (there == null
            ? Moments.exact(at.time()) + ", " + nothing(lane, at.time(), now, x)
            : LaneWords.amount(model.model(), there) + (seen == null ? ", hidden" : ""));
  }

  /** Why nothing is to be seen: the filter may leave it out, which is not known of every lane. */
  private String nothing(Lane lane, long time, Viewport now, int x) {
    TimelineModel whole = model.model().whole();
    if (!whole.isReady(lane)) {
      return "nothing shown";
    }
    return whole.cellAt(lane, now, x) == null
        ? LaneWords.nothing(model.model(), lane, time)
        : "left out by the filter";
  }
}

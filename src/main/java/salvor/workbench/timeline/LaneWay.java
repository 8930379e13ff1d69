package salvor.workbench.timeline;

import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;

/** The way to a lane: the groups to be opened, and the line it then has. */
final class LaneWay {
  private LaneWay() {}

  /** The lanes with a lane shown, and with the groups open that it is in. */
  static Lanes open(TimelineModel model, Lanes lanes, Lane lane) {
    Lanes opened = lanes.hiding(lanes.hidden().without(lanes.tracks(lane)));
    Lane pin = opened.pins().of(lane);
    for (Lane at = lane; at != pin && at.parent() != null; at = at.parent()) {
      if (!opened.isOpen(at.parent())) {
        opened = model.toggled(opened, at.parent());
      }
    }
    return opened;
  }

  /** The line of a lane; of an open group, which has no line of its own, that of its first part. */
  static int line(Lanes lanes, Lane lane) {
    Lane shown = lane;
    while (!shown.isTrack() && lanes.isOpen(shown) && !shown.children().isEmpty()) {
      shown = lanes.parts(shown).getFirst();
    }
    return lanes.lineOf(shown);
  }

  /** Whether the line of a lane is in sight as a whole; a lane without a line is not missed. */
  static boolean isInSight(Lanes lanes, Viewport now, Lane lane) {
    int line = lanes.lineOf(lane);
    return line < 0 || new LanePlaces(lanes, now).isWhole(line);
  }
}

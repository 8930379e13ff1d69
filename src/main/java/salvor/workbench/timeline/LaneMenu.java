package salvor.workbench.timeline;

import salvor.timeline.Lane;

/** What a lane offers where it is pointed at. */
@FunctionalInterface
public interface LaneMenu {
  /** Shows it at a place of the screen. */
  void show(Lane lane, double screenX, double screenY);
}

package salvor.workbench.timeline;

import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;

/** Which of the lanes are in sight: those that are scrolled, since pinned ones stay. */
final class LaneScroll {
  private final LaneArrangement lanes;
  private final TimeWindow window;
  private int wanted = -1;

  LaneScroll(LaneArrangement lanes, TimeWindow window) {
    this.lanes = lanes;
    this.window = window;
    lanes.lanes().addListener((_, _, _) -> to(window.now().scroll()));
  }

  /** Goes to so many pixels of lanes as soon as the surface has its size. */
  void whenSized(int pixels) {
    wanted = Math.max(0, pixels);
  }

  /** Takes another size of the surface; a lane that was seen is seen again. */
  void resize(int width, int height, TimelineModel model, int row) {
    boolean seen = row >= 0 && LaneWay.isInSight(lanes.get(), window.now(), model.laneOf(row));
    int scroll = window.now().scroll();
    window.resize(width, height);
    to(wanted >= 0 ? wanted : scroll);
    if (wanted < 0 && seen) {
      see(model.laneOf(row));
    }
  }

  /** Moves by pixels; negative is up. */
  void by(int pixels) {
    wanted = -1;
    to(window.now().scroll() + pixels);
  }

  /** Moves by as much as is in sight. */
  void byPage(int pages) {
    by(pages * (window.now().height() - new LanePlaces(lanes.get(), window.now()).edge()));
  }

  private void to(int pixels) {
    window.scroll(pixels, lanes.get().top(lanes.get().size(), window.now().rowHeight()));
  }

  /** Brings the line of a lane into sight, if it has one and is not. */
  void see(Lane lane) {
    if (!LaneWay.isInSight(lanes.get(), window.now(), lane)) {
      centre(lanes.get().lineOf(lane));
    }
  }

  /** Lanes above and below show what is normal: an event is seen best among them. */
  void centre(int line) {
    wanted = -1;
    Lanes now = lanes.get();
    Viewport viewport = window.now();
    LanePlaces places = new LanePlaces(now, viewport);
    if (line >= places.fixed()) {
      to(places.centring(line));
    }
  }
}

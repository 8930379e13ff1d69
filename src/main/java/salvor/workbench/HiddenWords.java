package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import salvor.timeline.InSight;
import salvor.timeline.TimelineModel;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.wording.Moments;

/**
 * How many events are not in sight or only faintly, and why: shown + dimmed + hidden + untimed =
 * all, always. The untimed ones are told by a link of their own.
 */
final class HiddenWords {
  private HiddenWords() {}

  static String of(TimelineViewModel timeline) {
    TimelineModel model = timeline.model();
    InSight seen = timeline.appearance().count(model, timeline.lanes().get());
    List<String> why = new ArrayList<>();
    say(why, seen.dimmedByFilter(), " dimmed by the filter");
    say(why, seen.hiddenByFilter(), " hidden by the filter");
    say(why, seen.dimmedByBaseline(), " dimmed by the baseline");
    say(why, seen.hiddenByBaseline(), " hidden by the baseline");
    say(why, seen.hiddenByLane(), " on hidden lanes");
    String all = Moments.count(model.observations().size(), "event");
    if (why.isEmpty() && model.untimed() == 0) {
      return "All " + all + " in sight";
    }
    String reasons = why.isEmpty() ? "" : ": " + String.join(", ", why);
    return Moments.count(seen.full())
        + " of "
        + all
        + (seen.dimmed() > 0 ? " in full sight" : " in sight")
        + reasons;
  }

  private static void say(List<String> why, long count, String what) {
    if (count > 0) {
      why.add(Moments.count(count) + what);
    }
  }

  /** How many have no time; empty when none. */
  static String untimed(TimelineModel model) {
    return model.untimed() == 0 ? "" : Moments.count(model.untimed()) + " without a time";
  }
}

package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;
import salvor.workbench.wording.Moments;

/**
 * How many events are not in sight, and why: shown + hidden + untimed = all, always. The untimed
 * ones are told by a link of their own.
 */
final class HiddenWords {
  private HiddenWords() {}

  static String of(TimelineModel model, BaselineDisplay display) {
    List<String> why = new ArrayList<>();
    long filtered = model.hidden();
    long in = model.shown(DrawingClass.IN);
    if (filtered > 0) {
      why.add(Moments.count(filtered) + " hidden by the filter");
    }
    if (display == BaselineDisplay.HIDE) {
      why.add(Moments.count(in) + " hidden by the baseline");
    } else if (display == BaselineDisplay.DIM) {
      why.add(Moments.count(in) + " dimmed by the baseline");
    }
    long shown = model.shown() - (display == BaselineDisplay.HIDE ? in : 0);
    String all = Moments.count(model.observations().size(), "event");
    if (why.isEmpty()) {
      return model.untimed() == 0
          ? "All " + all + " in sight"
          : Moments.count(shown) + " of " + all + " in sight";
    }
    return Moments.count(shown) + " of " + all + " in sight: " + String.join(", ", why);
  }

  /** How many have no time; empty when none. */
  static String untimed(TimelineModel model) {
    return model.untimed() == 0 ? "" : Moments.count(model.untimed()) + " without a time";
  }
}

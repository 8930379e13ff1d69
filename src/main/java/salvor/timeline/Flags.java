package salvor.timeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salvor.evidence.Observations;

/** Finds the first of each subject that is OUT or NEAR on a track. */
final class Flags {
  /** Where everything is OUT, flags say nothing: no more than these many rows are looked at. */
  private static final int MOST = 200_000;

  private record Seen(int lane, int activity, int program) {}

  private record First(int lane, String subject) {}

  private Flags() {}

  /** In the order of time. */
  static List<Flag> of(TimelineModel model) {
    Observations observations = model.observations();
    List<Flag> flags = new ArrayList<>();
    Set<Seen> looked = new HashSet<>();
    Set<First> subjects = new HashSet<>();
    int row = -1;
    for (int i = 0; i < MOST; i++) {
      row = model.next(row, c -> c.compareTo(DrawingClass.NEAR) >= 0);
      if (row < 0) {
        break;
      }
      int lane = model.tree().trackOf(row);
      if (looked.add(new Seen(lane, observations.activityId(row), model.tree().program(row)))
          && subjects.add(new First(lane, Subject.of(observations, row)))) {
        flags.add(new Flag(row, lane));
      }
    }
    return List.copyOf(flags);
  }
}

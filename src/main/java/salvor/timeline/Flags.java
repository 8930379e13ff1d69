package salvor.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.evidence.Observations;

/** Finds the first of each subject that is OUT or NEAR on a track. */
final class Flags {
  /**
   * Where everything is OUT, flags say nothing: no more than these many rows of a track are looked
   * at.
   */
  private static final int MOST = 20_000;

  private Flags() {}

  /** In the order of time. */
  static List<Flag> of(Observations observations, LaneTree tree, Map<Integer, LaneIndex> tracks) {
    List<Flag> flags = new ArrayList<>();
    tracks.forEach((lane, index) -> {
      Set<Long> looked = new HashSet<>();
      Set<String> subjects = new HashSet<>();
      int[] left = {MOST};
      index.atLeast(
          DrawingClass.NEAR,
          row -> {
            if (looked.add((long) observations.activityId(row) << 32 | tree.program(row))
                && subjects.add(Subject.of(observations, row))) {
              flags.add(new Flag(row, lane));
            }
            return --left[0] > 0;
          });
    });
    flags.sort(Comparator.comparingInt(Flag::row));
    return List.copyOf(flags);
  }

  /** Those of flags in the order of time that stand on the rows from one to another, excluded. */
  static List<Flag> between(List<Flag> flags, int firstRow, int endRow) {
    return flags.subList(place(flags, firstRow), place(flags, endRow));
  }

  private static int place(List<Flag> flags, int row) {
    int low = 0;
    int high = flags.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (flags.get(middle).row() < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package salvor.triage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An act of a comparison, and the numbers under which its rows were read.
 *
 * @param numbers empty for what has no rows
 */
record NumberedAct(ComparedAct act, List<Integer> numbers) {
  /** Puts them in the order of a comparison; gives the place of each number. */
  static int[] order(List<NumberedAct> joined, int numbers) {
    joined.sort((x, y) -> ComparedAct.ORDER.compare(x.act, y.act));
    int[] place = new int[numbers];
    for (int i = 0; i < joined.size(); i++) {
      for (int number : joined.get(i).numbers) {
        place[number] = i;
      }
    }
    return place;
  }

  /** What a side shows of several acts together, null when nothing. */
  static @Nullable Sighting together(List<Integer> numbers, SideReader side) {
    Sighting sum = null;
    for (int act : numbers) {
      Sighting one = side.sighting(act);
      sum = one == null ? sum : sum == null ? one : sum.and(one);
    }
    return sum;
  }
}

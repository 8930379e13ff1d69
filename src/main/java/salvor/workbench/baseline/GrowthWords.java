package salvor.workbench.baseline;

import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;
import salvor.baseline.FacetState;
import salvor.workbench.wording.Moments;

/** How much was learned so far from what arrives, in words. */
final class GrowthWords {
  private GrowthWords() {}

  static String of(Ground.Made made, boolean goesOn, boolean over) {
    long stable =
        made.profiles().stream()
            .filter(profile -> profile.states().containsValue(FacetState.STABLE))
            .count();
    String read = made.left() == null ? "" : Moments.count(made.left().read(), "event");
    return Moments.count(made.profiles().size(), "baseline")
        + ", "
        + Moments.count(stable)
        + " stable in something, from "
        + read
        + time(made)
        + (goesOn
            ? ". Goes on with what arrives."
            : over ? ". The window is over." : ". Stopped; learn to go on.");
  }

  private static String time(Ground.Made made) {
    LongSummaryStatistics times =
        made.profiles().stream()
            .flatMap(profile -> profile.windows().stream())
            .flatMap(window -> java.util.stream.Stream.of(window.from(), window.until()))
            .collect(Collectors.summarizingLong(Long::longValue));
    return times.getCount() == 0
        ? ""
        : ", "
            + Moments.clock(times.getMin())
            + " to "
            + Moments.clock(times.getMax())
            + " ("
            + Moments.length(times.getMax() - times.getMin())
            + ")";
  }
}

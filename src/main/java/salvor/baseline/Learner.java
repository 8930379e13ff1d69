package salvor.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/** Makes baselines from what was observed. */
public final class Learner {
  private Learner() {}

  /**
   * The baselines of all containers seen in a window, in the order of their names.
   *
   * @param sources names the records that an element comes from
   * @param from epoch nanoseconds, null for the first observation
   * @param until epoch nanoseconds, not included; null for the last observation
   */
  public static List<Profile> learn(
      Observations observations,
      Inventory inventory,
      List<Source> sources,
      @Nullable Long from,
      @Nullable Long until,
      Progress progress) {
    return List.of();
  }
}

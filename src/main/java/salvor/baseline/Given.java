package salvor.baseline;

import java.util.List;
import salvor.evidence.Evidence;

/**
 * What an investigator gave us: evidence, and the baselines found in it or named beside it.
 *
 * @param evidence what was read
 * @param baselines in the order found
 */
public record Given(Evidence evidence, List<Profile> baselines) {
  public Given {
    baselines = List.copyOf(baselines);
  }
}

package salvor.report;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;

/**
 * What a filter leaves of judged evidence, for documents about its processes, peers and images.
 *
 * @param evidence what was read
 * @param matching which baseline applies where
 * @param verdicts on every row
 * @param rows those that the filter leaves
 * @param filter the filter's expression, null when there is none
 */
public record Overview(
    Evidence evidence, Matching matching, Verdicts verdicts, BitSet rows, @Nullable String filter) {

  public Overview {
    rows = (BitSet) rows.clone();
  }

  /** How many rows the filter hides. */
  public int hidden() {
    return evidence.observations().size() - rows.cardinality();
  }
}

package salvor.workbench.comparison;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import salvor.triage.Comparison;
import salvor.triage.MirroredActs;

/**
 * A comparison as it is shown.
 *
 * @param comparison all of it
 * @param picture its rows in sight
 * @param inSight the acts that have a row in sight, null when no filter hides any
 */
record Compared(Comparison comparison, MirroredActs picture, @Nullable BitSet inSight) {
  /** Whether an act has a row in sight. */
  boolean shows(int act) {
    return inSight == null || inSight.get(act);
  }

  /** How many acts the filter hides. */
  int hidden() {
    return inSight == null ? 0 : comparison.acts().size() - inSight.cardinality();
  }
}

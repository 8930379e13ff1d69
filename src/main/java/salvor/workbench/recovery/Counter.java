package salvor.workbench.recovery;

import salvor.recovery.DigestCount;
import salvor.report.RollOutWords;
import salvor.workbench.wording.Moments;

/**
 * How many pods in the open run the bad digest.
 *
 * @param first how many did when it was planned
 * @param count who does now
 */
record Counter(int first, DigestCount count) {
  /** Both numbers, for everybody in the room. */
  String figures() {
    int now = count.open().size();
    return first == now
        ? Moments.count(now)
        : Moments.count(first) + " \u2192 " + Moments.count(now);
  }

  /** What the number leaves out. */
  String words() {
    return RollOutWords.count(count);
  }

  /** Whether none does, and none was left out. */
  boolean isNone() {
    return count.isNone();
  }
}

package salvor.review;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Lineage;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/**
 * What the attacker did, as far as the evidence shows: what is out of profile from a time on and
 * was not accepted as normal; what descends from a process whose start is that; and the shells that
 * such a start came out of, which the baseline takes for normal.
 *
 * @param out rows that are out of profile
 * @param descended rows in profile or unknown, of processes that descend from such a start
 * @param carriers starts of shells, in profile, that a start out of profile came out of
 * @param before how many rows are out of profile before the time from which on it is looked at
 */
record Attack(BitSet out, BitSet descended, BitSet carriers, int before) {
  private static final int STEP = 1 << 16;
  private static final int FURTHEST = 256;

  /**
   * Finds it; takes as long as a look at every row.
   *
   * @param accepted rows that somebody accepted as normal
   * @param from nanoseconds since 1970, null for the first that is out of profile
   */
  static Attack of(
      Evidence evidence,
      Verdicts verdicts,
      BitSet accepted,
      @Nullable Long from,
      Progress progress) {
    Observations all = evidence.observations();
    Attack attack =
        new Attack(
            new BitSet(), new BitSet(), new BitSet(), earlier(all, verdicts, accepted, from));
    Lineage lineage = new Lineage(all);
    for (int row = 0; row < all.size(); row++) {
      if (row % STEP == 0) {
        progress.at(row, all.size(), "finding the attacker's actions");
      }
      boolean late = from == null || row >= all.timed() || all.time(row) >= from;
      Lineage.Run run = row < all.timed() ? lineage.see(row) : null;
      Verdict verdict = verdicts.verdict(row);
      if (late && verdict == Verdict.OUT && !accepted.get(row)) {
        attack.out.set(row);
        if (run != null && run.started() && run.row() == row) {
          attack.carried(run.parent(), all, verdicts, from);
        }
      } else if (late
          && (verdict == Verdict.IN || verdict == Verdict.UNKNOWN)
          && all.kind(row) != Kind.PROCESS_ENDED // that it came to its end is no act
          && attack.descends(run)) {
        attack.descended.set(row);
      }
    }
    return attack;
  }

  private static int earlier(
      Observations all, Verdicts verdicts, BitSet accepted, @Nullable Long from) {
    int before = 0;
    int end = from == null ? 0 : all.firstAtOrAfter(from);
    for (int row = 0; row < end; row++) {
      before += verdicts.verdict(row) == Verdict.OUT && !accepted.get(row) ? 1 : 0;
    }
    return before;
  }

  private boolean descends(Lineage.@Nullable Run run) {
    int steps = 0;
    for (Lineage.Run at = run; at != null && steps++ < FURTHEST; at = at.parent()) {
      if (at.started() && out.get(at.row())) {
        return true;
      }
    }
    return false;
  }

  private void carried(
      Lineage.@Nullable Run parent, Observations all, Verdicts verdicts, @Nullable Long from) {
    for (Lineage.Run at = parent; at != null && at.started(); at = at.parent()) {
      int row = at.row();
      boolean late = from == null || all.time(row) >= from;
      if (!late
          || verdicts.verdict(row) != Verdict.IN
          || !isPayload(all.processAt(row).commandLine())) {
        return;
      }
      carriers.set(row);
    }
  }

  /** Whether a command line hands a shell something to do. */
  private static boolean isPayload(@Nullable String commandLine) {
    String line = commandLine == null ? "" : commandLine.replace('\0', ' ');
    return line.matches("(?s)(\\S*/)?(ba|da|a|z|k|mk)?sh (\\S+ )*?-[a-z]*c .*");
  }

  /** All of it. */
  BitSet rows() {
    BitSet rows = (BitSet) out.clone();
    rows.or(descended);
    rows.or(carriers);
    return rows;
  }
}

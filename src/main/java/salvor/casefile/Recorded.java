package salvor.casefile;

import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;

/**
 * What the sources recorded, at the times that they recorded, and how it was judged so. It never
 * changes: an offset of a clock is applied to it in memory, each time from the beginning, so that
 * taking the offset away gives what was there before.
 */
record Recorded(Given given, Verdicts verdicts, Judging judging) {
  /** The same with clocks corrected: in the order of the corrected times, and judged so. */
  Recorded at(ClockOffsets offsets, Progress progress) throws Exception {
    if (offsets.equals(given.evidence().observations().clocks())) {
      return this;
    }
    progress.at(0, 0, "Putting in order");
    Evidence shifted = given.evidence().shifted(offsets);
    progress.at(0, 0, "Judging");
    Given moved = new Given(shifted, given.baselines());
    return new Recorded(moved, judging.judge(moved, progress), judging);
  }
}

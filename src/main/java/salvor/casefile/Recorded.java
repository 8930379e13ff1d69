package salvor.casefile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.baseline.Window;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;

/**
 * What the sources recorded, at the times that they recorded, and how it was judged so. It never
 * changes: an offset of a clock is applied to it in memory, each time from the beginning, so that
 * taking the offset away gives what was there before; so is the time of the incident, in which no
 * baseline may have learned.
 *
 * @param suspected the time of the incident that it was judged with, null when none was
 */
record Recorded(Given given, Verdicts verdicts, Judging judging, @Nullable Window suspected) {
  Recorded(Given given, Verdicts verdicts, Judging judging) {
    this(given, verdicts, judging, null);
  }

  /**
   * The same with clocks corrected, in the order of the corrected times, and judged with this
   * suspicion.
   */
  Recorded at(ClockOffsets offsets, @Nullable Window incident, Progress progress) throws Exception {
    boolean inOrder = offsets.equals(given.evidence().observations().clocks());
    if (inOrder && Objects.equals(incident, suspected)) {
      return this;
    }
    Given moved = given;
    if (!inOrder) {
      progress.at(0, 0, "Putting in order");
      Evidence shifted = given.evidence().shifted(offsets);
      moved = new Given(shifted, given.baselines());
    }
    progress.at(0, 0, "Judging");
    return new Recorded(moved, judging.judge(moved, incident, progress), judging, incident);
  }
}

package salvor;

import java.nio.file.Path;
import java.util.List;
import salvor.baseline.Verdict;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.TimeText;
import salvor.jobs.Progress;
import salvor.timeline.Milestone;

/** A case of the recorded web shell in which somebody set when it began. */
final class ReviewedCase {
  private ReviewedCase() {}

  /** Makes it in a folder. */
  static Path in(Path folder) throws Exception {
    Opening opening =
        Opening.inFolder(List.of(Path.of("evidence-samples", "webshell")), List.of(), folder);
    try (OpenedCase opened = Salvor.cases().open(opening, Progress.NONE)) {
      var all = opened.evidence().observations();
      int row = all.firstAtOrAfter(TimeText.read("2026-11-23T04:43:46.5Z").orElseThrow().nanos());
      while (opened.verdicts().verdict(row) != Verdict.OUT) {
        row++;
      }
      opened.edits().milestone(Milestone.COMPROMISE_POSSIBLE, row);
    }
    return folder;
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.ProfileJson;
import salvor.baseline.Reason;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.jobs.Progress;
import salvor.timeline.Milestone;

/** A baseline that was learned while the web shell was used, once somebody says when that was. */
class TaintedCaseTest {
  private static final Path EVIDENCE = LearnedDuringTheAttack.EVIDENCE;

  @Test
  void settingTheCompromiseTakesWhatWasLearnedAfterItOutOfProfile(@TempDir Path folder)
      throws Exception {
    Path baseline = folder.resolve("learned-too-long.json");
    Given given = Salvor.reader().read(List.of(EVIDENCE), Progress.NONE);
    Files.writeString(
        baseline,
        ProfileJson.write(
            Learner.learn(
                given.evidence().observations(),
                given.evidence().inventory(),
                given.evidence().sources(),
                Learning.ALL,
                Progress.NONE)));
    Opening opening =
        Opening.inFolder(List.of(EVIDENCE), List.of(baseline), folder.resolve("case"));
    try (OpenedCase opened = Salvor.cases().open(opening, Progress.NONE)) {
      int first = firstOut(opened.verdicts());
      assertThat(opened.isOutOfTime()).isFalse();
      opened.edits().milestone(Milestone.COMPROMISE_CONFIRMED, first);
      assertThat(opened.isOutOfTime()).isTrue();
      OpenedCase judged = opened.retimed(Progress.NONE);
      assertThat(judged.isOutOfTime()).isFalse();
      assertThat(count(judged.verdicts(), Reason.FACET_TAINTED)).isPositive();
      assertThat(count(opened.verdicts(), Reason.FACET_TAINTED)).isZero();
      assertThat(normal(judged.verdicts())).isLessThan(normal(opened.verdicts()));
      judged.edits().undo();
      assertThat(judged.isOutOfTime()).isTrue();
      OpenedCase again = judged.retimed(Progress.NONE);
      assertThat(again.verdicts().perRow()).isEqualTo(opened.verdicts().perRow());
    }
  }

  private static int firstOut(Verdicts verdicts) {
    for (int row = 0; row < verdicts.perRow().limit(); row++) {
      if (verdicts.verdict(row) == Verdict.OUT) {
        return row;
      }
    }
    throw new AssertionError("even a baseline that learned it all does not know the token's use");
  }

  private static int count(Verdicts verdicts, Reason reason) {
    int count = 0;
    for (int row = 0; row < verdicts.perRow().limit(); row++) {
      count += verdicts.judgement(row).reason() == reason ? 1 : 0;
    }
    return count;
  }

  private static int normal(Verdicts verdicts) {
    return count(verdicts, Reason.MATCHED);
  }
}

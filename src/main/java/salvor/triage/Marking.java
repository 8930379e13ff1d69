package salvor.triage;

import java.util.List;
import salvor.baseline.Judgement;
import salvor.baseline.Severity;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.timeline.DrawingClass;

/** How bad each row is, as one number: how it is drawn, and among those out how severe. */
final class Marking {
  private static final Severity[] SEVERITIES = Severity.values();

  private final Verdicts verdicts;
  private final int[] ofJudgement;

  Marking(Verdicts verdicts) {
    this.verdicts = verdicts;
    List<Judgement> judgements = verdicts.judgements();
    ofJudgement = new int[judgements.size()];
    for (int i = 0; i < ofJudgement.length; i++) {
      Judgement judgement = judgements.get(i);
      int severity = judgement.verdict() == Verdict.OUT ? judgement.severity().ordinal() : 0;
      ofJudgement[i] = DrawingClass.of(judgement).ordinal() * SEVERITIES.length + severity;
    }
  }

  int of(int row) {
    return ofJudgement[verdicts.perRow().get(row)];
  }

  static DrawingClass drawn(int mark) {
    return DrawingClass.at(mark / SEVERITIES.length);
  }

  static Severity severity(int mark) {
    return SEVERITIES[mark % SEVERITIES.length];
  }
}

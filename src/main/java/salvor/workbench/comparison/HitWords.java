package salvor.workbench.comparison;

import salvor.evidence.Observations;
import salvor.timeline.Mirror;
import salvor.triage.ComparedAct;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** What is under the pointer, in words. */
final class HitWords {
  private static final int LIMIT = 160;

  private HitWords() {}

  static String of(
      MirrorViewModel.Hit hit,
      Compared shown,
      Question question,
      Observations observations,
      MirrorViewModel model) {
    boolean upper = hit.place().half() == Mirror.Half.UPPER;
    boolean didIt = question.b() == null || upper != hit.missing();
    String who = didIt ? CompareWords.name(question.a().lane()) : question.nameOfB();
    String lacking = didIt ? question.nameOfB() : CompareWords.name(question.a().lane());
    int row = hit.cell().firstRow();
    MirrorViewModel.Spot spot = model.spot(row);
    String since = spot == null ? "" : CompareWords.since(spot.time(), question.by()) + "  ";
    int number = shown.comparison().actOf(row);
    ComparedAct act = shown.comparison().acts().get(number);
    ComparedAct.Expected expected = act.expected();
    String both =
        expected != null
            ? BaselineWords.sentence(expected)
            : act.presence() == ComparedAct.Presence.BOTH
                ? "Both sides did this."
                : "Never done by " + letter(!didIt) + ", " + lacking + ".";
    String count =
        hit.cell().count() == 1
            ? "1 event"
            : Moments.count(hit.cell().count()) + " events, the worst of them:";
    String line = Activities.line(observations, row);
    return letter(didIt)
        + ", "
        + who
        + "\n"
        + since
        + Moments.exact(observations.time(row))
        + "\n"
        + count
        + "\n"
        + Words.drawn(hit.cell().worst())
        + ": "
        + observations.kind(row).words()
        + "  "
        + VisibleText.command(line.length() <= LIMIT ? line : line.substring(0, LIMIT) + "\u2026")
        + "\n"
        + both;
  }

  private static String letter(boolean a) {
    return a ? "A" : "B";
  }
}

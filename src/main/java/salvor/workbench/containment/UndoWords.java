package salvor.workbench.containment;

import java.util.List;
import salvor.containment.Measure;
import salvor.containment.Outcome;
import salvor.containment.Presence;
import salvor.containment.Step;
import salvor.containment.Undone;
import salvor.report.ClusterWords;
import salvor.report.ContainmentWords;
import salvor.workbench.containment.UndoViewModel.Stage;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What the sheet that takes a measure back says. */
final class UndoWords {
  private UndoWords() {}

  /** What becomes of a step. */
  static String what(Step step) {
    return switch (step) {
      case Step.Create create -> ContainmentWords.step(create).replaceFirst("^create ", "delete ");
      case Step.Patch patch -> "give back what was changed: " + ContainmentWords.step(patch);
      case Step.Delete delete -> "cannot be taken back: " + ContainmentWords.step(delete);
    };
  }

  /** What is there of a step now. */
  static String found(Presence.Found found) {
    return switch (found) {
      case Presence.Found.InPlace() -> "\u25cf as the measure left it";
      case Presence.Found.AsBefore() -> "\u25cb as it was before: nothing to do";
      case Presence.Found.Changed(List<String> fields) ->
          "\u25b2 others changed "
              + VisibleText.of(String.join(", ", fields), 200)
              + ": that is left as it is";
      case Presence.Found.Gone() -> "\u25cb gone: nothing to do";
      case Presence.Found.Replaced() -> "\u25b2 another has its name: it is left alone";
      case Presence.Found.Unseen(var why) -> "? not seen: " + ClusterWords.trouble(why);
    };
  }

  /** What came of taking a step back. */
  static String ended(Outcome outcome) {
    String why = OutcomeText.of(outcome);
    return switch (outcome) {
          case Outcome.Done _ -> "\u2713 taken back, and read back";
          case Outcome.Already _ -> "\u2713 nothing was to be done";
          case Outcome.Unknown _ -> "? not known";
          case Outcome.Refused _, Outcome.Hindered _, Outcome.NotTried _ -> "\u2715 not taken back";
        }
        + (why.isEmpty() || outcome instanceof Outcome.Already ? "" : ": " + why);
  }

  /** Why it cannot be done now; empty when it can. */
  static String against(Stage stage, boolean allowed, boolean evenEvidence) {
    return switch (stage) {
      case Stage.Busy(var _, String doing, var _) -> doing;
      case Stage.NotSeen(String why) -> why;
      case Stage.Seen(Presence presence, String missing, var back) ->
          !missing.isEmpty()
              ? "You may not " + missing + "."
              : !presence.isThere()
                  ? "Nothing of it is there any more."
                  : back.deletes() && !evenEvidence
                      ? "Pods are deleted by it. Collect them first, or say that it may be."
                      : allowed ? "" : "Read-only. Say why, and allow acting.";
      case Stage.Done _ -> "";
    };
  }

  static String button(Stage stage) {
    if (stage instanceof Stage.NotSeen) {
      return "_Look again";
    }
    long pods =
        stage instanceof Stage.Seen(Presence presence, var _, var _)
            ? presence.recorded().measure().pods().size()
            : 0;
    return "_Undo" + (pods == 0 ? "" : " for " + Moments.count(pods, "pod"));
  }

  /** What was taken back, and what that means. */
  static String result(Undone undone) {
    String unwritten =
        undone.unwritten() == null
            ? ""
            : " Something could not be written down, and nothing more was done then: "
                + VisibleText.of(undone.unwritten(), 300);
    return (undone.isComplete()
            ? undone.recorded().measure().kind() == Measure.Kind.QUARANTINE
                ? "Taken back: the pods have the labels that they had, and nothing that was made is"
                    + " left. They can be reached again."
                : "Taken back: what was changed is as it was, and nothing that was made is left."
            : "Not all of it was taken back; each step says why. It can be tried again.")
        + unwritten;
  }
}

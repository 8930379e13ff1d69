package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import salvor.containment.Aftermath;
import salvor.containment.Measure;
import salvor.containment.Outcome;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.Undone;
import salvor.report.AftermathWords;
import salvor.report.ClusterWords;
import salvor.report.RestorationWords;
import salvor.workbench.containment.UndoViewModel.Stage;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What the sheet that takes a measure back says. */
final class UndoWords {
  private UndoWords() {}

  private static final int NAMED = 8;

  static final String LOCKED =
      "Pods of the incident may end by it. Collect them first, or say that they may.";

  /** Whose measure it is, and of which cluster, as far as that is not as usual. */
  static String origin(RecordedMeasure recorded, String clusterUid) {
    return RestorationWords.origin(recorded)
        + "\n"
        + RestorationWords.cluster(recorded, clusterUid);
  }

  /** Rights that taking it back gives; empty for most measures. */
  static String given(RecordedMeasure recorded) {
    List<String> given =
        recorded.measure().steps().stream()
            .flatMap(step -> RestorationWords.given(step).stream())
            .map(line -> "\u25b2 " + line)
            .toList();
    return shortened(given, "rights");
  }

  /** What controllers do, and each pod that may be lost by it; empty where none may. */
  static String aftermath(Aftermath of) {
    List<String> lines =
        new ArrayList<>(
            of.losses().stream()
                .map(each -> (each.isAsked() ? "\u25b2 " : "\u25cb ") + AftermathWords.pod(each))
                .toList());
    String pods = shortened(lines, "pods");
    List<String> all = new ArrayList<>(AftermathWords.controllers(of));
    if (!pods.isEmpty()) {
      all.add(pods);
    }
    return String.join("\n", all);
  }

  private static String shortened(List<String> lines, String what) {
    return lines.stream().limit(NAMED).collect(Collectors.joining("\n"))
        + (lines.size() > NAMED ? "\n\u25b2 and " + (lines.size() - NAMED) + " more " + what : "");
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
                  : !back.asked().isEmpty() && !evenEvidence
                      ? LOCKED
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

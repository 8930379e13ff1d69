package salvor.workbench.containment;

import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.containment.Step;
import salvor.workbench.containment.Undertaking.Of;
import salvor.workbench.containment.Undertaking.Stage;
import salvor.workbench.wording.Moments;

/** What the sheet that cuts pods off says of itself. */
final class IsolateWords {
  private IsolateWords() {}

  /** Why it cannot be done now; empty when it can. */
  static String against(Stage stage, @Nullable PlanShown plan, boolean allowed) {
    return switch (stage) {
      case Stage.Busy(Of of, String doing, double part) ->
          doing + (part < 0 || of == Of.PLANNING ? "" : ": " + Math.round(part * 100) + " %");
      case Stage.NoPlan(String why) -> why;
      case Stage.Planned() ->
          plan == null
              ? ""
              : !plan.missing().isEmpty()
                  ? "You may not " + plan.missing() + "."
                  : plan.pods() == 0
                      ? "No pod of these can be isolated."
                      : allowed
                          ? "The server is asked first."
                          : "Read-only. Say why, and allow acting: then the server is asked whether it"
                              + " would do it.";
      case Stage.Refused(String why) -> why;
      case Stage.Ready _ -> "";
      case Stage.Done _ -> "";
    };
  }

  /** What the button says: the act, and how many pods it is about. */
  static String button(Stage stage, @Nullable PlanShown plan, boolean first) {
    long pods =
        stage instanceof Stage.Ready(var trial)
            ? IsolateViewModel.passing(trial)
            : plan == null ? 0 : plan.pods();
    String what =
        (first ? "Look first, and _isolate " : "_Isolate ")
            + (pods == 0 ? "" : Moments.count(pods, "pod"));
    return plan != null && !plan.passes().isEmpty() ? what.strip() + ", not fully" : what.strip();
  }

  /** The same while or after it is looked from inside first. */
  static String against(FirstLook.Stage look, Stage stage, String why) {
    return switch (look) {
      case FirstLook.Stage.Looking(String doing, double part) ->
          doing + (part < 0 ? "" : ": " + Math.round(part * 100) + " %");
      case FirstLook.Stage.NotDone(String not) -> stage instanceof Stage.Ready ? not : "";
      case FirstLook.Stage.NotYet _, FirstLook.Stage.Looked _ -> why;
    };
  }

  /** What a look from inside told before anything was done; empty where nobody looked. */
  static String looked(FirstLook.Stage look) {
    return look instanceof FirstLook.Stage.Looked(int pods, int answering)
        ? " Before that, "
            + Moments.count(answering, "target")
            + " answered from inside of "
            + Moments.count(pods, "pod")
            + "."
        : "";
  }

  /** What the server would not do, though the rest can be done; empty where it would do all. */
  static String caution(Stage stage) {
    if (stage instanceof Stage.Ready(var trial)) {
      long not = trial.trials().stream().filter(each -> !each.passed()).count();
      return not == 0
          ? "\u2713 The server would do all of it, and was asked in earnest: by its checks and its"
              + " admission. Nothing was changed so far."
          : "\u25b2 Of "
              + Moments.count(trial.trials().size(), "step")
              + " the server would refuse "
              + Moments.count(not)
              + "; the others can be done.";
    }
    return "";
  }

  /** How it stands, with a shape, as short as a chip; empty before anything was done. */
  static String chip(Stage stage) {
    return switch (stage) {
      case Stage.Done(Applied applied) ->
          switch (applied.extent()) {
            case WHOLE -> "\u25d1 ACCEPTED, not verified";
            case PART -> "\u25b2 PARTLY ACCEPTED";
            case NONE -> "\u2715 NOT DONE";
          };
      case Stage.Busy(Of of, var _, var _) -> of == Of.ACTING ? "\u25d4 REQUESTED" : "";
      case Stage.NoPlan _, Stage.Planned _, Stage.Refused _, Stage.Ready _ -> "";
    };
  }

  /** What was done, and what that means. */
  static String result(Applied applied) {
    long all = applied.measure().pods().size();
    long marked =
        applied.results().stream()
            .filter(each -> each.step().why() == Step.Why.MARK_POD && each.outcome().isDone())
            .count();
    String unwritten =
        applied.unwritten() == null
            ? ""
            : " Something could not be written down, and nothing more was done then: "
                + salvor.workbench.wording.VisibleText.of(applied.unwritten(), 300);
    return switch (applied.extent()) {
          case WHOLE ->
              "The cluster accepted it for "
                  + Moments.count(all, "pod")
                  + ", and shows it when it is read again. Accepted is not contained: whether the"
                  + " network holds to it is proved from inside the pod alone.";
          case PART ->
              "The cluster accepted it for "
                  + marked
                  + " of "
                  + Moments.count(all, "pod")
                  + ". What was made stays until it is undone; no pod is more open than it was.";
          case NONE -> "Nothing was done: no pod is more open, and none is cut off.";
        }
        + unwritten;
  }
}

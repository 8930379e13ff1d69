package salvor.workbench.recovery;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.containment.DryRun;
import salvor.recovery.Hitch;
import salvor.recovery.RollOutState;
import salvor.recovery.RollOutWatch.OfWorkload;
import salvor.recovery.Rolling;
import salvor.report.RollOutWords;
import salvor.workbench.containment.OutcomeText;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What the sheet that rolls an image out says. */
final class RollWords {
  static final String PLANNED = "\u25cb planned";
  static final String UNSURE = "? by the same tag: choose it, if it is meant";
  static final String BACK = "\u25cb has its old image again";
  static final String STOPPED =
      "\u25b2 Stopped. What was set stays, and the cluster goes on with it; the rest has the old"
          + " image.";

  static final String LOCKED =
      "Pods of the incident are deleted by it. Collect them first, or say that they may be.";

  /** Which image a practice cluster can pull. */
  static String offered(String reference) {
    return "PRACTICE: beside what runs, this cluster can pull only "
        + VisibleText.of(reference, 300);
  }

  private RollWords() {}

  /** Why it cannot be done now, or what is under way; empty when it can. */
  static String against(RollStage stage, int chosen, boolean allowed) {
    return switch (stage) {
      case RollStage.Asking(String trouble) ->
          trouble.isEmpty() ? "Write both digests, and plan. Nothing is sent by a plan." : trouble;
      case RollStage.Busy(var _, String doing, double part) ->
          doing + (part < 0 ? "\u2026" : ": " + Math.round(part * 100) + " %");
      case RollStage.Planned(String missing) ->
          !missing.isEmpty()
              ? "You may not " + missing + "."
              : chosen == 0
                  ? "Choose a workload: Space takes one in or out."
                  : allowed
                      ? "The server is asked first."
                      : "Read-only. Say why, and allow acting: then the server is asked whether it"
                          + " would do it.";
      case RollStage.Refused(String why) -> why;
      case RollStage.Ready _ ->
          "\u2713 The server would do all of it, by its checks and its admission. Nothing was"
              + " changed so far.";
      case RollStage.Rolling(boolean held) ->
          held
              ? "\u25d4 Paused before the next workload; what was set goes on in the cluster. Closed,"
                  + " it goes on with the others."
              : "\u25d4 One workload after the other: the next when the one before is through."
                  + " Closing this stops nothing; the tab Actions tells how it stands.";
      case RollStage.Ended(String words, var _) -> words;
    };
  }

  /** What to do about new pods that do not start; as {@link #against} where all do. */
  static String against(RollStage stage, int chosen, boolean allowed, List<Hitch> hitches) {
    return hitches.isEmpty() || !(stage instanceof RollStage.Rolling)
        ? against(stage, chosen, allowed)
        : "\u25b2 New pods do not start: "
            + hitches.stream()
                .map(each -> VisibleText.of(each.reason(), 60))
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "))
            + ". The cluster tries again by itself, whether this is closed or not (tab Actions); roll"
            + " back, where the digest is wrong.";
  }

  static String button(RollStage stage, int chosen) {
    return "_Roll out" + (chosen == 0 ? "" : " to " + Moments.count(chosen, "workload"));
  }

  /** Whether the server would do it. */
  static String trial(DryRun.Trial trial) {
    return trial.passed()
        ? "\u2713 the server would do it"
        : "\u2715 the server would not do it: " + OutcomeText.of(trial.outcome());
  }

  /** What came of setting the image of one. */
  static String applied(Applied applied) {
    if (applied.unwritten() != null) {
      return "\u2715 it could not be written down, and nothing more is done: "
          + VisibleText.of(applied.unwritten(), 200);
    }
    return applied.results().stream()
        .filter(each -> !each.outcome().isDone())
        .findFirst()
        .map(each -> "\u2715 not done: " + OutcomeText.of(each.outcome()))
        .orElse("\u25d4 set, and read back");
  }

  /** Whether it was given another image: what was not touched says nothing. */
  static boolean isBegun(OfWorkload standing) {
    return standing.isOther()
        || (standing.state() != null && !(standing.state() instanceof RollOutState.NotSeenYet));
  }

  /** How far one is, with a shape. */
  static String standing(OfWorkload standing) {
    @Nullable RollOutState state = standing.state();
    String shape =
        standing.isOther() || !standing.hitches().isEmpty()
            ? "\u25b2 "
            : switch (state) {
              case null -> "? ";
              case RollOutState.NotSeenYet _, RollOutState.Under _ -> "\u25d4 ";
              case RollOutState.Through _, RollOutState.NextRun _ -> "\u2713 ";
              case RollOutState.Stuck _, RollOutState.Waiting _ -> "\u25b2 ";
            };
    String said = RollOutWords.standing(standing);
    int at = said.indexOf(": ");
    return shape + (at < 0 ? said : said.substring(at + 2));
  }

  /** How it came to its end. */
  static String end(Rolling.End end) {
    return switch (end.why()) {
      case THROUGH ->
          end.standing().isOver()
              ? "\u2713 Through: no pod in the open runs the bad digest."
              : "\u25b2 All workloads are through. What no roll-out reaches still runs the bad"
                  + " digest, or is not known: it stands above.";
      case STUCK ->
          "\u25b2 One does not go on by itself; those after it were left as they are. Mend it, or"
              + " roll back.";
      case NOT_DONE -> "\u2715 One was not set, and those after it were left as they are.";
      case TIME -> "\u25b2 One takes long; those after it were left as they are.";
    };
  }

  static String back(boolean all) {
    return all
        ? "\u25cb Rolled back: the workloads have their old images, which is the bad one."
        : "\u25b2 Not all was given back; what is left stands among the measures of this case.";
  }
}

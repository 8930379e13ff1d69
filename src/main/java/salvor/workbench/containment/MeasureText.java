package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.containment.ChosenPod;
import salvor.containment.MeasurePlan.Refusal;
import salvor.containment.Outcome;
import salvor.containment.Step;
import salvor.report.MeasurePlanWords;
import salvor.report.MeasureWords;
import salvor.workbench.containment.Undertaking.Of;
import salvor.workbench.containment.Undertaking.Stage;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What the sheet of measures says. */
final class MeasureText {
  static final String PRACTICE =
      "This cluster is for practice: it keeps admission policies, and does not make them hold. Nothing"
          + " is denied here.";
  static final String NOT_TOLD =
      "Nothing tells of this image so far. Have it only told first, and look in the audit log at whom"
          + " it hits; then it can be denied.";
  private static final int LIMIT = 200;

  private MeasureText() {}

  /** What is to be filled in first; empty where nothing is. */
  static String unfilled(MeasureWish wish) {
    return switch (wish.choice()) {
      case BLOCK -> wish.destinations().isEmpty() ? "Say which addresses." : "";
      case DELETE ->
          wish.deletion().override() && wish.deletion().overriding().isEmpty()
              ? "Say why it is deleted although no evidence of it verifies."
              : "";
      case HOLD, DENY_IMAGE, CORDON, TAINT, SCALE, PAUSE, SUSPEND, REVOKE -> "";
    };
  }

  /** Why a measure is none for pods. */
  static String notFor(MeasureChoice choice, Refusal refusal) {
    if (refusal.why() == Refusal.Why.NO_OWNER) {
      return "Nothing owns the pod (any more): there is no workload to "
          + choice.title().split(" ")[0].toLowerCase(Locale.ROOT)
          + ".";
    }
    if (refusal.why() == Refusal.Why.OTHER_KIND) {
      return "Needs "
          + needed(choice)
          + " above the pod"
          + (refusal.named().isEmpty()
              ? "."
              : "; it has " + VisibleText.of(refusal.named().getLast(), LIMIT) + ".");
    }
    return capital(MeasurePlanWords.why(refusal.why(), MeasurePlanWords.Where.WINDOW)) + ".";
  }

  private static String needed(MeasureChoice choice) {
    return switch (choice) {
      case SCALE -> "a Deployment, StatefulSet or ReplicaSet";
      case PAUSE -> "a Deployment";
      case SUSPEND -> "a CronJob or Job";
      case HOLD, BLOCK, DENY_IMAGE, CORDON, TAINT, REVOKE, DELETE -> "another owner";
    };
  }

  /** The same with a capital letter. */
  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String count(MeasureShown shown, MeasureChoice choice) {
    List<ChosenPod> pods = shown.plan() == null ? List.of() : shown.plan().pods();
    int steps = shown.steps().size();
    return switch (choice) {
      case HOLD, BLOCK -> Moments.count(pods.size(), "pod");
      case DELETE -> Moments.count(steps, "pod");
      case CORDON, TAINT -> Moments.count(steps, "node");
      case SCALE, PAUSE, SUSPEND -> Moments.count(steps, "workload");
      case REVOKE -> Moments.count(steps, "grant");
      case DENY_IMAGE -> "1 image";
    };
  }

  /** What a plan that can be done would do. */
  static String would(MeasureShown shown) {
    MeasureWish wish = shown.wish();
    String of = count(shown, wish.choice());
    return switch (wish.choice()) {
      case HOLD -> "Nobody could delete or evict " + of + " any more.";
      case BLOCK ->
          "DOES NOT CONTAIN: single addresses are blocked for " + of + ", everything else passes.";
      case DENY_IMAGE ->
          wish.denial().deny()
              ? "New pods of the image would be denied, in the whole cluster."
              : "Whoever starts the image would be told of and written down; nothing is denied yet.";
      case CORDON -> "No more pods would be placed on " + of + ".";
      case TAINT ->
          wish.noExecute()
              ? "Pods that do not bear the taint would be DELETED on " + of + "."
              : "Pods that do not bear the taint would no longer be placed on " + of + ".";
      case SCALE -> of + " would run " + Moments.count(wish.replicas(), "pod") + ".";
      case PAUSE -> "The roll-out of " + of + " would stand still.";
      case SUSPEND -> of + " would start nothing new.";
      case REVOKE -> of + " would be taken from the account of the pod.";
      case DELETE -> of + " would be deleted, FOR GOOD: this cannot be undone.";
    };
  }

  /** What the button says. */
  static String button(@Nullable MeasureShown shown, MeasureWish wish) {
    String of = shown == null || shown.steps().isEmpty() ? "" : " " + count(shown, wish.choice());
    return switch (wish.choice()) {
      case HOLD -> "_Hold" + of;
      case BLOCK -> "_Block for" + (of.isEmpty() ? " the pod" : of);
      case DENY_IMAGE -> wish.denial().deny() ? "_Deny the image" : "_Tell of the image";
      case CORDON -> "_Cordon" + of;
      case TAINT -> "_Taint" + of;
      case SCALE -> "_Scale" + of;
      case PAUSE -> "_Pause" + of;
      case SUSPEND -> "_Suspend" + of;
      case REVOKE -> "_Revoke" + of;
      case DELETE -> "_Delete" + of + ", for good";
    };
  }

  /** What it is called while it is done. */
  static String doing(MeasureChoice choice) {
    return switch (choice) {
      case HOLD -> "Holding";
      case BLOCK -> "Blocking";
      case DENY_IMAGE -> "Denying";
      case CORDON -> "Cordoning";
      case TAINT -> "Tainting";
      case SCALE -> "Scaling";
      case PAUSE -> "Pausing";
      case SUSPEND -> "Suspending";
      case REVOKE -> "Revoking";
      case DELETE -> "Deleting";
    };
  }

  /** Why it cannot be done now; empty when it can. */
  static String against(Stage stage, @Nullable MeasureShown shown, boolean allowed) {
    return switch (stage) {
      case Stage.Busy(Of of, String doing, double part) ->
          doing + (part < 0 || of == Of.PLANNING ? "" : ": " + Math.round(part * 100) + " %");
      case Stage.NoPlan(String why) -> why;
      case Stage.Refused(String why) -> why;
      case Stage.Planned() -> shown == null ? "" : against(shown, allowed);
      case Stage.Ready _, Stage.Done _ -> "";
    };
  }

  private static String against(MeasureShown shown, boolean allowed) {
    if (shown.plan() == null) {
      return shown.against();
    }
    if (!shown.missing().isEmpty()) {
      return "You may not " + shown.missing() + ".";
    }
    if (shown.steps().isEmpty()) {
      return shown.isLocked()
          ? "Locked. Collect from the pod, and have it sealed; or tick the override and say why."
          : "Nothing of this can be done.";
    }
    return allowed
        ? "The server is asked first."
        : "Read-only. Say why, and allow acting: then the server is asked whether it would do it.";
  }

  /** How it stands, with a shape, as short as a chip; empty before anything was done. */
  static String chip(Stage stage, MeasureChoice choice) {
    boolean proven = !choice.isByAdmission() && choice != MeasureChoice.BLOCK;
    return stage instanceof Stage.Done(Applied applied)
            && applied.extent() == Applied.Extent.WHOLE
            && proven
        ? "\u2713 DONE, read back"
        : IsolateWords.chip(stage);
  }

  /** What was done, and what that does not say. */
  static String result(Applied applied, MeasureWish wish) {
    String unwritten =
        applied.unwritten() == null
            ? ""
            : " Something could not be written down, and nothing more was done then: "
                + VisibleText.of(applied.unwritten(), 300);
    return switch (applied.extent()) {
          case WHOLE -> "The cluster accepted all of it. " + proof(wish);
          case PART ->
              "The cluster accepted a part of it; each step says which. What was made stays until it"
                  + " is undone.";
          case NONE -> "Nothing was done.";
        }
        + unwritten;
  }

  private static String proof(MeasureWish wish) {
    return switch (wish.choice()) {
      case HOLD -> "That a deletion is denied was not tried: the policy and the labels are there.";
      case BLOCK ->
          "Accepted is not blocked: whether the network holds to it is proved from inside the pod"
              + " alone.";
      case DENY_IMAGE ->
          wish.denial().deny()
              ? "That a start is denied was not tried: the policy says so now."
              : "Nothing is denied yet: look in the audit log at whom it hits, then deny.";
      case CORDON, TAINT -> "The node says so when it is read again.";
      case SCALE, PAUSE, SUSPEND ->
          "The workload says so when it is read again; what it runs follows by its controller.";
      case REVOKE ->
          "The bindings say so when they are read again; tokens that are out still hold.";
      case DELETE -> "The pod is going or gone; until its grace period ends its processes may run.";
    };
  }

  /** What came of it for each pod. */
  static List<String> perPod(Applied applied) {
    return applied.measure().pods().stream().map(pod -> perPod(applied, pod)).toList();
  }

  private static String perPod(Applied applied, ChosenPod pod) {
    String name = VisibleText.of(pod.namespace() + "/" + pod.name(), LIMIT);
    Outcome own = applied.of(pod).orElse(null);
    boolean done = own == null ? applied.extent() == Applied.Extent.WHOLE : own.isDone();
    return (done ? "\u2713 " : "\u2715 ")
        + name
        + ": "
        + (own == null
            ? MeasureWords.extent(applied.extent()) + " is done"
            : MeasureWords.outcome(own));
  }

  /** Whether a step of it can be taken back. */
  static boolean canBeUndone(Applied applied) {
    return applied.results().stream()
        .anyMatch(each -> each.outcome().isDone() && !(each.step() instanceof Step.Delete));
  }

  /** All that is told of a plan, of what the server says to it, and of what came of it. */
  static List<PlanSection> sections(Stage stage, MeasureShown shown, List<StepRow> steps) {
    List<PlanSection> all = new ArrayList<>();
    if (stage instanceof Stage.Done(Applied applied)) {
      all.add(
          new PlanSection("By pod", PlanSection.brief(perPod(applied)), PlanSection.Weight.TOLD));
    }
    all.add(
        new PlanSection(
            "The server",
            PlanSection.brief(
                steps.stream()
                    .filter(StepRow::isRefused)
                    .map(row -> row.number() + ". " + row.what() + ": " + row.said())
                    .toList()),
            PlanSection.Weight.AGAINST));
    all.addAll(shown.sections());
    return all;
  }
}

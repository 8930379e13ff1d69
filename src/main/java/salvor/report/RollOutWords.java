package salvor.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Trouble;
import salvor.containment.Outcome;
import salvor.evidence.Visible;
import salvor.recovery.DigestCount;
import salvor.recovery.Hitch;
import salvor.recovery.ImageChange;
import salvor.recovery.RollOutPlan;
import salvor.recovery.RollOutState;
import salvor.recovery.RollOutWatch.OfWorkload;
import salvor.recovery.WorkloadFix;
import salvor.recovery.WorkloadFix.Remark;

/** Roll-outs in words. */
public final class RollOutWords {
  private static final int LIMIT = 200;

  private RollOutWords() {}

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }

  /** A workload and what is set of it. */
  public static String workload(WorkloadFix fix) {
    return v(fix.said())
        + ": "
        + fix.images().stream().map(RollOutWords::image).collect(Collectors.joining("; "));
  }

  private static String image(ImageChange image) {
    return (image.list().equals("initContainers") ? "init container " : "")
        + v(image.container())
        + " from "
        + v(image.before())
        + " to "
        + v(image.after());
  }

  /** How it is known that a workload is of the bad image. */
  public static String basis(WorkloadFix.Basis basis) {
    return switch (basis) {
      case NAMES_IT -> "its template names the digest";
      case RUNS_IT -> "its pods run the digest";
      case SAME_REFERENCE ->
          "pods of others ran the digest by this tag; what it would start is not known";
    };
  }

  /** What to know before a workload is changed. */
  public static String remark(Remark remark) {
    return switch (remark) {
      case Remark.Paused _ -> "it is paused: nothing is replaced until it is resumed";
      case Remark.OnDelete _ ->
          "its strategy is OnDelete: each pod must be deleted before it is replaced";
      case Remark.Partition(int from) ->
          "its pods below number " + from + " keep the old image, by its partition";
      case Remark.Recreate _ -> "all of its pods end before the first new one starts";
      case Remark.Suspended _ -> "it is suspended: it starts nothing";
      case Remark.ManagedBy(String what) ->
          v(what) + " writes it and may write the old image back: change it there as well";
      case Remark.EndsQuarantined(String pod) ->
          "pod "
              + v(pod)
              + " is cut off and still its own: the roll-out ends it, and with it its evidence";
      case Remark.AnotherUnderWay(String image) ->
          "a roll-out of "
              + v(image)
              + " is under way, and not all of its pods have that: it is replaced as well";
    };
  }

  /** Something that no roll-out reaches, and what to do. */
  public static String left(RollOutPlan.Left left) {
    String name = v(left.kind() + " " + left.namespace() + "/" + left.name());
    return name
        + ": "
        + switch (left.why()) {
          case QUARANTINED ->
              "it is cut off and kept for its evidence; delete it when that is sealed";
          case BARE_POD ->
              "nothing owns it: seal its evidence, delete it and start it anew by hand";
          case STATIC_POD -> "its node starts it by a file: change that on the node";
          case IMMUTABLE -> "its template cannot be changed: delete it, and make it anew";
          case REPLACES_NONE ->
              "it does not replace its pods: change its template, then delete them";
          case OTHER_OWNER -> "Salvor does not know how it rolls out: set the image there";
          case ENDING -> "it is being deleted";
        };
  }

  /** Pods that end with evidence that is nowhere else; empty for none. */
  public static String unsealed(List<RollOutPlan.Ending> pods) {
    return pods.isEmpty()
        ? ""
        : pods(pods.size())
            + (pods.size() == 1 ? " ends with what is in it" : " end with what is in them")
            + noEvidence(pods)
            + " of "
            + (pods.size() == 1 ? "it" : "them")
            + " verifies: "
            + pods.stream().limit(20).map(RollOutWords::ending).collect(Collectors.joining(", "))
            + (pods.size() > 20 ? " and " + (pods.size() - 20) + " more" : "")
            + ". Collect them first, or isolate what is to be kept.";
  }

  /** Pods of the incident itself that end, by name; empty for none. */
  public static String victims(List<RollOutPlan.Ending> pods) {
    return pods.isEmpty()
        ? ""
        : (pods.stream().allMatch(each -> each.lacking().isEmpty())
                ? "No sealed evidence"
                : "No sealed evidence with all processes and sockets in it")
            + " verifies of "
            + pods(pods.size())
            + (pods.size() == 1 ? " that ends" : " that end")
            + " by it, out of profile, decided to be bad, cut off or held: "
            + pods.stream().limit(20).map(RollOutWords::ending).collect(Collectors.joining(", "))
            + (pods.size() > 20 ? " and " + (pods.size() - 20) + " more" : "");
  }

  private static String noEvidence(List<RollOutPlan.Ending> pods) {
    return pods.stream().allMatch(each -> each.lacking().isEmpty())
        ? ", and no sealed evidence"
        : ", and no sealed evidence with all processes and sockets in it";
  }

  private static String ending(RollOutPlan.Ending pod) {
    String name = v(pod.namespace() + "/" + pod.name());
    return pod.lacking().isEmpty()
        ? name
        : name + " (" + MeasurePlanWords.partly(pod.lacking()) + ")";
  }

  /** How many pods run the bad digest, and what the number leaves out. */
  public static String count(DigestCount count) {
    StringBuilder said = new StringBuilder();
    said.append(pods(count.open().size())).append(" on the bad digest");
    if (!count.held().isEmpty()) {
      said.append(", and ").append(pods(count.held().size())).append(" cut off");
    }
    if (!count.unknown().isEmpty()) {
      said.append("; of ").append(pods(count.unknown().size())).append(" the digest is not told");
    }
    if (!count.isWhole()) {
      said.append("; not all pods of the cluster were seen");
    }
    return said.toString();
  }

  private static String pods(int count) {
    return count + (count == 1 ? " pod" : " pods");
  }

  /** How far a workload is. */
  public static String standing(OfWorkload standing) {
    return v(standing.of().said()) + ": " + progress(standing);
  }

  /** The same, without its name. */
  public static String progress(OfWorkload standing) {
    return state(standing.state(), standing.isOther()) + hitches(standing);
  }

  /** A new pod that does not start or get ready, and what the cluster says of it. */
  public static String hitch(Hitch hitch) {
    return "pod "
        + v(hitch.pod())
        + switch (hitch.what()) {
          case START -> " does not start: ";
          case READY -> " runs and is not ready: ";
        }
        + v(hitch.reason())
        + (hitch.said().isEmpty() ? "" : ", " + v(hitch.said()));
  }

  /** New pods that do not start or get ready, the first of them by name. */
  private static String hitches(OfWorkload standing) {
    return hitches("; DOES NOT START: ", of(standing, Hitch.What.START))
        + hitches("; IS NOT READY: ", of(standing, Hitch.What.READY));
  }

  private static List<Hitch> of(OfWorkload standing, Hitch.What what) {
    return standing.hitches().stream().filter(each -> each.what() == what).toList();
  }

  private static String hitches(String what, List<Hitch> hitches) {
    return hitches.isEmpty()
        ? ""
        : what
            + hitches.stream()
                .limit(2)
                .map(each -> v(each.pod()) + ", " + v(each.reason()))
                .collect(Collectors.joining("; "))
            + (hitches.size() > 2 ? "; and " + (hitches.size() - 2) + " more" : "");
  }

  private static String state(@Nullable RollOutState state, boolean isOther) {
    if (state == null) {
      return isOther ? "it is not there any more" : "not heard of yet";
    }
    if (isOther) {
      return "somebody gave it another image";
    }
    return switch (state) {
      case RollOutState.NotSeenYet _ -> "its controller has not seen the change yet";
      case RollOutState.Under(int wanted, int updated, int available, int old) ->
          "%d of %d replaced, %d available, %d old left".formatted(updated, wanted, available, old);
      case RollOutState.Through(int wanted) -> "all " + wanted + " replaced and available";
      case RollOutState.Stuck(String reason, String said) ->
          "STUCK: " + v(reason) + (said.isEmpty() ? "" : ", " + v(said));
      case RollOutState.Waiting(RollOutState.Waiting.Why why) ->
          switch (why) {
            case PAUSED -> "WAITS: it is paused; resume it";
            case ON_DELETE -> "WAITS: delete its pods one by one";
            case PARTITION -> "WAITS: lower its partition";
          };
      case RollOutState.NextRun _ -> "its next run has the new image";
    };
  }

  /** What came of a request. */
  public static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> "done";
      case Outcome.Already _ -> "it was so already";
      case Outcome.Refused(Trouble why) -> "NOT DONE: " + ClusterWords.trouble(why);
      case Outcome.Hindered(Outcome.Hindrance why, List<String> fields, _) ->
          "NOT DONE, and left as it is: "
              + hindrance(why)
              + (fields.isEmpty() ? "" : " (" + v(String.join(", ", fields)) + ")");
      case Outcome.Unknown(Trouble lost, _) ->
          "NOT KNOWN whether it is done: " + ClusterWords.trouble(lost);
      case Outcome.NotTried(Outcome.Reason why) -> "not tried: " + word(why);
    };
  }

  private static String hindrance(Outcome.Hindrance why) {
    return switch (why) {
      case GONE -> "it is not there any more";
      case REPLACED -> "another has its name now";
      case CHANGED, CONFLICT -> "somebody changed it since";
      case NOT_AS_SENT -> "the cluster keeps something else than was sent";
      case NAME_TAKEN, NOT_OURS -> "it is not ours";
      case STILL_NEEDED -> "it is still needed";
      case NEED_UNSEEN -> "whether it is still needed could not be seen";
      case GOING -> "it is being deleted, and stands until its finalizers let it go";
      case FOR_GOOD -> "it cannot be taken back";
    };
  }

  /** As documents call it. */
  static String word(@Nullable RollOutState state) {
    return switch (state) {
      case null -> "absent";
      case RollOutState.NotSeenYet _ -> "not-seen-yet";
      case RollOutState.Under _ -> "under";
      case RollOutState.Through _ -> "through";
      case RollOutState.Stuck _ -> "stuck";
      case RollOutState.Waiting _ -> "waiting";
      case RollOutState.NextRun _ -> "next-run";
    };
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> remarks(WorkloadFix fix) {
    return fix.remarks().stream().map(RollOutWords::remark).toList();
  }
}

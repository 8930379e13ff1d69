package salvor.report;

import java.util.List;
import java.util.stream.Collectors;
import salvor.containment.Measure;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import salvor.evidence.Visible;

/** What a plan of a measure says, in words. */
public final class MeasurePlanWords {
  private static final int LIMIT = 200;
  private static final int NAMED = 20;
  private static final String NOT_ALL = "processes and sockets are NOT (ALL) IN IT";

  private MeasurePlanWords() {}

  /** Where it is read: what to do about it is done in other ways. */
  public enum Where {
    /** By options of a command. */
    TERMINAL,
    /** By what the sheet shows beside it. */
    WINDOW
  }

  static String kind(Measure.Kind kind) {
    return switch (kind) {
      case QUARANTINE -> "Cut pods off";
      case BLOCK -> "Block destinations: DOES NOT CONTAIN";
      case HOLD -> "Hold pods as evidence";
      case DENY_IMAGE -> "Deny an image";
      case CORDON -> "Cordon nodes";
      case TAINT -> "Taint nodes";
      case SCALE -> "Scale workloads";
      case PAUSE -> "Pause roll-outs";
      case SUSPEND -> "Suspend";
      case REVOKE -> "Take away what accounts were given";
      case DELETE_POD -> "Delete pods";
      case ROLL_OUT -> "Roll an image out";
    };
  }

  static String refusal(Refusal refusal) {
    return refusal(refusal, Where.TERMINAL);
  }

  /** What is not done, of what, and what to do instead. */
  public static String refusal(Refusal refusal, Where where) {
    return v(refusal.what()) + ": " + why(refusal.why(), where) + named(": ", refusal.named());
  }

  /** Why something is not done, and what to do instead. */
  public static String why(Refusal.Why why, Where where) {
    boolean window = where == Where.WINDOW;
    return switch (why) {
      case NOT_THERE -> "it is not there, or another has its name";
      case ENDED -> "it does not run any more";
      case ENDING -> "it is being deleted, and nothing stops that: collect at once";
      case HOST_NETWORK -> "it is in its node's network, where policies of pods do not hold";
      case ALREADY -> "it is so already";
      case ALREADY_ELSEWHERE ->
          "another case did that already, and it stands: take it back there first";
      case NOT_SERVED -> "the cluster does not serve it (version 1 came with Kubernetes 1.30)";
      case NOT_SEEN -> "what must be known for it was not told, or is not judged here";
      case NO_OWNER ->
          window
              ? "nothing owns it (any more); of a pod that was cut off the terminal can name what ran it"
                  + " (--workload)"
              : "nothing owns it (any more); name the workload with --workload";
      case OTHER_KIND -> "what owns it cannot be stopped in this way";
      case EVIDENCE_WOULD_GO ->
          "evidence would be deleted by it: hold or isolate the pod first, or "
              + (window ? "tick that it may be deleted" : "say --even-evidence");
      case CANNOT_DENY ->
          "a NetworkPolicy takes nothing away from what another allows: isolate the pod, or change that one";
      case BY_NAME ->
          "no network plugin denies by a name, as it would miss what it did not see resolved: give the addresses";
      case NO_ADDRESS -> "it is no address, and no block of addresses smaller than everything";
      case INSIDE ->
          "it is an address inside the cluster, which such rules do not surely mean: isolate the pod";
      case BLOCKED_ALREADY -> "the policies that select it do not let it reach that";
      case NOTHING_GIVEN ->
          "no binding names it and no Secret holds a token of it, as far as was seen";
      case LOCKED ->
          window
              ? "locked: no sealed evidence of it in this case verifies as VALID. Collecting from the pod"
                  + " opens it, once the bundle is sealed and verifies"
              : "locked: no sealed evidence of it verifies as VALID. Seal and verify it (--evidence BUNDLE), or say"
                  + " why it is done without (--override TEXT)";
      case PART_SEALED ->
          "locked: evidence of it is sealed and VALID, and "
              + NOT_ALL
              + (window
                  ? ". Collecting them opens it, or say why it is done without"
                  : ". Collect and seal them, or say why it is done without (--override TEXT)");
      case HELD -> "it is held as evidence: take the hold back first";
    };
  }

  static String note(Note note) {
    return note(note, Where.TERMINAL);
  }

  /** What is to be known, of what. */
  public static String note(Note note, Where where) {
    String what = note.what().isEmpty() ? "" : v(note.what()) + ": ";
    return switch (note.subject()) {
      case NO_CLOCK ->
          "it does not end by itself, as admission knows no clock: take it back"
              + (note.what().isEmpty() ? " when it is not needed any more" : " by " + note.what());
      case AUDIT_ONLY ->
          what
              + "nothing is denied yet: hits are warned of and stand in the audit log. Look at them, then "
              + (where == Where.WINDOW ? "choose to deny" : "--enforce")
              + named(": ", note.named());
      default -> what + said(note.subject()) + named(": ", note.named());
    };
  }

  private static String said(Note.Subject subject) {
    return switch (subject) {
      case NO_CLOCK, AUDIT_ONLY -> "";
      case NODE_ACTS ->
          "it does not stop the node: pressure on memory or disk, a failing liveness probe, the end of a process or of the"
              + " node itself take memory and files of containers all the same";
      case CAN_BE_LIFTED ->
          "whoever may delete the policy, take the label away or write to etcd lifts it: watch the audit log";
      case STANDS_STILL ->
          "roll-outs, drains, scaling down and the deletion of the namespace stand still at these pods, in";
      case BY_POD_NAME ->
          "eviction is denied by name: a later pod of the same name (of a StatefulSet) cannot be evicted either";
      case PROBED -> "its liveness probe may restart it, and its memory is gone: collect first";
      case RUNS -> "run it now and go on; once ended they do not start again";
      case TEMPLATES -> "have it in their template, and start no more pods of it";
      case PASSES -> "run the digest under a reference that would pass; name these too";
      case SYSTEM -> "of the system itself";
      case AS_WRITTEN ->
          "an image is known as it is written: another tag, another registry by tag, or a new build of it passes";
      case STAYS -> "what runs there stays; nothing new is placed there";
      case LEAVE -> "these pods are deleted there";
      case STATIC -> "these are of the node itself: its kubelet starts them again";
      case DELETED -> "of these pods so many are deleted as are too many, with what is in them";
      case AUTOSCALED -> "sets the number anew";
      case AUTOSCALER_RESTS -> "rests while the number is 0";
      case KEPT_BY -> "may set it back to what is written there";
      case STILL_REPLACED -> "pods that fail or are deleted are still replaced, by the same image";
      case GOES_ON -> "what was begun goes on";
      case NOT_CONTAINED ->
          "this does not contain the pod: it reaches everything else, and is reached. Blocked is only";
      case STANDING -> "connections that stand may go on: end them, and look again";
      case OUTSIDE_ALONE ->
          "rules for addresses do not surely mean what is inside the cluster, such as";
      case OPENS_LATER ->
          "everything else is allowed to it by this policy: one that is made later cannot close it";
      case SHARED -> "these pods use the same account, and lose the same";
      case GROUPS -> "these bindings give it to groups it belongs to, which keep it";
      case BOUND_TOKENS ->
          "tokens that were handed out hold until they end (an hour, up to a year where tokens are extended), or until the"
              + " pod, or the account, is deleted: an account that is made anew has another uid. Of";
      case FOR_GOOD -> "what is deleted cannot be made again by an undo";
      case MUST_HAVE_IT ->
          "who changes a binding must have all that it gives, or the verb bind on its role: the dry run tells";
      case SECRETS_UNSEEN -> "Secrets could not be listed: tokens that lie in them stay";
      case BINDINGS_UNSEEN -> "bindings could not all be listed: there may be more";
      case OTHERS_UNSEEN ->
          "other namespaces could not be listed: what it hits there is not told here";
      case REPLACED -> "its owner starts another of the same image";
      case OVERRIDDEN -> "NO EVIDENCE of it verifies; it is done because";
      case PART_OVERRIDDEN -> "not all of its evidence is sealed; it is done because";
      case PART_SEALED -> NOT_ALL;
      case SEALED -> "its evidence is sealed and verifies";
      case LABEL_ALONE ->
          "that this was done already says a label that nothing stands behind; whoever makes a pod may set it";
      case LABEL_UNPROVED ->
          "that this was done already says a label; whether anything stands behind it was not seen";
    };
  }

  /** That the evidence of something is sealed, and what is not in it. */
  static String partly(List<String> lacking) {
    return "its evidence is sealed and VALID, and " + NOT_ALL + named(": ", lacking);
  }

  private static String named(String before, List<String> named) {
    if (named.isEmpty()) {
      return "";
    }
    return before
        + named.stream().limit(NAMED).map(MeasurePlanWords::v).collect(Collectors.joining(", "))
        + (named.size() > NAMED ? " and " + (named.size() - NAMED) + " more" : "");
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}

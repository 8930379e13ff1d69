package salvor.workbench.containment;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import salvor.cluster.ClusterFailure;
import salvor.containment.Outcome;
import salvor.report.ClusterWords;
import salvor.workbench.wording.VisibleText;

/** What came of a step, in words. */
public final class OutcomeText {
  private static final int LIMIT = 300;

  private OutcomeText() {}

  /** Of what ended a piece of work. */
  public static String of(Throwable cause) {
    return cause instanceof ClusterFailure failure
        ? ClusterWords.trouble(failure.trouble())
        : VisibleText.of(String.valueOf(cause.getMessage()), LIMIT);
  }

  /**
   * Of an act that was not done to its end: only where it could not be written down that it begins
   * is it known that nothing was sent.
   */
  static String failed(Throwable cause) {
    return (cause instanceof IOException
            ? "Nothing was sent: "
            : "What was sent is not known; the ledger and Actions tell what was begun: ")
        + of(cause);
  }

  /** Of a step; empty where there is nothing to say but that it is done. */
  public static String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var _, boolean readBack) ->
          readBack ? "" : "the cluster said so, and it could not be read again";
      case Outcome.Already _ -> "it was so already";
      case Outcome.Refused(var why) -> ClusterWords.trouble(why);
      case Outcome.Hindered(var why, List<String> fields, var _) -> hindered(why) + at(fields);
      case Outcome.Unknown(var lost, var unseen) ->
          "the answer was lost ("
              + ClusterWords.trouble(lost)
              + "), and it could not be looked at either ("
              + ClusterWords.trouble(unseen)
              + ")";
      case Outcome.NotTried(var why) -> notTried(why);
    };
  }

  private static String at(List<String> fields) {
    return fields.isEmpty()
        ? ""
        : " ("
            + fields.stream()
                .limit(5)
                .map(field -> VisibleText.of(field, 120))
                .collect(Collectors.joining(", "))
            + (fields.size() > 5 ? " and more" : "")
            + ")";
  }

  private static String hindered(Outcome.Hindrance why) {
    return switch (why) {
      case NAME_TAKEN -> "an object of this name is there, which is not ours and is left alone";
      case GONE -> "it is not there any more";
      case REPLACED -> "another object has its name now";
      case CHANGED -> "it has changed since the plan was made: plan anew";
      case CONFLICT -> "somebody changed what we had changed, and that is left as it is";
      case NOT_AS_SENT -> "the cluster keeps something else than was sent";
      case NOT_OURS -> "it is not known to be of our making, and is left alone";
      case STILL_NEEDED -> "a pod still bears the label, and would be open without it";
      case NEED_UNSEEN ->
          "it stays: whether a pod still bears the label, and would be open without it, could not be"
              + " seen";
      case GOING -> "it is being deleted, and stands until its finalizers let it go: undo again";
      case FOR_GOOD -> "it cannot be taken back";
    };
  }

  private static String notTried(Outcome.Reason why) {
    return switch (why) {
      case STOPPED -> "not tried: a step before it, which it needs, was not done";
      case CANCELLED -> "not tried: it was cancelled";
      case NOT_PERMITTED -> "not tried: acting was ended";
      case DRY_RUN -> "not tried: the server would not have done it";
      case NOT_WRITTEN -> "not tried: it could not be written down";
      case EVIDENCE -> "not tried: evidence would be lost that is not sealed";
    };
  }
}

package salvor.report;

import java.util.List;
import java.util.Locale;
import salvor.cluster.Trouble;
import salvor.containment.Applied;
import salvor.containment.Measure;
import salvor.containment.Measures.Unreadable;
import salvor.containment.Outcome;
import salvor.containment.Presence.Found;
import salvor.containment.RecordedMeasure.Stage;
import salvor.evidence.Visible;

/** What came of a measure and of taking it back, in words. */
public final class MeasureWords {
  private static final int LIMIT = 200;
  private static final int NAMED = 5;

  private MeasureWords() {}

  /** What kind of measure it is. */
  public static String kind(Measure.Kind kind) {
    return switch (kind) {
      case QUARANTINE -> "quarantine";
      case BLOCK -> "block of a destination";
      case HOLD -> "evidence hold";
      case DENY_IMAGE -> "denial of an image";
      case CORDON -> "cordon";
      case TAINT -> "taint";
      case SCALE -> "scaling";
      case PAUSE -> "pause of a roll-out";
      case SUSPEND -> "suspension";
      case REVOKE -> "revocation";
      case DELETE_POD -> "deletion of pods";
      case ROLL_OUT -> "roll-out of an image";
    };
  }

  /** How much was done. */
  public static String extent(Applied.Extent extent) {
    return switch (extent) {
      case WHOLE -> "all of it";
      case PART -> "a part of it";
      case NONE -> "nothing of it";
    };
  }

  /** What came of a step. */
  public static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(_, boolean readBack) ->
          readBack
              ? "done, and read back"
              : "done by the cluster's answer; it could not be read back";
      case Outcome.Already(_) -> "nothing to do";
      case Outcome.Refused(Trouble why) -> "not done: " + ClusterWords.trouble(why);
      case Outcome.Hindered(var why, List<String> fields, _) ->
          "not done: " + hindrance(why) + fields(fields);
      case Outcome.Unknown(Trouble lost, Trouble unseen) ->
          "NOT KNOWN whether it is done: "
              + ClusterWords.trouble(lost)
              + "; and it could not be looked at: "
              + ClusterWords.trouble(unseen);
      case Outcome.NotTried(var why) -> "not tried: " + reason(why);
    };
  }

  /** What stood in the way. */
  static String hindrance(Outcome.Hindrance why) {
    return switch (why) {
      case NAME_TAKEN -> "somebody else's object has this name, and is left alone";
      case GONE -> "it is not there any more";
      case REPLACED -> "another object has its name now";
      case CHANGED -> "it was changed since it was looked at; plan again";
      case CONFLICT -> "somebody changed it since, and that is left as it is";
      case NOT_AS_SENT -> "the cluster took it and keeps something else";
      case NOT_OURS -> "it is not known to be of our making any more, and is left alone";
      case STILL_NEEDED -> "a pod that has lost its labels would be open without it";
      case NEED_UNSEEN ->
          "it stays: whether a pod still bears the label, and would be open without it, could not be"
              + " seen";
      case GOING ->
          "it is being deleted, and stands until its finalizers let it go; undo again then";
      case FOR_GOOD -> "what was deleted does not come back";
    };
  }

  /** Why it was not even tried. */
  static String reason(Outcome.Reason why) {
    return switch (why) {
      case STOPPED -> "something before it, which it needs, was not done";
      case CANCELLED -> "it was cancelled";
      case NOT_PERMITTED -> "the leave to act was ended";
      case DRY_RUN -> "the cluster would refuse it";
      case NOT_WRITTEN -> "it could not be written down";
      case EVIDENCE -> "evidence would be lost that is not sealed";
    };
  }

  private static String fields(List<String> fields) {
    if (fields.isEmpty()) {
      return "";
    }
    List<String> some = fields.stream().limit(NAMED).map(MeasureWords::v).toList();
    return " ("
        + String.join(", ", some)
        + (fields.size() > NAMED ? ", and " + (fields.size() - NAMED) + " more" : "")
        + ")";
  }

  /** How far a step came, as it was written down. */
  public static String stage(Stage stage) {
    return switch (stage) {
      case NOT_BEGUN -> "never sent";
      case BEGUN -> "sent perhaps: the program ended before it was written down";
      case DONE -> "done";
      case FAILED -> "not done";
      case UNDONE -> "taken back";
    };
  }

  /** What was found of a step, as it was written down. */
  public static String found(Found found, Stage stage) {
    return switch (found) {
      case Found.InPlace() -> stage == Stage.DONE ? "in place" : "in place ALL THE SAME";
      case Found.AsBefore() ->
          stage == Stage.DONE ? "as before: SOMEBODY TOOK IT BACK" : "as before";
      case Found.Changed(List<String> fields) -> "CHANGED by somebody" + fields(fields);
      case Found.Gone() -> stage == Stage.DONE ? "GONE" : "not there";
      case Found.Replaced() -> "another object has its name";
      case Found.Unseen(Trouble why) -> "could not be looked at: " + ClusterWords.trouble(why);
    };
  }

  static String unreadable(Unreadable unreadable) {
    String why =
        switch (unreadable.why()) {
          case NO_FILE -> "its file cannot be read";
          case ALTERED -> "its file is not the one that was written";
          case NO_MEASURE -> "its file holds no measure that is known here";
        };
    return why + ": " + v(unreadable.said());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}

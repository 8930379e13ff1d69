package salvor.containment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Trouble;
import tools.jackson.databind.JsonNode;

/** What came of a step, or of taking one back: known by looking, never by guessing. */
public sealed interface Outcome {
  /**
   * It is done.
   *
   * @param now the object as it was read afterwards; null where it is gone
   * @param readBack whether it was read again; else this is what the cluster answered
   */
  record Done(@Nullable JsonNode now, boolean readBack) implements Outcome {}

  /** It was so already: nothing was sent. */
  record Already(@Nullable JsonNode now) implements Outcome {}

  /** The cluster did not do it, and it is not done. */
  record Refused(Trouble why) implements Outcome {}

  /**
   * Something in the cluster stands against it, which is left as it is.
   *
   * @param fields where, as JSON pointers; may be empty
   * @param now the object as it is; null where there is none
   */
  record Hindered(Hindrance why, List<String> fields, @Nullable JsonNode now) implements Outcome {
    /** Copies the list. */
    public Hindered {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Whether it is done is not known: the answer was lost, and looking failed too.
   *
   * @param lost why there was no answer
   * @param unseen why it could not be looked at
   */
  record Unknown(Trouble lost, Trouble unseen) implements Outcome {}

  /** Nothing was sent. */
  record NotTried(Reason why) implements Outcome {}

  /** Whether it is so now as it should be. */
  default boolean isDone() {
    return switch (this) {
      case Done _, Already _ -> true;
      case Refused _, Hindered _, Unknown _, NotTried _ -> false;
    };
  }

  /** What can stand against a step. */
  enum Hindrance {
    /** An object of this name is there, and it is not ours. */
    NAME_TAKEN,
    /** The object is not there any more. */
    GONE,
    /** Another object has its name now. */
    REPLACED,
    /** What the plan was made for has changed: labels of the pod, what a policy selects. */
    CHANGED,
    /** Somebody changed what we changed, to something else. */
    CONFLICT,
    /** The cluster took it, and keeps something else than what was sent. */
    NOT_AS_SENT,
    /** It is not known to be of our making. */
    NOT_OURS,
    /** A pod still bears the label, and would be open without it. */
    STILL_NEEDED,
    /** Whether a pod still bears the label could not be seen, and it would be open without it. */
    NEED_UNSEEN,
    /** It is being deleted, and stands as long as what it names as finalizers holds it. */
    GOING,
    /** What was done cannot be taken back. */
    FOR_GOOD
  }

  /** Why something was not tried. */
  enum Reason {
    /** Something before it, which it needs, was not done. */
    STOPPED,
    /** It was cancelled. */
    CANCELLED,
    /** The leave to act was ended. */
    NOT_PERMITTED,
    /** The trial of it failed. */
    DRY_RUN,
    /** It could not be written down. */
    NOT_WRITTEN,
    /** Evidence would be lost that is not sealed, and nobody said that it may be. */
    EVIDENCE
  }
}

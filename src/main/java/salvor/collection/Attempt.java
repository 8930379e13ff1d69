package salvor.collection;

import org.jspecify.annotations.Nullable;
import salvor.cluster.Trouble;

/**
 * What came of a rung.
 *
 * @param said by the cluster, where it said something
 * @param waiting the reason and message of a container that does not start; empty where there is
 *     none
 */
public record Attempt(Rung rung, Result result, @Nullable Trouble said, String waiting) {
  /** How it went. */
  public enum Result {
    /** It runs. */
    READY,
    /** One that we added before runs. */
    RUNS_ALREADY,
    /** The dry run was refused: nothing was changed. */
    REFUSED,
    /** It was accepted by the dry run and not in earnest, and is not in the pod. */
    NOT_MADE,
    /** It is in the pod and does not start. */
    DOES_NOT_START,
    /** It did not start in time. */
    TOO_LATE,
    /** It was sent, and nobody waited until it started. */
    CANCELLED,
    /** It was sent, and whether it is in the pod could not be seen. */
    UNSEEN,
    /** Another pod has the name by now: nothing was brought into that. */
    OTHER_POD,
    /** Not tried: the target does not run. */
    TARGET_NOT_RUNNING,
    /** Not tried: one of ours is in the pod and does not start; a second would not either. */
    ONE_IS_BAD
  }

  static Attempt of(Rung rung, Result result) {
    return new Attempt(rung, result, null, "");
  }

  /** Whether a container is in the pod by it, or may be. */
  public boolean isLeft() {
    return result == Result.READY
        || result == Result.DOES_NOT_START
        || result == Result.TOO_LATE
        || result == Result.CANCELLED
        || result == Result.UNSEEN;
  }

  /** Whether it can be used. */
  public boolean isUsable() {
    return result == Result.READY || result == Result.RUNS_ALREADY;
  }
}

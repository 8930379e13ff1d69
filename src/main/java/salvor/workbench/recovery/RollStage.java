package salvor.workbench.recovery;

import salvor.jobs.JobState;

/** How far a roll-out is. */
sealed interface RollStage {
  /**
   * Both digests are to be written.
   *
   * @param trouble what is wrong with them, or with the plan; empty when nothing is
   */
  record Asking(String trouble) implements RollStage {}

  /**
   * Something takes time.
   *
   * @param isActing whether it changes the cluster
   * @param part how much of it is done, negative when that is not known
   */
  record Busy(boolean isActing, String doing, double part) implements RollStage {}

  /** What takes time, as it tells. */
  static Busy busy(boolean isActing, JobState.Running<?> now) {
    return new Busy(
        isActing, now.doing(), now.total() == 0 ? -1 : (double) now.done() / now.total());
  }

  /**
   * There is a plan, and nobody was asked whether it would be done.
   *
   * @param missing rights that are not given, by verb; empty when all are
   */
  record Planned(String missing) implements RollStage {}

  /** The server would not do it, or could not be asked. */
  record Refused(String why) implements RollStage {}

  /**
   * The server would do it.
   *
   * @param workloads to how many
   */
  record Ready(int workloads) implements RollStage {}

  /**
   * It is under way.
   *
   * @param isHeld whether the next workload waits
   */
  record Rolling(boolean isHeld) implements RollStage {}

  /**
   * It came to an end.
   *
   * @param canBack whether there is something to give back
   */
  record Ended(String words, boolean canBack) implements RollStage {}
}

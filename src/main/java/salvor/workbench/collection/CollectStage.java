package salvor.workbench.collection;

import salvor.jobs.JobState;

/** How far a collection is. */
sealed interface CollectStage {
  /**
   * Something takes time.
   *
   * @param of what it is for
   * @param part how much of it is done, negative when that is not known
   */
  record Busy(Of of, String doing, double part) implements CollectStage {}

  /** There is no plan. */
  record NoPlan(String why) implements CollectStage {}

  /** There is a plan, and the cluster was not asked. */
  record Planned() implements CollectStage {}

  /**
   * It can be begun.
   *
   * @param before why it was not when that was tried last; empty when nothing went wrong
   */
  record Ready(String before) implements CollectStage {}

  /** It was not begun, or broke off, and nothing is sealed. */
  record Failed(String why) implements CollectStage {}

  /** It has ended. */
  record Done(Finished finished) implements CollectStage {}

  /** What a job tells of itself. */
  static Busy busy(Of of, JobState.Running<?> now) {
    double part = now.total() == 0 ? -1 : (double) now.done() / now.total();
    return new Busy(of, now.doing(), part);
  }

  /** What takes time. */
  enum Of {
    READING,
    ASKING,
    COLLECTING,
    SEALING
  }
}

package salvor.workbench.jobs;

import salvor.jobs.JobState;

/**
 * The part of a job that is under way. How fast it goes says nothing of the parts before it, which
 * count other things: each begins where another total is told, or less is done than before.
 */
final class Phase {
  private long total = -1;
  private long done;
  private long first;
  private long begin;

  /** Where a job stands that is in a state at a time of {@link System#nanoTime}. */
  Standing standing(JobState<?> state, long now) {
    if (state instanceof JobState.Running<?>(long told, long all, _, _)) {
      if (all != total || told < done) {
        begin = now;
        first = told;
      }
      total = all;
      done = told;
    }
    return Standing.of(state, first, now - begin);
  }
}

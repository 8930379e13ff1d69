package salvor.workbench.jobs;

import salvor.jobs.JobState;
import salvor.workbench.wording.Moments;

/**
 * How far a job is, in words.
 *
 * @param part 0 to 1, -1 when nobody knows
 * @param doing what it is doing
 * @param left how long it will take, empty when that cannot be said
 */
public record Standing(double part, String doing, String left) {
  static final Standing WAITING = new Standing(-1, "starting\u2026", "");
  private static final long SOON = 2_000_000_000L;

  /**
   * The standing of a job in a state.
   *
   * @param nanos how long it has been running
   */
  public static Standing of(JobState<?> state, long nanos) {
    return switch (state) {
      case JobState.Waiting<?> _ -> WAITING;
      case JobState.Running<?>(long done, long total, String doing) ->
          new Standing(
              total <= 0 ? -1 : Math.clamp((double) done / total, 0, 1),
              doing,
              left(done, total, nanos));
      case JobState.Succeeded<?> _ -> new Standing(1, "done", "");
      case JobState.Failed<?>(Throwable cause) ->
          new Standing(1, "failed: " + cause.getMessage(), "");
      case JobState.Cancelled<?> _ -> new Standing(1, "cancelled", "");
    };
  }

  private static String left(long done, long total, long nanos) {
    if (done <= 0 || total <= done || nanos < SOON) {
      return "";
    }
    double rest = (double) nanos / done * (total - done);
    return "about " + Moments.length((long) Math.max(1e9, rest)) + " left";
  }
}

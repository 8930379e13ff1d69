package salvor.workbench.jobs;

import java.util.Locale;
import salvor.jobs.JobState;
import salvor.workbench.wording.Moments;

/**
 * How far a job is, in words.
 *
 * @param part 0 to 1, -1 when nobody knows
 * @param doing what it is doing
 * @param left how far it is, how fast, and how long it will take; empty when that cannot be said
 */
public record Standing(double part, String doing, String left) {
  static final Standing WAITING = new Standing(-1, "starting\u2026", "");
  private static final long SOON = 2_000_000_000L;

  /**
   * The standing of a job in a state.
   *
   * @param since how much of the present phase was done at its first report
   * @param nanos how long the present phase has been running
   */
  static Standing of(JobState<?> state, long since, long nanos) {
    return switch (state) {
      case JobState.Waiting<?> _ -> WAITING;
      case JobState.Running<?>(long done, long total, String doing, boolean inBytes) ->
          new Standing(
              total <= 0 ? -1 : Math.clamp((double) done / total, 0, 1),
              doing,
              left(done, total, done - since, nanos, inBytes));
      case JobState.Succeeded<?> _ -> new Standing(1, "done", "");
      case JobState.Failed<?>(Throwable cause) ->
          new Standing(1, "failed: " + cause.getMessage(), "");
      case JobState.Cancelled<?> _ -> new Standing(1, "cancelled", "");
    };
  }

  /** All of it on one line. */
  public String words() {
    return left.isEmpty() ? doing : doing + ", " + left;
  }

  private static String left(long done, long total, long went, long nanos, boolean inBytes) {
    if (total <= 0 || done <= 0 || done > total) {
      return "";
    }
    String share = done * 100 / total + " %";
    if (went <= 0 || nanos < SOON || done == total) {
      return share;
    }
    double perSecond = went * 1e9 / nanos;
    double rest = (total - done) / perSecond * 1e9;
    return share
        + " at "
        + (inBytes ? bytes(perSecond) : Moments.count(Math.round(perSecond)))
        + "/s, about "
        + Moments.length((long) Math.max(1e9, rest))
        + " left";
  }

  private static String bytes(double bytes) {
    return bytes >= 1e6
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.0f kB", Math.max(1, bytes / 1e3));
  }
}

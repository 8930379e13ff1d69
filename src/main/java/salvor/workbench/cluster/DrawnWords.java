package salvor.workbench.cluster;

import salvor.live.LiveJudging;
import salvor.workbench.wording.Moments;

/** What the timeline of what arrives does with time, and what is not drawn on it. */
final class DrawnWords {
  private DrawnWords() {}

  /**
   * @param newest what was found last
   * @param drawn what is drawn
   */
  static String of(
      LiveJudging.Round newest,
      LiveJudging.Round drawn,
      LiveJudging.Judged judged,
      boolean still,
      boolean follows) {
    long since = Math.max(0, newest.board().judged() - drawn.board().judged());
    String stands =
        still
            ? "Stands still: "
                + Moments.count(since, "event")
                + " arrived since, recorded and judged, not drawn"
            : follows
                ? "Follows what arrives"
                : "Does not follow: the time in sight stays where it was moved";
    return stands
        + (judged.beyond() == 0
            ? ""
            : "; " + Moments.count(judged.beyond(), "older event") + " judged before, not drawn")
        + (newest.waiting() == 0
            ? ""
            : "; " + Moments.count(newest.waiting(), "file") + " of what arrived yet to be judged");
  }
}

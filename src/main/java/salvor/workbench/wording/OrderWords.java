package salvor.workbench.wording;

import salvor.evidence.Observations;
import salvor.evidence.Resolution;
import salvor.report.TimeWording;

/** How exactly it is known when an event happened, and before and after what, in words. */
public final class OrderWords {
  private static final int MOST = 9_999;

  private OrderWords() {}

  /** How wide a time is, and how many events may have been before or after; empty if neither. */
  public static String of(Observations all, int row) {
    if (row >= all.timed()) {
      return "";
    }
    Resolution fine = all.resolutions().of(row);
    int doubts = all.order().doubts(row, MOST + 1);
    String within = fine == Resolution.NANOSECOND ? "" : "within " + TimeWording.unit(fine);
    String order =
        doubts == 0
            ? ""
            : "order among "
                + (doubts > MOST ? "more than " + Moments.count(MOST) : Moments.count(doubts))
                + (doubts == 1 ? " event of another source" : " events of other sources")
                + " uncertain";
    return within + (within.isEmpty() || order.isEmpty() ? "" : "; ") + order;
  }
}

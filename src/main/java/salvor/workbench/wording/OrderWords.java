package salvor.workbench.wording;

import salvor.evidence.Observations;
import salvor.evidence.OrderInTime;
import salvor.evidence.Resolution;
import salvor.report.TimeWording;

/** How exactly it is known when an event happened, and before and after what, in words. */
public final class OrderWords {
  private static final int REACH = 5_000;

  private OrderWords() {}

  /** How wide a time is, and how many events may have been before or after; empty if neither. */
  public static String of(Observations all, int row) {
    if (row >= all.timed()) {
      return "";
    }
    Resolution fine = all.resolutions().of(row);
    OrderInTime.Doubts doubts = all.order().doubts(row, REACH);
    String within = fine == Resolution.NANOSECOND ? "" : "within " + TimeWording.unit(fine);
    String order = order(doubts.found(), doubts.all());
    return within + (within.isEmpty() || order.isEmpty() ? "" : "; ") + order;
  }

  private static String order(int found, boolean all) {
    if (found == 0) {
      return all ? "" : "order among events of other sources uncertain";
    }
    return "order among "
        + (all ? "" : "at least ")
        + Moments.count(found)
        + (found == 1 ? " event of another source" : " events of other sources")
        + " uncertain";
  }
}

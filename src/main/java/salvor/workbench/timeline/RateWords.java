package salvor.workbench.timeline;

import java.util.Locale;
import salvor.baseline.HourlyCounts;
import salvor.baseline.JudgedHours;
import salvor.baseline.Profile;
import salvor.baseline.RateEnvelope;
import salvor.baseline.Reason;
import salvor.baseline.Window;
import salvor.timeline.RateLane;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** What containers did by the hour, in words. Each says how weak a signal it is. */
final class RateWords {
  private static final String WEAK = "A weak signal: it changes no verdict.";

  private static final String NODE =
      "No record names its node, so which hours a sensor watched is unknown.";

  private RateWords() {}

  /** Which container, in the words of its workload. */
  static String container(RateLane lane) {
    Profile.Key key = lane.key();
    return visible(key.workload()) + " \u203a " + visible(key.container());
  }

  private static String visible(@org.jspecify.annotations.Nullable String name) {
    return name == null ? "?" : VisibleText.of(name, 60);
  }

  /** What is counted, and how many hours of it are not ordinary. */
  static String facet(JudgedHours facet) {
    String name = Words.facet(facet.facet());
    if (facet.ground() != JudgedHours.Ground.KNOWN) {
      return name + ": unknown";
    }
    return name + ": " + (facet.outside().isEmpty() ? "ordinary" : amounts(facet));
  }

  private static String amounts(JudgedHours facet) {
    long above = facet.outside().stream().filter(hour -> hour.count() > hour.most()).count();
    long missing = facet.outside().size() - above;
    return (above == 0 ? "" : Moments.count(above, "hour") + " above")
        + (above == 0 || missing == 0 ? "" : ", ")
        + (missing == 0 ? "" : Moments.count(missing) + " silent");
  }

  /** What is to be known of all hours together, or why nothing is. */
  static String all(RateLane lane, JudgedHours facet) {
    String what = Words.facet(facet.facet());
    return switch (facet.ground()) {
      case KNOWN ->
          amountsOrNone(facet)
              + " of "
              + Moments.count(facet.tested(), "hour")
              + "; by chance "
              + chance(facet)
              + " would be so. "
              + (lane.placed() ? "" : NODE + " Only too much is told. ")
              + (lane.isStale() ? "The baseline is of another image: compare with care. " : "")
              + WEAK;
      case NO_BASELINE -> "Unknown: no baseline of this container is open to compare with.";
      case NOT_COUNTED ->
          "Unknown: the baseline holds no " + what + " counted by the hour to compare with.";
      case TOO_FEW_DAYS ->
          "Unknown: "
              + facet.days()
              + " of "
              + RateEnvelope.DAYS
              + " days recorded in the baseline. With "
              + RateEnvelope.DAYS
              + " an hour of the day is judged.";
      case NOT_RECORDED -> "Unknown: no sensor in this evidence records " + what + ".";
    };
  }

  private static String amountsOrNone(JudgedHours facet) {
    return facet.outside().isEmpty() ? "None out of the ordinary" : amounts(facet);
  }

  private static String chance(JudgedHours facet) {
    return String.format(Locale.ROOT, "%.2f", facet.expectedFalseAlarms());
  }

  /** One hour: what was counted, what is ordinary, and what to make of it. */
  static String hour(RateLane lane, JudgedHours facet, long hour) {
    long begin = hour * HourlyCounts.HOUR;
    String when = Moments.range(begin, begin + HourlyCounts.HOUR, false);
    if (hour < facet.from() || hour >= facet.until()) {
      return when + ": " + container(lane) + " is not known to have run.";
    }
    return when
        + ": "
        + Words.facet(facet.facet())
        + " "
        + Moments.count(facet.count(hour))
        + ", "
        + judged(lane, facet, hour)
        + learned(lane, begin);
  }

  private static String judged(RateLane lane, JudgedHours facet, long hour) {
    String ordinary =
        "expected "
            + Moments.count(facet.least(hour))
            + " to "
            + Moments.count(facet.most(hour))
            + ". ";
    String weak =
        ", a weak signal: by chance "
            + chance(facet)
            + " of "
            + Moments.count(facet.tested(), "hour")
            + " would be so.";
    return switch (facet.state(hour)) {
      case ORDINARY -> ordinary;
      case HIGH -> ordinary + Words.brief(Reason.RATE_HIGH) + weak;
      case SILENT -> ordinary + Words.brief(Reason.RATE_SILENT) + weak;
      case UNKNOWN -> unknown(lane, facet, hour);
    };
  }

  private static String unknown(RateLane lane, JudgedHours facet, long hour) {
    if (!lane.placed()) {
      return "unknown. " + NODE + " Few or none say nothing.";
    }
    if (!facet.isWhole(hour)) {
      return "unknown: no sensor is known to have watched all of this hour, so few or none say"
          + " nothing.";
    }
    return facet.ground() == JudgedHours.Ground.KNOWN
        ? "unknown: the baseline watched this hour of the day on fewer than "
            + RateEnvelope.DAYS
            + " days."
        : "unknown: there is nothing to compare it with.";
  }

  private static String learned(RateLane lane, long begin) {
    Profile known = lane.known();
    Window hour = new Window(begin, begin + HourlyCounts.HOUR);
    return known != null && known.windows().stream().anyMatch(hour::overlaps)
        ? " The baseline was learned from this time itself."
        : "";
  }
}

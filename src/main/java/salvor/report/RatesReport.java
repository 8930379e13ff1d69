package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import salvor.baseline.JudgedHours;
import salvor.baseline.Profile;
import salvor.baseline.RateEnvelope;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.jobs.Progress;
import salvor.timeline.RateLane;
import salvor.timeline.RateLanes;
import salvor.timeline.TimelineModel;

/** How much each container did in each hour, against what its baseline calls ordinary. */
public final class RatesReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final List<RateLane> compared = new ArrayList<>();

  private RatesReport(Overview overview, List<Profile> baselines, Progress progress) {
    TimelineModel timeline = TimelineModel.of(overview.evidence(), overview.verdicts());
    RateLanes lanes = RateLanes.of(overview.evidence(), timeline, baselines, progress);
    for (Profile known : baselines) {
      lanes.all().stream().filter(lane -> known.equals(lane.known())).forEach(compared::add);
    }
  }

  /**
   * The hours of all containers that these baselines are of; a filter takes nothing away, since
   * then every hour would be too quiet.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static RatesReport of(Overview overview, List<Profile> baselines, Progress progress) {
    return new RatesReport(overview, baselines, progress);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("rates.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects("containers", compared, each -> container(json, each));
        });
  }

  private static void container(JsonDocument json, RateLane each) {
    json.text("baseline", name(each));
    json.is("sameDigest", !each.isStale());
    json.objects(
        "facets",
        each.facets(),
        judged -> {
          json.text("facet", judged.facet().name().toLowerCase(Locale.ROOT));
          json.is(
              "known",
              judged.ground() == JudgedHours.Ground.KNOWN
                  || (!judged.recorded() && judged.days() >= RateEnvelope.DAYS));
          json.number("daysWatched", judged.days());
          json.is("recorded", judged.recorded());
          json.number("hoursTested", judged.tested());
          json.number("hoursWatched", judged.watched());
          json.number(
              "expectedFalseAlarms",
              OptionalDouble.of(Math.round(judged.expectedFalseAlarms() * 1000) / 1000.0));
          json.objects(
              "outside",
              judged.outside(),
              hour -> {
                json.text("hour", TimeText.rfc3339(hour.begin(), 9));
                json.text("reason", hour.reason().name());
                json.number("count", hour.count());
                json.number("least", hour.least());
                json.number("most", hour.most());
              });
        });
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    for (RateLane each : compared) {
      OverviewText.heading(Visible.text(name(each), 200), out, colour);
      if (each.isStale()) {
        out.println("  the baseline is of another image digest: compare with care");
      }
      each.facets().forEach(judged -> facet(judged, out));
      out.println();
    }
    if (compared.isEmpty()) {
      out.println("No baseline is of a container that the evidence shows.");
    }
    out.flush();
  }

  private static String name(RateLane lane) {
    Profile known = lane.known();
    return known == null ? lane.key().text() : known.name();
  }

  private static void facet(JudgedHours judged, PrintWriter out) {
    String name = judged.facet().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    out.printf(Locale.ROOT, "  %-14s %s%n", name, sentence(judged));
    for (JudgedHours.Outside hour : judged.outside()) {
      out.printf(
          Locale.ROOT,
          "    %s  %,d, ordinary are %,d to %,d: %s%n",
          OverviewText.clock(hour.begin()),
          hour.count(),
          hour.least(),
          hour.most(),
          hour.count() > hour.most() ? "more than ever expected" : "missing");
    }
  }

  private static String sentence(JudgedHours judged) {
    return switch (judged.ground()) {
      case NOT_RECORDED -> "unknown: such things were not recorded in this evidence";
      case NO_BASELINE, NOT_COUNTED ->
          "unknown: the baseline did not count such things by the hour";
      case TOO_FEW_DAYS ->
          String.format(
              Locale.ROOT,
              "unknown: an hour of the day is judged from %d days on, and the baseline watched %d",
              RateEnvelope.DAYS,
              judged.days());
      case KNOWN ->
          judged.tested() == 0
              ? "unknown: the evidence holds no whole hour of a time of day that the baseline knows"
              : compared(judged);
    };
  }

  private static String compared(JudgedHours judged) {
    int notWatched = judged.tested() - judged.watched();
    return String.format(
            Locale.ROOT,
            "%,d of %s outside of the ordinary; %.2f are to be expected by chance",
            judged.outside().size(),
            OverviewText.plural(judged.tested(), "hour"),
            judged.expectedFalseAlarms())
        + (notWatched == 0
            ? ""
            : "; "
                + OverviewText.plural(notWatched, "hour")
                + " not watched from begin to end, where silence says nothing");
  }
}

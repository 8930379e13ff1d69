package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import salvor.baseline.HourlyCounts;
import salvor.baseline.JudgedHours;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.Profile;
import salvor.baseline.RateEnvelope;
import salvor.baseline.Window;
import salvor.evidence.Evidence;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.jobs.Progress;

/** How much each container did in each hour, against what its baseline calls ordinary. */
public final class RatesReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  /**
   * One container of a workload.
   *
   * @param known its baseline
   * @param now what the evidence shows of it
   */
  private record Compared(Profile known, Profile now, List<JudgedHours> hours) {}

  private final Overview overview;
  private final List<Compared> compared = new ArrayList<>();

  private RatesReport(Overview overview, List<Profile> baselines, Progress progress) {
    this.overview = overview;
    Evidence evidence = overview.evidence();
    List<Profile> seen =
        Learner.learn(
            evidence.observations(),
            evidence.inventory(),
            evidence.sources(),
            Learning.ALL,
            progress);
    for (Profile known : baselines) {
      seen.stream()
          .filter(now -> isOfSameContainer(known.key(), now.key()))
          .forEach(now -> compared.add(new Compared(known, now, JudgedHours.of(known, now))));
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

  private static boolean isOfSameContainer(Profile.Key a, Profile.Key b) {
    return Objects.equals(a.namespace(), b.namespace())
        && Objects.equals(a.workload(), b.workload())
        && Objects.equals(a.container(), b.container());
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

  private static void container(JsonDocument json, Compared each) {
    json.text("baseline", each.known().name());
    json.is("sameDigest", Objects.equals(each.known().key().digest(), each.now().key().digest()));
    json.objects(
        "facets",
        each.hours(),
        judged -> {
          json.text("facet", judged.facet().name().toLowerCase(Locale.ROOT));
          json.is("known", judged.envelope().isPresent());
          json.is("recorded", judged.recorded());
          json.number("hoursTested", judged.tested());
          json.text(
              "expectedFalseAlarms",
              String.format(Locale.ROOT, "%.3f", judged.expectedFalseAlarms()));
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
    for (Compared each : compared) {
      OverviewText.heading(Visible.text(each.known().name(), 200), out, colour);
      if (!Objects.equals(each.known().key().digest(), each.now().key().digest())) {
        out.println("  the baseline is of another image digest: compare with care");
      }
      if (each.hours().isEmpty()) {
        out.println("  neither the baseline nor the evidence counts anything by the hour");
      }
      each.hours().forEach(judged -> facet(each.known(), judged, out));
      out.println();
    }
    if (compared.isEmpty()) {
      out.println("No baseline is of a container that the evidence shows.");
    }
    if (overview.filter() != null) {
      out.println("The filter is not used: it would make every hour too quiet.");
    }
    out.flush();
  }

  private static void facet(Profile known, JudgedHours judged, PrintWriter out) {
    String name = judged.facet().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    out.printf(Locale.ROOT, "  %-14s %s%n", name, sentence(known, judged));
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

  private static String sentence(Profile known, JudgedHours judged) {
    if (!judged.recorded()) {
      return "unknown: such things were not recorded in this evidence";
    }
    if (judged.envelope().isEmpty()) {
      long hours = 0;
      for (Window window : known.windows()) {
        hours += window.length() / HourlyCounts.HOUR;
      }
      return String.format(
          Locale.ROOT,
          "unknown: an hour of the day is judged from %d days on, and the baseline watched %,d hours",
          RateEnvelope.DAYS,
          hours);
    }
    return judged.tested() == 0
        ? "unknown: the evidence holds no whole hour of a time of day that the baseline knows"
        : String.format(
            Locale.ROOT,
            "%,d of %s outside of the ordinary; %.2f are to be expected by chance",
            judged.outside().size(),
            OverviewText.plural(judged.tested(), "hour"),
            judged.expectedFalseAlarms());
  }
}

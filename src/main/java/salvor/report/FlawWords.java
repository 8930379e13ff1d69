package salvor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.triage.ImageFlaw;
import salvor.triage.ImageInside;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Vulnerability;

/**
 * What reports say of the vulnerabilities of an image, in words. Where they do not agree each word
 * has who says it.
 */
public final class FlawWords {
  private static final int LONGEST = 200;

  private final List<ImageReport> reports;
  private final List<String> names = new ArrayList<>();

  /** The words of these reports on one image. */
  public FlawWords(List<ImageReport> reports) {
    this.reports = reports;
    for (ImageReport report : reports) {
      String name = tool(report);
      boolean alone = reports.stream().filter(r -> tool(r).equals(name)).count() == 1;
      String day =
          report.time() == null ? "" : " of " + TimeText.rfc3339(report.time(), 0).substring(0, 10);
      String called = alone ? name : name + day;
      int same = 1;
      while (names.contains(same == 1 ? called : called + " #" + same)) {
        same++;
      }
      names.add(same == 1 ? called : called + " #" + same);
    }
  }

  /** The names of the reports, in their order. */
  public List<String> names() {
    return List.copyOf(names);
  }

  private static String tool(ImageReport report) {
    String tool = Visible.text(report.tool(), 60);
    String first = tool.isEmpty() ? "" : tool.split(" ", 2)[0];
    String by = first.isEmpty() ? origin(report.origin()) : capital(first);
    return report.origin() == ImageReport.Origin.TRIVY_OPERATOR
            || report.origin() == ImageReport.Origin.KUBESCAPE
        ? origin(report.origin())
        : by;
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** The form of a report. */
  public static String origin(ImageReport.Origin origin) {
    return switch (origin) {
      case TRIVY -> "Trivy";
      case GRYPE -> "Grype";
      case SYFT -> "Syft";
      case CYCLONEDX -> "CycloneDX";
      case SPDX -> "SPDX";
      case TRIVY_OPERATOR -> "trivy-operator";
      case KUBESCAPE -> "Kubescape";
    };
  }

  /** How bad it is. */
  public static String severity(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  /** How bad it is, in the opinion of each report. */
  public String severity(ImageFlaw flaw) {
    return (flaw.isExploited() ? "exploited, " : "")
        + each(
            flaw.statements().stream()
                .sorted(Comparator.comparing(each -> each.vulnerability().severity()))
                .toList(),
            vulnerability -> severity(vulnerability.severity()));
  }

  /** The CVSS score, empty where none is told. */
  public String score(ImageFlaw flaw) {
    return each(flaw.statements(), FlawWords::score);
  }

  /** The CVSS score, empty where none is told. */
  public static String score(Vulnerability vulnerability) {
    return vulnerability.score() < 0
        ? ""
        : String.format(Locale.ROOT, "%.1f", vulnerability.score() / 10.0);
  }

  /** What can be done. */
  public String remedy(ImageFlaw flaw) {
    return each(flaw.statements(), FlawWords::remedy);
  }

  private static String remedy(Vulnerability vulnerability) {
    String versions = Visible.text(String.join(", ", vulnerability.fixedIn()), LONGEST);
    return switch (vulnerability.remedy()) {
      case FIXED -> versions.isEmpty() ? "fixed" : versions;
      case NOT_FIXED -> "not fixed";
      case WONT_FIX -> "will not be fixed";
      case NOT_AFFECTED -> "not affected";
      case UNKNOWN -> "not told";
    };
  }

  /** Which reports list it, and which do not though they could. */
  public String listed(ImageFlaw flaw) {
    Set<Integer> listing = new LinkedHashSet<>();
    flaw.statements().forEach(each -> listing.add(each.report()));
    List<String> without = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      if (!listing.contains(i) && reports.get(i).searched() && reports.get(i).whole()) {
        without.add(names.get(i));
      }
    }
    return listing.stream().map(names::get).collect(Collectors.joining(", "))
        + (without.isEmpty() ? "" : "; not " + String.join(", ", without));
  }

  /** In what the reports differ, empty when they agree. */
  public static String differences(ImageFlaw flaw) {
    return flaw.differences().stream()
        .map(difference ->
            switch (difference) {
              case SEVERITY -> "severity";
              case SCORE -> "score";
              case REMEDY -> "remedy";
              case LISTED -> "listed";
            })
        .collect(Collectors.joining(", "));
  }

  /** What all say is said once. */
  private String each(List<ImageFlaw.Statement> all, Function<Vulnerability, String> word) {
    Map<String, Set<String>> said = new LinkedHashMap<>();
    for (ImageFlaw.Statement each : all) {
      String its = word.apply(each.vulnerability());
      if (!its.isEmpty()) {
        said.computeIfAbsent(its, _ -> new LinkedHashSet<>()).add(names.get(each.report()));
      }
    }
    return said.size() < 2
        ? String.join("", said.keySet())
        : said.entrySet().stream()
            .map(one -> one.getKey() + " (" + String.join(", ", one.getValue()) + ")")
            .collect(Collectors.joining(", "));
  }

  /** The package with its version. */
  public static String component(ImageFlaw flaw) {
    return flaw.component() == null
        ? "no package is named"
        : Visible.text(
            flaw.component() + (flaw.installed() == null ? "" : " " + flaw.installed()), LONGEST);
  }

  /** How many are how bad, in a line. */
  public static String count(ImageInside inside) {
    if (inside.flaws().isEmpty()) {
      return inside.isSearched() ? "none told" : "no report tells of any";
    }
    return inside.count().entrySet().stream()
        .map(each -> each.getValue() + " " + severity(each.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** How many are of the worst two kinds, and how many more there are. */
  public static String brief(ImageInside inside) {
    List<Map.Entry<Severity, Integer>> count = List.copyOf(inside.count().entrySet());
    if (count.size() <= 2) {
      return count(inside);
    }
    int worst = count.get(0).getValue() + count.get(1).getValue();
    return count.subList(0, 2).stream()
            .map(each -> each.getValue() + " " + severity(each.getKey()))
            .collect(Collectors.joining(", "))
        + ", "
        + (inside.flaws().size() - worst)
        + " more";
  }

  /** Who made a report, when, and how much it tells. */
  public static String report(ImageReport report) {
    String tool = report.tool().isEmpty() ? origin(report.origin()) : capital(report.tool());
    return Visible.text(tool, LONGEST)
        + (report.time() == null
            ? ", no time told"
            : ", " + TimeText.rfc3339(report.time(), 0).replace('T', ' '))
        + (report.searched()
            ? ", " + OverviewText.plural(report.vulnerabilities().size(), "statement")
            : ", of software only")
        + (report.whole() ? "" : ", not whole");
  }
}

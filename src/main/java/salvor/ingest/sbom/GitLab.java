package salvor.ingest.sbom;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Vulnerability;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** A report for GitLab's container scanning, as templates of Trivy and Grype write it. */
final class GitLab {
  private GitLab() {}

  /** A member of the report. */
  static void member(String name, JsonParser parser, Reported report) {
    switch (name) {
      case "scan" -> {
        JsonNode scan = Elements.tree(parser);
        report.tool(Fields.text(scan, "scanner", "name"), Fields.text(scan, "scanner", "version"));
        report.time(Fields.text(scan, "end_time"));
        report.within(
            "grype".equals(Fields.text(scan, "scanner", "id")) ? Origin.GRYPE : Origin.TRIVY);
      }
      case "vulnerabilities" -> {
        report.searched();
        Elements.each(parser, at -> vulnerability(Elements.tree(at), report));
      }
      default -> parser.skipChildren();
    }
  }

  private static void vulnerability(@Nullable JsonNode one, Reported report) {
    String id = id(one);
    if (id == null) {
      report.unclear("a vulnerability without a name, or larger than any");
      return;
    }
    JsonNode place = Fields.at(one, "location");
    report.name(Fields.text(place, "image"));
    report.digest(Fields.text(place, "image"));
    report.system(Fields.text(place, "operating_system"), null);
    String component = Fields.text(place, "dependency", "package", "name");
    List<String> fixed = fixed(Fields.text(one, "solution"), component);
    report.vulnerability(
        List.of(
            new Vulnerability(
                Reported.brief(id),
                List.of(),
                Ratings.brief(component),
                Ratings.brief(Fields.text(place, "dependency", "version")),
                fixed,
                Ratings.remedy(null, !fixed.isEmpty()),
                Ratings.severity(Fields.text(one, "severity")),
                Ratings.Score.NONE.tenths(),
                null,
                null,
                null,
                false,
                null,
                Ratings.brief(Fields.firstText(one, "name", "message")))));
  }

  /** The CVE, else what the report calls it. */
  private static @Nullable String id(@Nullable JsonNode one) {
    JsonNode all = Fields.at(one, "identifiers");
    if (all != null && all.isArray()) {
      for (JsonNode each : all) {
        String value = Fields.text(each, "value");
        if (value != null && value.startsWith("CVE-")) {
          return value;
        }
      }
    }
    return Fields.text(one, "id");
  }

  /** {@code Upgrade PACKAGE to VERSION}; anything else is a sentence. */
  private static List<String> fixed(@Nullable String solution, @Nullable String component) {
    String begin = "Upgrade " + component + " to ";
    return solution != null && solution.startsWith(begin)
        ? Trivy.versions(solution.substring(begin.length()))
        : List.of();
  }
}

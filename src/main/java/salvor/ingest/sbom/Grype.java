package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Vulnerability;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Grype's report: every match of a package with an entry of a database. */
final class Grype {
  private Grype() {}

  /** A member of the report. */
  static void member(String name, JsonParser parser, Reported report) {
    switch (name) {
      case "matches" -> {
        report.searched();
        Elements.each(parser, at -> match(Elements.tree(at), report));
      }
      case "ignoredMatches" ->
          report.passed("match that Grype was told to leave out", Elements.count(parser));
      case "source" -> Syft.source(Elements.tree(parser), report);
      case "distro" -> {
        JsonNode distro = Elements.tree(parser);
        report.system(Fields.text(distro, "name"), Fields.text(distro, "version"));
      }
      case "descriptor" -> {
        JsonNode made = Elements.tree(parser);
        report.tool("Grype", Fields.text(made, "version"));
        report.time(Fields.text(made, "timestamp"));
      }
      default -> parser.skipChildren();
    }
  }

  private static void match(@Nullable JsonNode match, Reported report) {
    JsonNode own = Fields.at(match, "vulnerability");
    String id = Fields.text(own, "id");
    if (match == null || own == null || id == null) {
      report.unclear("a match of an unknown form, or larger than any");
      return;
    }
    List<JsonNode> related = related(match);
    String cve = id.startsWith("CVE-") ? id : onlyCve(related);
    List<String> aliases = new ArrayList<>();
    if (cve != null && !cve.equals(id)) {
      aliases.add(id);
    }
    related.stream()
        .map(each -> Fields.text(each, "id"))
        .filter(other -> other != null && !other.equals(id) && !other.equals(cve))
        .forEach(aliases::add);
    Ratings.Score score = score(own, related);
    List<String> fixed = Trivy.some(Fields.texts(own, "fix", "versions"));
    JsonNode used = Fields.at(own, "knownExploited");
    report.vulnerability(
        List.of(
            new Vulnerability(
                Reported.brief(cve == null ? id : cve),
                Trivy.some(aliases),
                Ratings.brief(Fields.text(match, "artifact", "name")),
                Ratings.brief(Fields.text(match, "artifact", "version")),
                fixed,
                Ratings.remedy(Fields.text(own, "fix", "state"), !fixed.isEmpty()),
                Ratings.severity(Fields.text(own, "severity")),
                score.tenths(),
                score.vector(),
                score.by(),
                Ratings.brief(Fields.text(own, "namespace")),
                used != null && used.isArray() && !used.isEmpty(),
                Ratings.brief(path(match)),
                title(own, related))));
  }

  private static List<JsonNode> related(JsonNode match) {
    JsonNode list = Fields.at(match, "relatedVulnerabilities");
    return list == null || !list.isArray()
        ? List.of()
        : list.valueStream().filter(JsonNode::isObject).limit(100).toList();
  }

  /** The CVE that the match is about, null when it is about none or several. */
  private static @Nullable String onlyCve(List<JsonNode> related) {
    List<String> names =
        related.stream()
            .map(each -> String.valueOf(Fields.text(each, "id")))
            .filter(id -> id.startsWith("CVE-"))
            .distinct()
            .toList();
    return names.size() == 1 ? names.getFirst() : null;
  }

  private static Ratings.Score score(JsonNode own, List<JsonNode> related) {
    Ratings.Score score = Ratings.grype(Fields.at(own, "cvss"), Fields.text(own, "namespace"));
    for (JsonNode each : related) {
      score =
          score.tenths() >= 0
              ? score
              : Ratings.grype(Fields.at(each, "cvss"), Fields.text(each, "namespace"));
    }
    return score;
  }

  private static @Nullable String path(JsonNode match) {
    JsonNode places = Fields.at(match, "artifact", "locations");
    return places == null || !places.isArray() || places.isEmpty()
        ? null
        : Fields.text(places.get(0), "path");
  }

  private static @Nullable String title(JsonNode own, List<JsonNode> related) {
    String text = Fields.text(own, "description");
    for (JsonNode each : related) {
      text = text == null ? Fields.text(each, "description") : text;
    }
    return text == null ? null : text.substring(0, Math.min(text.length(), 500));
  }
}

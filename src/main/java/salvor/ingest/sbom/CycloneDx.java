package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Software;
import salvor.workload.ImageReport.Vulnerability;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** A CycloneDX document: components, and what is known to be wrong with them. */
final class CycloneDx {
  private static final String TRIVY = "aquasecurity:trivy:";

  /** How Trivy says it, which is the one way that a version can be taken from. */
  private static final Pattern UPGRADE =
      Pattern.compile("Upgrade (\\S{1,300}) to version ([^;]{1,300})");

  private final Reported report;
  private final FileList list;
  private final Map<String, Software> byRef = new HashMap<>();
  private final List<JsonNode> found = new ArrayList<>();

  CycloneDx(Reported report, FileList list) {
    this.report = report;
    this.list = list;
    report.later(this::end);
  }

  /** A member of the document. */
  void member(String name, JsonParser parser) {
    switch (name) {
      case "metadata" -> metadata(Elements.tree(parser));
      case "components" -> Elements.each(parser, at -> component(Elements.tree(at)));
      // an empty list stands in documents for which none were looked for, too
      case "vulnerabilities" -> Elements.each(parser, at -> keep(Elements.tree(at)));
      default -> parser.skipChildren();
    }
  }

  private void metadata(@Nullable JsonNode metadata) {
    report.time(Fields.text(metadata, "timestamp"));
    JsonNode tools = Fields.at(metadata, "tools", "components");
    tools = tools == null ? Fields.at(metadata, "tools") : tools;
    if (tools != null && tools.isArray() && !tools.isEmpty()) {
      report.tool(Fields.text(tools.get(0), "name"), Fields.text(tools.get(0), "version"));
    }
    JsonNode image = Fields.at(metadata, "component");
    report.digest(Fields.text(image, "version"));
    report.digest(Fields.text(image, "purl"));
    report.name(Fields.text(image, "name"));
    JsonNode properties = Fields.at(image, "properties");
    if (properties != null && properties.isArray()) {
      for (JsonNode each : properties) {
        String value = Fields.text(each, "value");
        switch (String.valueOf(Fields.text(each, "name"))) {
          case TRIVY + "ImageID", TRIVY + "RepoDigest" -> report.digest(value);
          case TRIVY + "RepoTag" -> report.name(value);
          default -> {}
        }
      }
    }
  }

  private void component(@Nullable JsonNode one) {
    String name = Fields.text(one, "name");
    String type = Fields.text(one, "type");
    if ("file".equals(type)) {
      list.add(name, -1, -1, null);
    } else if (name == null) {
      report.unclear("a component without a name, or larger than any");
    } else {
      String group = Fields.text(one, "group");
      Software software =
          new Software(
              Reported.brief(group == null ? name : group + "/" + name),
              Ratings.brief(Fields.text(one, "version")),
              Ratings.brief(type),
              Ratings.brief(Fields.text(one, "purl")),
              null);
      report.software(software);
      if ("operating-system".equals(type)) {
        report.system(name, software.version());
      }
      String ref = Fields.text(one, "bom-ref");
      if (ref != null) {
        byRef.putIfAbsent(ref, software);
      }
    }
    JsonNode within = Fields.at(one, "components");
    if (within != null && within.isArray()) {
      within.forEach(this::component);
    }
  }

  private void keep(@Nullable JsonNode one) {
    if (Fields.text(one, "id") == null || one == null) {
      report.unclear("a vulnerability without a name, or larger than any");
    } else {
      found.add(one);
    }
  }

  private void end() {
    found.forEach(one -> report.vulnerability(vulnerabilities(one)));
    found.clear();
  }

  /** One for each package that it affects. */
  private List<Vulnerability> vulnerabilities(JsonNode one) {
    List<Vulnerability> all = new ArrayList<>();
    JsonNode affects = Fields.at(one, "affects");
    if (affects != null && affects.isArray()) {
      for (JsonNode each : affects) {
        String ref = String.valueOf(Fields.text(each, "ref"));
        Software of = byRef.get(ref);
        of = of == null ? byRef.get(ref.substring(ref.indexOf('#') + 1)) : of;
        all.add(vulnerability(one, of, of == null ? ref : of.name()));
      }
    }
    return all.isEmpty() ? List.of(vulnerability(one, null, null)) : all;
  }

  private static Vulnerability vulnerability(
      JsonNode one, @Nullable Software of, @Nullable String name) {
    Rating rating = rating(one);
    List<String> fixed = fixed(Fields.text(one, "recommendation"), name);
    List<String> aliases = new ArrayList<>();
    JsonNode references = Fields.at(one, "references");
    if (references != null && references.isArray()) {
      references.forEach(each -> aliases.add(String.valueOf(Fields.text(each, "id"))));
    }
    String title = Fields.firstText(one, "description", "detail");
    return new Vulnerability(
        Reported.brief(String.valueOf(Fields.text(one, "id"))),
        Trivy.some(aliases),
        Ratings.brief(name),
        of == null ? null : of.version(),
        fixed,
        Ratings.remedy(Fields.text(one, "analysis", "state"), !fixed.isEmpty()),
        rating.severity,
        rating.score.tenths(),
        rating.score.vector(),
        rating.score.by(),
        Ratings.brief(rating.by == null ? Fields.text(one, "source", "name") : rating.by),
        false,
        of == null ? null : of.path(),
        title == null ? null : title.substring(0, Math.min(title.length(), 500)));
  }

  private record Rating(Severity severity, Ratings.Score score, @Nullable String by) {}

  /**
   * The rating of who names the vulnerability; where that one has none, the worst of all. So with
   * the score.
   */
  private static Rating rating(JsonNode one) {
    String source = Fields.text(one, "source", "name");
    Rating best = new Rating(Severity.UNKNOWN, Ratings.Score.NONE, null);
    Ratings.Score scored = Ratings.Score.NONE;
    boolean own = false;
    JsonNode ratings = Fields.at(one, "ratings");
    if (ratings == null || !ratings.isArray()) {
      return best;
    }
    for (JsonNode each : ratings) {
      String by = Fields.text(each, "source", "name");
      Rating its =
          new Rating(
              Ratings.severity(Fields.text(each, "severity")),
              Ratings.score(Fields.text(each, "score"), Fields.text(each, "vector"), by),
              by);
      boolean of = by != null && by.equals(source);
      if ((of && !own) || (of == own && isWorse(its, best))) {
        best = its;
      }
      own |= of;
      scored = its.score.tenths() > scored.tenths() ? its.score : scored;
    }
    return best.score.tenths() >= 0 ? best : new Rating(best.severity, scored, best.by);
  }

  private static boolean isWorse(Rating one, Rating other) {
    return other.by == null
        || one.severity.compareTo(other.severity) < 0
        || (one.severity == other.severity && one.score.tenths() > other.score.tenths());
  }

  private static List<String> fixed(@Nullable String recommendation, @Nullable String name) {
    if (recommendation == null || name == null) {
      return List.of();
    }
    Matcher upgrade = UPGRADE.matcher(recommendation);
    while (upgrade.find()) {
      if (upgrade.group(1).equals(name)) {
        return Trivy.versions(upgrade.group(2).strip());
      }
    }
    return List.of();
  }
}

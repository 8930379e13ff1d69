package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Secret;
import salvor.workload.ImageReport.Vulnerability;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * A run of Trivy or Grype as SARIF 2.1.0 tells it. What is of one package stands in texts, line by
 * line: Trivy's in the result's message, Grype's in the help of its rule.
 */
final class Sarif {
  private static final Pattern LINE =
      Pattern.compile("(?m)^(Vulnerability|Secret|[A-Z][A-Za-z ]{0,30}:) (.{1,500})$");
  private static final int MOST_RULES = 200_000;
  private static final int FINGERPRINT = "sha256:".length() + 64;

  private final Reported report;
  private final Map<String, JsonNode> rules = new HashMap<>();
  private final List<JsonNode> results = new ArrayList<>();
  private String tool = "";
  private @Nullable String version;

  private Sarif(Reported report) {
    this.report = report;
  }

  /** A member of the whole, of which each run is a report. */
  static void member(String name, JsonParser parser, Reported report) {
    if (name.equals("runs")) {
      Elements.each(
          parser,
          run -> {
            Sarif its = new Sarif(report.another());
            Elements.members(run, its::run);
            its.end();
          });
    } else {
      parser.skipChildren();
    }
  }

  private void run(String name, JsonParser parser) {
    switch (name) {
      case "tool" -> Elements.members(parser, this::tool);
      case "results" -> Elements.each(parser, at -> keep(Elements.tree(at)));
      case "properties" -> {
        JsonNode image = Elements.tree(parser);
        report.digest(Fields.text(image, "imageID"));
        report.name(Fields.text(image, "imageName"));
        Fields.texts(image, "repoDigests").forEach(report::digest);
        Fields.texts(image, "repoTags").forEach(report::name);
      }
      default -> parser.skipChildren();
    }
  }

  private void tool(String name, JsonParser parser) {
    if (name.equals("driver")) {
      Elements.members(
          parser,
          (part, at) -> {
            switch (part) {
              case "name" -> tool = String.valueOf(Trivy.value(at));
              case "version", "semanticVersion" -> version = Trivy.value(at);
              case "rules" -> Elements.each(at, rule -> rule(Elements.tree(rule)));
              default -> at.skipChildren();
            }
          });
      report.tool(tool, version);
    } else {
      parser.skipChildren();
    }
  }

  private void rule(@Nullable JsonNode rule) {
    String id = Fields.text(rule, "id");
    if (rule != null && id != null && rules.size() < MOST_RULES) {
      rules.put(id, rule);
    }
  }

  private void keep(@Nullable JsonNode result) {
    if (result == null || !result.isObject()) {
      report.unclear("a result of an unknown form, or larger than any");
    } else {
      results.add(result);
    }
  }

  private void end() {
    switch (tool.toLowerCase(Locale.ROOT)) {
      case "trivy" -> report.within(Origin.TRIVY);
      case "grype" -> report.within(Origin.GRYPE);
      default -> {
        report.passed("result of a tool that is no scanner of images", results.size());
        results.clear();
        report.end();
        return;
      }
    }
    report.searched();
    results.forEach(this::result);
    report.end();
  }

  private void result(JsonNode result) {
    JsonNode rule = rules.get(String.valueOf(Fields.text(result, "ruleId")));
    Map<String, String> told = new HashMap<>();
    lines(Fields.text(rule, "help", "text"), told);
    lines(Fields.text(result, "message", "text"), told);
    JsonNode place = first(result, "locations");
    image(first(place, "logicalLocations"));
    String id = told.get("Vulnerability");
    if (id != null) {
      vulnerability(id, told, rule);
    } else if (told.containsKey("Secret")) {
      String line = Fields.text(place, "physicalLocation", "region", "startLine");
      report.secret(
          new Secret(
              told.get("Secret"),
              String.valueOf(path(place)),
              line != null && line.matches("[0-9]{1,9}") ? Long.parseLong(line) : 0,
              Ratings.severity(told.get("Severity:"))));
    } else {
      report.passed("finding of a kind that is not kept", 1);
    }
  }

  private void vulnerability(String id, Map<String, String> told, @Nullable JsonNode rule) {
    JsonNode about = Fields.at(rule, "properties");
    Ratings.Score score =
        Ratings.score(
            Fields.text(about, "cvssv3_baseScore"), Fields.text(about, "cvssv3_vector"), null);
    List<String> fixed =
        Trivy.versions(told.getOrDefault("Fixed Version:", told.get("Fix Version:")));
    report.vulnerability(
        List.of(
            new Vulnerability(
                id,
                List.of(),
                told.get("Package:"),
                told.getOrDefault("Installed Version:", told.get("Version:")),
                fixed,
                Ratings.remedy(null, !fixed.isEmpty()),
                Ratings.severity(told.get("Severity:")),
                score.tenths(),
                score.vector(),
                score.by(),
                told.get("Data Namespace:"),
                false,
                told.get("Location:"),
                Ratings.brief(Fields.text(rule, "shortDescription", "text")))));
  }

  /** Grype names the image with each place in it: {@code registry/name@sha256:...:/path}. */
  private void image(@Nullable JsonNode place) {
    String named = Fields.text(place, "fullyQualifiedName");
    int at = named == null ? -1 : named.indexOf("@sha256:");
    if (named != null && at > 0 && named.length() >= at + 1 + FINGERPRINT) {
      report.digest(named.substring(0, at + 1 + FINGERPRINT));
      report.name(named.substring(0, at));
    }
  }

  private static @Nullable String path(@Nullable JsonNode place) {
    return Ratings.brief(Fields.text(place, "physicalLocation", "artifactLocation", "uri"));
  }

  private static @Nullable JsonNode first(@Nullable JsonNode of, String list) {
    JsonNode all = Fields.at(of, list);
    return all == null || !all.isArray() || all.isEmpty() ? null : all.get(0);
  }

  private static void lines(@Nullable String text, Map<String, String> told) {
    Matcher lines = LINE.matcher(text == null ? "" : text);
    for (int count = 0; count < 20 && lines.find(); count++) {
      told.put(lines.group(1), lines.group(2).strip());
    }
  }
}

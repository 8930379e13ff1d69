package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Secret;
import salvor.workload.ImageReport.Software;
import salvor.workload.ImageReport.Vulnerability;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Trivy's report, of an image or of a cluster's images, and each of its results. */
final class Trivy {
  private Trivy() {}

  /** A member of the report. */
  static void member(String name, JsonParser parser, Reported report) {
    switch (name) {
      case "Trivy" -> report.tool("Trivy", text(parser, "Version"));
      case "CreatedAt" -> report.time(value(parser));
      case "ArtifactName" -> report.name(value(parser));
      case "Metadata" -> metadata(Elements.tree(parser), report);
      case "Results" -> results(parser, report);
      case "Resources" ->
          Elements.each(
              parser,
              resource -> {
                Reported its = report.another();
                Elements.members(resource, (part, at) -> member(part, at, its));
                its.end();
              });
      default -> parser.skipChildren();
    }
  }

  private static void metadata(@Nullable JsonNode given, Reported report) {
    JsonNode metadata =
        given != null && given.isArray() && given.size() == 1 ? given.get(0) : given;
    report.digest(Fields.text(metadata, "ImageID"));
    Fields.texts(metadata, "RepoDigests").forEach(report::digest);
    Fields.texts(metadata, "RepoTags").forEach(report::name);
    report.system(Fields.text(metadata, "OS", "Family"), Fields.text(metadata, "OS", "Name"));
    report.platform(
        Fields.text(metadata, "ImageConfig", "os"),
        Fields.text(metadata, "ImageConfig", "architecture"));
  }

  private static void results(JsonParser parser, Reported report) {
    report.searched();
    Elements.each(
        parser,
        result -> {
          Result its = new Result(report);
          Elements.members(result, its::member);
          its.end();
        });
  }

  /** A result: what was found in one place by one kind of search. */
  static final class Result {
    private final Reported report;
    private final List<JsonNode> found = new ArrayList<>();
    private final List<JsonNode> secrets = new ArrayList<>();
    private @Nullable String target;
    private @Nullable String kind;
    private @Nullable String type;

    Result(Reported report) {
      this.report = report;
    }

    void member(String name, JsonParser parser) {
      switch (name) {
        case "Target" -> target = value(parser);
        case "Class" -> kind = value(parser);
        case "Type" -> type = value(parser);
        case "Packages" -> Elements.each(parser, at -> software(Elements.tree(at)));
        case "Vulnerabilities" -> Elements.each(parser, at -> keep(found, Elements.tree(at)));
        case "Secrets" -> Elements.each(parser, at -> keep(secrets, Elements.tree(at)));
        case "Misconfigurations" -> pass(parser, "misconfiguration, which is not kept");
        case "Licenses" -> pass(parser, "licence, which is not kept");
        case "CustomResources", "ExperimentalModifiedFindings" ->
            pass(parser, "finding of a kind that is not kept");
        default -> parser.skipChildren();
      }
    }

    private void pass(JsonParser parser, String what) {
      report.passed(what, Elements.count(parser));
    }

    private void keep(List<JsonNode> list, @Nullable JsonNode one) {
      if (one == null || !one.isObject()) {
        report.unclear("a finding of an unknown form, or larger than any");
      } else {
        list.add(one);
      }
    }

    private void software(@Nullable JsonNode one) {
      String name = Fields.text(one, "Name");
      if (name == null) {
        report.unclear("a package without a name");
        return;
      }
      report.software(
          new Software(
              Reported.brief(name),
              version(one),
              Ratings.brief(type),
              Ratings.brief(Fields.text(one, "Identifier", "PURL")),
              Ratings.brief(path(one, "FilePath"))));
    }

    private static @Nullable String version(@Nullable JsonNode one) {
      String version = Fields.text(one, "Version");
      String release = Fields.text(one, "Release");
      String epoch = Fields.text(one, "Epoch");
      return version == null
          ? null
          : Reported.brief(
              (epoch == null || epoch.equals("0") ? "" : epoch + ":")
                  + version
                  + (release == null ? "" : "-" + release));
    }

    private @Nullable String path(@Nullable JsonNode one, String member) {
      String path = Fields.text(one, member);
      return path == null && "lang-pkgs".equals(kind) ? target : path;
    }

    void end() {
      found.forEach(this::vulnerability);
      secrets.forEach(this::secret);
    }

    private void vulnerability(JsonNode one) {
      String id = Fields.text(one, "VulnerabilityID");
      if (id == null) {
        report.unclear("a vulnerability without a name");
        return;
      }
      List<String> fixed = versions(Fields.text(one, "FixedVersion"));
      String rated = Fields.text(one, "SeveritySource");
      Ratings.Score score = Ratings.trivy(Fields.at(one, "CVSS"), rated);
      String by = rated == null ? Fields.text(one, "DataSource", "ID") : rated;
      report.vulnerability(
          List.of(
              new Vulnerability(
                  Reported.brief(id),
                  some(Fields.texts(one, "VendorIDs")),
                  Ratings.brief(Fields.text(one, "PkgName")),
                  Ratings.brief(Fields.text(one, "InstalledVersion")),
                  fixed,
                  Ratings.remedy(Fields.text(one, "Status"), !fixed.isEmpty()),
                  Ratings.severity(Fields.text(one, "Severity")),
                  score.tenths(),
                  score.vector(),
                  score.by(),
                  Ratings.brief(by),
                  false,
                  Ratings.brief(path(one, "PkgPath")),
                  Ratings.brief(Fields.text(one, "Title")))));
    }

    private void secret(JsonNode one) {
      String what = Fields.firstText(one, "Title", "RuleID", "Category");
      Long line = Fields.number(one, "StartLine");
      report.secret(
          new Secret(
              what == null ? "secret" : Reported.brief(what),
              target == null ? "" : Reported.brief(target),
              line == null || line < 0 ? 0 : line,
              Ratings.severity(Fields.text(one, "Severity"))));
    }
  }

  /** Versions in one text, with commas between them. */
  static List<String> versions(@Nullable String text) {
    return text == null
        ? List.of()
        : some(Arrays.stream(text.split(",", 100)).map(String::strip).toList());
  }

  static List<String> some(List<String> texts) {
    return texts.stream().filter(t -> !t.isEmpty()).limit(100).map(Reported::brief).toList();
  }

  static @Nullable String value(JsonParser parser) {
    return Fields.text(Elements.tree(parser));
  }

  private static @Nullable String text(JsonParser parser, String member) {
    return Fields.text(Elements.tree(parser), member);
  }
}

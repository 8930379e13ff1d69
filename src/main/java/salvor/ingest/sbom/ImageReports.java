package salvor.ingest.sbom;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Secret;
import salvor.workload.ImageReport.Vulnerability;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * Reports on images that are records among others: the objects in which trivy-operator and
 * Kubescape keep them in the cluster, and reports in a list.
 */
public final class ImageReports implements Format {
  private static final String OPERATOR = "aquasecurity.github.io/";
  private static final String KUBESCAPE = "spdx.softwarecomposition.kubescape.io/";

  @Override
  public String name() {
    return "image-report";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return isOperators(record) || isKubescapes(record) || ReportForm.of(record) != null;
  }

  private static boolean isOperators(JsonNode record) {
    return isOf(record, OPERATOR)
        && record.path("report").isObject()
        && switch (String.valueOf(Fields.text(record, "kind"))) {
          case "VulnerabilityReport",
              "ClusterVulnerabilityReport",
              "ExposedSecretReport",
              "SbomReport",
              "ClusterSbomReport" ->
              true;
          default -> false;
        };
  }

  private static boolean isKubescapes(JsonNode record) {
    return isOf(record, KUBESCAPE) && kept(record) != null;
  }

  /** The report inside of an object of Kubescape, null when it holds none. */
  private static @Nullable JsonNode kept(JsonNode record) {
    return switch (String.valueOf(Fields.text(record, "kind"))) {
      case "VulnerabilityManifest" -> Fields.at(record, "spec", "payload");
      case "SBOMSyft", "SBOMSyftFiltered" -> Fields.at(record, "spec", "syft");
      default -> null;
    };
  }

  private static boolean isOf(JsonNode record, String group) {
    return String.valueOf(Fields.text(record, "apiVersion")).startsWith(group);
  }

  @Override
  public RecordReader reader() {
    return ImageReports::read;
  }

  private static void read(JsonNode record, RecordRef ref, Sink sink) {
    if (isOperators(record)) {
      operators(record, ref, sink);
    } else if (isKubescapes(record)) {
      kubescapes(record, ref, sink);
    } else if (ReportForm.isResultOfTrivy(record)) {
      Reported report = new Reported(Origin.TRIVY, ref, true, sink);
      report.tool("Trivy", null);
      report.name(Fields.text(record, "Target"));
      report.searched();
      Trivy.Result result = new Trivy.Result(report);
      members(record, result::member);
      result.end();
      report.end();
    } else {
      ReportForm form = ReportForm.of(record);
      ReportForm.Reading reading =
          (form == null ? ReportForm.TRIVY : form).reading(ref, true, sink);
      members(record, reading.member());
      reading.end(true);
    }
  }

  private static void members(@Nullable JsonNode object, Elements.Member member) {
    if (object != null) {
      try (JsonParser parser = object.traverse(ObjectReadContext.empty())) {
        parser.nextToken();
        Elements.members(parser, member);
      }
    }
  }

  private static void kubescapes(JsonNode record, RecordRef ref, Sink sink) {
    boolean grype = "VulnerabilityManifest".equals(Fields.text(record, "kind"));
    ReportForm.Reading reading =
        (grype ? ReportForm.GRYPE : ReportForm.SYFT).reading(ref, true, sink);
    Reported report = reading.report();
    members(kept(record), reading.member());
    report.within(Origin.KUBESCAPE);
    report.time(Fields.text(record, "spec", "metadata", "report", "createdAt"));
    report.digest(Fields.text(record, "metadata", "annotations", "kubescape.io/image-id"));
    report.name(Fields.text(record, "metadata", "annotations", "kubescape.io/image-tag"));
    if (Fields.isTrue(record, "spec", "metadata", "withRelevancy")
        || "SBOMSyftFiltered".equals(Fields.text(record, "kind"))) {
      report.partly("lists only what was loaded while Kubescape watched");
    }
    reading.end(true);
  }

  private static void operators(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode its = Fields.at(record, "report");
    JsonNode bom = Fields.at(its, "components");
    ReportForm form = bom == null || !bom.isObject() ? ReportForm.TRIVY : ReportForm.CYCLONEDX;
    ReportForm.Reading reading = form.reading(ref, true, sink);
    Reported report = reading.report();
    members(form == ReportForm.CYCLONEDX ? bom : null, reading.member());
    report.within(Origin.TRIVY_OPERATOR);
    report.tool(Fields.text(its, "scanner", "name"), Fields.text(its, "scanner", "version"));
    report.time(Fields.text(its, "updateTimestamp"));
    report.digest(Fields.text(its, "artifact", "digest"));
    String repository = Fields.text(its, "artifact", "repository");
    String tag = Fields.text(its, "artifact", "tag");
    String server = Fields.text(its, "registry", "server");
    if (repository != null) {
      report.name(
          (server == null ? "" : server + "/") + repository + (tag == null ? "" : ":" + tag));
    }
    report.system(Fields.text(its, "os", "family"), Fields.text(its, "os", "name"));
    JsonNode found = Fields.at(its, "vulnerabilities");
    if (found != null && found.isArray()) {
      report.searched();
      found.forEach(one -> vulnerability(one, report));
    }
    JsonNode secrets = Fields.at(its, "secrets");
    if (secrets != null && secrets.isArray()) {
      secrets.forEach(one -> secret(one, report));
    }
    reading.end(form == ReportForm.CYCLONEDX);
  }

  private static void vulnerability(JsonNode one, Reported report) {
    String id = Fields.text(one, "vulnerabilityID");
    if (id == null) {
      report.unclear("a vulnerability without a name");
      return;
    }
    var fixed = Trivy.versions(Fields.text(one, "fixedVersion"));
    Ratings.Score score = Ratings.score(Fields.text(one, "score"), null, null);
    report.vulnerability(
        List.of(
            new Vulnerability(
                Reported.brief(id),
                List.of(),
                Ratings.brief(Fields.text(one, "resource")),
                Ratings.brief(Fields.text(one, "installedVersion")),
                fixed,
                Ratings.remedy(null, !fixed.isEmpty()),
                Ratings.severity(Fields.text(one, "severity")),
                score.tenths(),
                null,
                null,
                null,
                false,
                Ratings.brief(Fields.firstText(one, "packagePath", "target")),
                Ratings.brief(Fields.text(one, "title")))));
  }

  private static void secret(JsonNode one, Reported report) {
    String what = Fields.firstText(one, "title", "ruleID", "category");
    String target = Fields.text(one, "target");
    report.secret(
        new Secret(
            what == null ? "secret" : Reported.brief(what),
            target == null ? "" : Reported.brief(target),
            0,
            Ratings.severity(Fields.text(one, "severity"))));
  }
}

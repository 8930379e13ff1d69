package salvor.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ImageTool;
import salvor.evidence.Evidence;
import salvor.evidence.TimeText;
import salvor.triage.ImageFlaw;
import salvor.triage.ImageInside;
import salvor.workload.ImageDigest;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Vulnerability;

/** What is in an image, for machines. */
final class ImageInsideJson {
  private final JsonDocument json;
  private final Evidence evidence;

  ImageInsideJson(JsonDocument json, Evidence evidence) {
    this.json = json;
    this.evidence = evidence;
  }

  /** The member of this name: what is in the image, or nothing. */
  void member(String name, @Nullable ImageInside inside) {
    if (inside == null) {
      json.none(name);
    } else {
      json.object(name, () -> content(inside));
    }
  }

  void content(ImageInside inside) {
    json.texts("digests", digests(inside.known().digests()));
    json.texts("names", inside.known().names());
    json.is("severalPlatforms", inside.known().severalPlatforms());
    json.objects("reports", inside.known().reports(), this::report);
    json.objects("tools", inside.tools(), this::tool);
    json.objects(
        "secrets",
        inside.secrets(),
        secret -> {
          json.text("what", secret.what());
          json.text("path", secret.path());
          json.number("line", secret.line());
          json.text("severity", TriageJson.lower(secret.severity()));
        });
    json.objects("vulnerabilities", inside.flaws(), this::flaw);
    json.objects(
        "software",
        inside.software(),
        one -> {
          json.text("name", one.name());
          json.text("version", one.version());
          json.text("type", one.type());
          json.text("purl", one.purl());
          json.text("path", one.path());
        });
  }

  private static List<String> digests(List<ImageDigest> digests) {
    return digests.stream().map(ImageDigest::value).toList();
  }

  private void report(ImageReport report) {
    json.text("origin", TriageJson.lower(report.origin()));
    json.text("tool", report.tool().isEmpty() ? null : report.tool());
    json.text("time", report.time() == null ? null : TimeText.rfc3339(report.time(), 9));
    boolean known = report.source() >= 0 && report.source() < evidence.sources().size();
    json.text("source", known ? evidence.sources().get(report.source()).path() : null);
    json.number("offset", report.offset());
    json.texts("digests", digests(report.digests()));
    json.text("platform", report.platform());
    json.text("system", report.system());
    json.is("whole", report.whole());
    json.is("searched", report.searched());
    json.number("software", (long) report.software().size());
    json.number("statements", (long) report.vulnerabilities().size());
  }

  private void tool(ImageTool tool) {
    json.text("utility", tool.utility() == null ? null : TriageJson.lower(tool.utility()));
    json.text("technique", tool.technique());
    json.text("path", tool.path());
    json.text("found", TriageJson.lower(tool.found()));
    json.text("baseline", TriageJson.lower(tool.use()));
  }

  private void flaw(ImageFlaw flaw) {
    json.text("id", flaw.id());
    json.text("package", flaw.component());
    json.text("installed", flaw.installed());
    json.text("severity", TriageJson.lower(flaw.severity()));
    json.texts("differences", flaw.differences().stream().map(TriageJson::lower).toList());
    json.objects("statements", flaw.statements(), this::statement);
  }

  private void statement(ImageFlaw.Statement statement) {
    Vulnerability its = statement.vulnerability();
    json.number("report", (long) statement.report());
    json.text("severity", TriageJson.lower(its.severity()));
    json.text("score", its.score() < 0 ? null : FlawWords.score(its));
    json.text("vector", its.vector());
    json.text("scoredBy", its.scoredBy());
    json.text("ratedBy", its.ratedBy());
    json.text("remedy", TriageJson.lower(its.remedy()));
    json.texts("fixedIn", its.fixedIn());
    json.is("exploited", its.exploited());
    json.texts("aliases", its.aliases());
    json.text("path", its.path());
    json.text("title", its.title());
  }
}

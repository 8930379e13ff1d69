package salvor.ingest.sbom;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Sink;
import salvor.workload.ImageContents;
import salvor.workload.ImageReport.Origin;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** The forms of reports on images: how each is told as a record, and who reads its members. */
enum ReportForm {
  TRIVY(Origin.TRIVY, null),
  GRYPE(Origin.GRYPE, null),
  /** Of Trivy or Grype, as the report says. */
  SARIF(Origin.TRIVY, null),
  GITLAB(Origin.TRIVY, null),
  SYFT(Origin.SYFT, ImageContents.Origin.SYFT),
  CYCLONEDX(Origin.CYCLONEDX, ImageContents.Origin.CYCLONEDX),
  SPDX(Origin.SPDX, ImageContents.Origin.SPDX);

  private static final Set<String> TRIVY_ALONE =
      Set.of("Vulnerabilities", "Secrets", "Packages", "Misconfigurations");

  private final Origin origin;
  private final ImageContents.@Nullable Origin contents;

  ReportForm(Origin origin, ImageContents.@Nullable Origin contents) {
    this.origin = origin;
    this.contents = contents;
  }

  Origin origin() {
    return origin;
  }

  /** The form of a record, null when it is none. */
  static @Nullable ReportForm of(JsonNode record) {
    if (isList(record, "matches")
        && (record.path("descriptor").isObject() || record.path("source").isObject())) {
      return GRYPE;
    } else if (isList(record, "artifacts") && record.path("descriptor").isObject()) {
      return SYFT;
    } else if ("CycloneDX".equals(Fields.text(record, "bomFormat"))) {
      return CYCLONEDX;
    } else if (String.valueOf(Fields.text(record, "spdxVersion")).startsWith("SPDX-2")) {
      return SPDX;
    } else if (isList(record, "runs")
        && String.valueOf(Fields.text(record, "version")).startsWith("2.")) {
      return SARIF;
    } else if (isList(record, "vulnerabilities")
        && "container_scanning".equals(Fields.text(record, "scan", "type"))) {
      return GITLAB;
    }
    return isTrivy(record) || isResultOfTrivy(record) ? TRIVY : null;
  }

  private static boolean isTrivy(JsonNode record) {
    return (record.path("SchemaVersion").isNumber()
            && (record.has("ArtifactName") || record.has("Results") || record.has("Metadata")))
        || (record.has("ClusterName") && isList(record, "Resources"));
  }

  /** A report of Trivy's first form is a list of results, and nothing else. */
  static boolean isResultOfTrivy(JsonNode record) {
    return record.path("Target").isString()
        && record.propertyNames().stream().anyMatch(TRIVY_ALONE::contains);
  }

  private static boolean isList(JsonNode record, String member) {
    return record.path(member).isArray();
  }

  /** Reads the object that the parser stands on. */
  Reading reading(RecordRef ref, boolean record, Sink sink) {
    Reported report = new Reported(origin, ref, record, sink);
    FileList list = new FileList(sink, record);
    return new Reading(report, list, member(report, list), contents);
  }

  private Elements.Member member(Reported report, FileList list) {
    return switch (this) {
      case TRIVY -> (name, at) -> Trivy.member(name, at, report);
      case GRYPE -> (name, at) -> Grype.member(name, at, report);
      case SARIF -> (name, at) -> Sarif.member(name, at, report);
      case GITLAB -> (name, at) -> GitLab.member(name, at, report);
      case SYFT -> (name, at) -> Syft.member(name, at, report, list);
      case CYCLONEDX -> new CycloneDx(report, list)::member;
      case SPDX -> (name, at) -> Spdx.member(name, at, report, list);
    };
  }

  /**
   * A report that is being read.
   *
   * @param contents null where such reports never list files
   */
  record Reading(
      Reported report,
      FileList list,
      Elements.Member member,
      ImageContents.@Nullable Origin contents) {
    /** The members of the object that the parser stands on. */
    void members(JsonParser parser) {
      Elements.members(parser, member);
    }

    /**
     * All was read, or all that there is.
     *
     * @param files whether the list of files is taken: not where it is cut off
     */
    void end(boolean files) {
      if (contents != null && files) {
        list.end(contents, report);
      }
      report.end();
    }
  }
}

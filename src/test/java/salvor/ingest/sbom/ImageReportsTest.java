package salvor.ingest.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Severity;

/** Reports as they are kept in the cluster, and reports in a list. */
class ImageReportsTest {
  private static final String OPERATORS =
      """
      apiVersion: aquasecurity.github.io/v1alpha1
      kind: VulnerabilityReport
      metadata: {name: replicaset-web, namespace: shop}
      report:
        artifact: {digest: "%s", repository: shop/web, tag: "1"}
        registry: {server: reg.example}
        os: {family: alpine, name: "3.20"}
        scanner: {name: Trivy, vendor: Aqua Security, version: 0.57.0}
        updateTimestamp: "2026-11-01T09:00:00Z"
        vulnerabilities:
        - {vulnerabilityID: CVE-2024-0001, resource: busybox, installedVersion: 1.36.1-r2, fixedVersion: 1.36.1-r3, severity: HIGH, score: 7.5, title: overflow}
        - {severity: LOW}
      """
          .formatted(ImageScanTest.MANIFEST);

  @TempDir Path folder;

  private Given read(String name, String text) throws Exception {
    return new Import(
            List.of(new ImageReports()),
            List.of(),
            List.of(SbomFormat.lists(), SbomFormat.scans()),
            Limits.ORDINARY)
        .read(List.of(Files.writeString(folder.resolve(name), text)), Progress.NONE);
  }

  @Test
  void trivyOperatorsObjectIsAReportAndOneRecord() throws Exception {
    Given given = read("report.yaml", OPERATORS + "---\n" + OPERATORS);
    List<ImageReport> reports = given.evidence().inventory().reports();
    assertThat(reports).hasSize(2);
    ImageReport report = reports.getFirst();
    assertThat(report.origin()).isEqualTo(Origin.TRIVY_OPERATOR);
    assertThat(report.names()).containsExactly("reg.example/shop/web:1");
    assertThat(report.digests())
        .extracting(Object::toString)
        .containsExactly(ImageScanTest.MANIFEST);
    assertThat(report.vulnerabilities())
        .extracting(v -> v.id() + v.component() + v.score() + v.severity())
        .containsExactly("CVE-2024-0001busybox75HIGH");
    assertThat(report.whole()).as("one is no vulnerability").isFalse();
    assertThat(given.evidence().sources().getFirst().skipped())
        .containsEntry("report on an image, used as context", 2L);
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(note -> note.contains("a vulnerability without a name"));
  }

  @Test
  void kubescapesObjectHoldsGrypesReport() throws Exception {
    String object =
        "{\"apiVersion\":\"spdx.softwarecomposition.kubescape.io/v1beta1\",\"kind\":\"VulnerabilityManifestList\",\"metadata\":{},\"items\":[{\"kind\":\"VulnerabilityManifest\","
            + "\"apiVersion\":\"spdx.softwarecomposition.kubescape.io/v1beta1\",\"metadata\":{\"name\":\"x\",\"annotations\":{\"kubescape.io/image-tag\":\"shop/web:1\"}},"
            + "\"spec\":{\"metadata\":{\"withRelevancy\":true,\"report\":{\"createdAt\":\"2026-11-05T00:00:00Z\"}},\"payload\":"
            + ImageScanTest.GRYPE
            + "}}]}";
    Given given = read("list.json", object);
    ImageReport report = given.evidence().inventory().reports().getFirst();
    assertThat(report.origin()).isEqualTo(Origin.KUBESCAPE);
    assertThat(report.vulnerabilities()).hasSize(2);
    assertThat(report.vulnerabilities().getFirst().severity()).isEqualTo(Severity.HIGH);
    assertThat(report.digests()).hasSize(2);
    assertThat(report.whole()).as("only what was loaded is listed").isFalse();
    assertThat(given.evidence().sources().getFirst().lines()).isEqualTo(1);
  }

  @Test
  void theOldestFormOfTrivyAndReportsInAnArrayAreRead() throws Exception {
    String old =
        "[{\"Target\":\"web (alpine 3.10)\",\"Type\":\"alpine\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-2020-1\",\"PkgName\":\"a\",\"Severity\":\"LOW\"}]},"
            + "{\"Target\":\"clean\",\"Vulnerabilities\":null},"
            + ImageScanTest.TRIVY
            + ","
            + ImageScanTest.CYCLONEDX
            + "]";
    Given given = read("array.json", old);
    assertThat(given.evidence().inventory().reports())
        .extracting(report -> report.origin() + " " + report.vulnerabilities().size())
        .containsExactly("TRIVY 1", "TRIVY 0", "TRIVY 2", "CYCLONEDX 3");
    assertThat(given.evidence().sources().getFirst().lines()).isEqualTo(4);
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(note -> note.contains("no image digest"));
  }
}

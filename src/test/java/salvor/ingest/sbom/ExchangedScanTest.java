package salvor.ingest.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Given;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Vulnerability;

/** What Trivy and Grype tell in the forms that others read: SARIF, and GitLab's. */
class ExchangedScanTest {
  private static final Path TRIVY = Path.of("../shared/data/trivy/integration/testdata");
  private static final String DIGEST = "sha256:" + "c".repeat(64);

  @TempDir Path folder;

  private static Given read(Path file) throws Exception {
    return new Import(
            List.of(new ImageReports()),
            List.of(),
            List.of(SbomFormat.lists(), SbomFormat.scans()),
            Limits.ORDINARY)
        .read(List.of(file), Progress.NONE);
  }

  private static ImageReport report(Given given) {
    assertThat(given.evidence().inventory().reports()).hasSize(1);
    return given.evidence().inventory().reports().getFirst();
  }

  private static List<String> told(Given given) {
    return report(given).vulnerabilities().stream()
        .map(v -> v.id() + v.component() + v.installed() + v.fixedIn() + v.remedy() + v.severity())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sarif", "gitlab"})
  void trivyTellsTheSameInEachForm(String form) throws Exception {
    assumeTrue(Files.exists(TRIVY), TRIVY + " is not there");
    Given own = read(TRIVY.resolve("alpine-310.json.golden"));
    Given other = read(TRIVY.resolve("alpine-310." + form + ".golden"));
    assertThat(told(other)).hasSizeGreaterThan(3).isEqualTo(told(own));
    assertThat(other.evidence().sources().getFirst().unreadableCount()).isZero();
    if (form.equals("sarif")) {
      assertThat(report(other).digests()).containsAnyElementsOf(report(own).digests());
      assertThat(report(other).vulnerabilities().getFirst().score()).isEqualTo(53);
    }
  }

  private static String run(String tool, String rule, String result) {
    return "{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{"
        + "\"results\":[{\"ruleId\":\"r\","
        + result
        + "}],\"tool\":{\"driver\":{\"name\":\""
        + tool
        + "\",\"version\":\"1.2\",\"rules\":[{\"id\":\"r\","
        + rule
        + "}]}}}]}";
  }

  private Given written(String text) throws Exception {
    return read(Files.writeString(folder.resolve("scan.json"), text));
  }

  @Test
  void grypeTellsThePackageInItsRuleAndTheImageWithThePlace() throws Exception {
    Given given =
        written(
            run(
                "grype",
                "\"shortDescription\":{\"text\":\"bad\"},\"properties\":{\"security-severity\":\"9.8\"},"
                    + "\"help\":{\"text\":\"Vulnerability CVE-2024-1\\nSeverity: high\\nPackage: libc6\\n"
                    + "Version: 2.31\\nFix Version: \\nType: deb\\nLocation: /var/lib/dpkg/status\\n"
                    + "Data Namespace: debian:distro:debian:11\\nLink: x\"}",
                "\"message\":{\"text\":\"A high vulnerability\"},\"locations\":[{\"logicalLocations\":"
                    + "[{\"fullyQualifiedName\":\"shop/web:1@"
                    + DIGEST
                    + ":/var/lib/dpkg/status\"}]}]"));
    ImageReport report = report(given);
    Vulnerability one = report.vulnerabilities().getFirst();
    assertThat(report.origin()).isEqualTo(ImageReport.Origin.GRYPE);
    assertThat(report.tool()).isEqualTo("grype 1.2");
    assertThat(report.digests()).extracting(Object::toString).containsExactly(DIGEST);
    assertThat(report.names()).containsExactly("shop/web:1");
    assertThat(one.id() + " " + one.component() + " " + one.installed() + " " + one.path())
        .isEqualTo("CVE-2024-1 libc6 2.31 /var/lib/dpkg/status");
    assertThat(one.fixedIn()).isEmpty();
    assertThat(one.severity()).isEqualTo(Severity.HIGH);
    assertThat(one.score()).as("SARIF's number may come of the word alone").isNegative();
  }

  @Test
  void aSecretIsToldWithoutItsValueAndOtherToolsAreNoScanners() throws Exception {
    String result =
        "\"message\":{\"text\":\"Artifact: /key\\nType: \\nSecret AWS key\\nSeverity: CRITICAL\\nMatch: AKIA\"},"
            + "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"key\"},"
            + "\"region\":{\"startLine\":7}}}]";
    Given given = written(run("Trivy", "\"name\":\"Secret\"", result));
    assertThat(report(given).secrets())
        .containsExactly(new ImageReport.Secret("AWS key", "key", 7, Severity.CRITICAL));
    Source other = written(run("CodeQL", "\"name\":\"x\"", result)).evidence().sources().getFirst();
    assertThat(other.skipped()).containsKey("result of a tool that is no scanner of images");
    assertThat(other.lines()).isEqualTo(1);
  }
}

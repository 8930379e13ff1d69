package salvor.ingest.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Remedy;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Software;
import salvor.workload.ImageReport.Vulnerability;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scanners report of images: vulnerabilities and secrets, of an image by its digest. */
class ImageScanTest {
  static final String MANIFEST = "sha256:" + "a".repeat(64);
  static final String CONFIG = "sha256:" + "b".repeat(64);
  private static final Path DATA = Path.of("../shared/data");

  /** Trivy's report of an image with a vulnerability of each class, a package and a secret. */
  static final String TRIVY =
      "{\"SchemaVersion\":2,\"Trivy\":{\"Version\":\"0.57.0\"},\"CreatedAt\":\"2026-11-01T10:00:00.5+01:00\","
          + "\"ArtifactName\":\"shop/web:1\",\"Metadata\":{\"OS\":{\"Family\":\"alpine\",\"Name\":\"3.20\"},\"ImageID\":\""
          + CONFIG
          + "\",\"RepoDigests\":[\"shop/web@"
          + MANIFEST
          + "\"],\"ImageConfig\":{\"os\":\"linux\",\"architecture\":\"amd64\"}},\"Results\":[{\"Target\":\"web (alpine)\",\"Class\":\"os-pkgs\","
          + "\"Type\":\"alpine\",\"Packages\":[{\"Name\":\"busybox\",\"Version\":\"1.36.1\",\"Release\":\"r2\",\"Identifier\":{\"PURL\":\"pkg:apk/alpine/busybox@1.36.1-r2\"}}],"
          + "\"Vulnerabilities\":[{\"VulnerabilityID\":\"CVE-2024-0001\",\"PkgName\":\"busybox\",\"InstalledVersion\":\"1.36.1-r2\",\"FixedVersion\":\"1.36.1-r3\","
          + "\"Status\":\"fixed\",\"SeveritySource\":\"nvd\",\"Severity\":\"CRITICAL\",\"Title\":\"overflow\",\"CVSS\":{\"redhat\":{\"V3Score\":5},\"nvd\":{\"V3Score\":9.8,\"V3Vector\":\"CVSS:3.1/AV:N\"}}}]},"
          + "{\"Target\":\"app/package-lock.json\",\"Class\":\"lang-pkgs\",\"Type\":\"npm\",\"Vulnerabilities\":[{\"VulnerabilityID\":\"GHSA-x\",\"PkgName\":\"left-pad\","
          + "\"InstalledVersion\":\"1.0\",\"Status\":\"will_not_fix\",\"Severity\":\"LOW\"}]},{\"Target\":\"/app/key.pem\",\"Class\":\"secret\",\"Secrets\":[{\"RuleID\":\"key\","
          + "\"Title\":\"Private key\",\"Severity\":\"HIGH\",\"StartLine\":3,\"Match\":\"-----BEGIN hidden-value\"}]},{\"Target\":\"Dockerfile\",\"Class\":\"config\","
          + "\"Misconfigurations\":[{\"ID\":\"DS002\"},{\"ID\":\"DS026\"}]}]}";

  static final String GRYPE =
      "{\n \"matches\": [\n  {\n   \"vulnerability\": {\"id\":\"GHSA-1\",\"namespace\":\"github:language:go\",\"severity\":\"High\",\"cvss\":[],\"fix\":{\"versions\":[\"2.0\"],\"state\":\"fixed\"},"
          + "\"knownExploited\":[{\"cve\":\"CVE-2024-0002\"}]},\"relatedVulnerabilities\":[{\"id\":\"CVE-2024-0002\",\"namespace\":\"nvd:cpe\",\"severity\":\"Critical\","
          + "\"cvss\":[{\"version\":\"2.0\",\"metrics\":{\"baseScore\":5.0}},{\"source\":\"nvd@nist.gov\",\"version\":\"3.1\",\"vector\":\"CVSS:3.1/AV:N\",\"metrics\":{\"baseScore\":9.1}}]}],"
          + "\"artifact\":{\"name\":\"example.com/m\",\"version\":\"v1.0\",\"type\":\"go-module\",\"locations\":[{\"path\":\"/app/server\"}]}},\n"
          + "{\"vulnerability\":{\"id\":\"CVE-2024-0001\",\"severity\":\"Medium\",\"fix\":{\"versions\":[],\"state\":\"not-fixed\"}},\"artifact\":{\"name\":\"busybox\",\"version\":\"1.36.1-r2\"}}],"
          + "\"ignoredMatches\":[{}],\"source\":{\"type\":\"image\",\"target\":{\"userInput\":\"shop/web:1\",\"imageID\":\""
          + CONFIG
          + "\",\"manifestDigest\":\""
          + MANIFEST
          + "\",\"repoDigests\":[],\"tags\":[],\"os\":\"linux\",\"architecture\":\"amd64\"}},\"distro\":{\"name\":\"alpine\",\"version\":\"3.20\"},"
          + "\"descriptor\":{\"name\":\"grype\",\"version\":\"0.80.0\",\"timestamp\":\"2026-11-02T00:00:00Z\"}}";

  static final String CYCLONEDX =
      "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"9.9\",\"metadata\":{\"timestamp\":\"2026-11-03T00:00:00Z\",\"tools\":[{\"vendor\":\"v\",\"name\":\"scan\",\"version\":\"1\"}],"
          + "\"component\":{\"type\":\"container\",\"name\":\"shop/web\",\"properties\":[{\"name\":\"aquasecurity:trivy:ImageID\",\"value\":\""
          + CONFIG
          + "\"}]}},\"vulnerabilities\":[{\"id\":\"CVE-2024-0001\",\"source\":{\"name\":\"alpine\"},\"ratings\":[{\"source\":{\"name\":\"nvd\"},\"score\":9.8,\"severity\":\"critical\",\"vector\":\"CVSS:3.1/AV:N\"},"
          + "{\"source\":{\"name\":\"alpine\"},\"severity\":\"low\"}],\"recommendation\":\"Upgrade busybox to version 1.36.1-r3; Upgrade ssl to version 9\",\"affects\":[{\"ref\":\"urn:cdx:1/1#b\"},{\"ref\":\"b2\"}]},"
          + "{\"id\":\"CVE-2024-0009\",\"analysis\":{\"state\":\"not_affected\"}}],\"components\":[{\"bom-ref\":\"b\",\"type\":\"library\",\"name\":\"busybox\",\"version\":\"1.36.1-r2\",\"purl\":\"pkg:apk/alpine/busybox@1.36.1-r2\","
          + "\"components\":[{\"bom-ref\":\"b2\",\"type\":\"library\",\"group\":\"g\",\"name\":\"inner\"}]}]}";

  @TempDir Path folder;

  private Given read(Path file) throws Exception {
    return new Import(
            List.of(new ImageReports()),
            List.of(),
            List.of(SbomFormat.lists(), SbomFormat.scans()),
            Limits.ORDINARY)
        .read(List.of(file), Progress.NONE);
  }

  private Given read(String document) throws Exception {
    return read(Files.writeString(folder.resolve("report.json"), document));
  }

  private ImageReport report(String document) throws Exception {
    return read(document).evidence().inventory().reports().getFirst();
  }

  @Test
  void trivyTellsVulnerabilitiesOfEveryClassPackagesAndSecrets() throws Exception {
    ImageReport report = report(TRIVY);
    assertThat(report.origin()).isEqualTo(Origin.TRIVY);
    assertThat(report.tool()).isEqualTo("Trivy 0.57.0");
    assertThat(report.time()).isEqualTo(1_793_523_600_500_000_000L);
    assertThat(report.digests()).extracting(Object::toString).containsExactly(CONFIG, MANIFEST);
    assertThat(report.names()).containsExactly("shop/web:1");
    assertThat(report.platform()).isEqualTo("linux/amd64");
    assertThat(report.system()).isEqualTo("alpine 3.20");
    assertThat(report.whole()).isTrue();
    assertThat(report.software())
        .containsExactly(
            new Software(
                "busybox", "1.36.1-r2", "alpine", "pkg:apk/alpine/busybox@1.36.1-r2", null));
    assertThat(report.vulnerabilities())
        .containsExactly(
            new Vulnerability(
                "CVE-2024-0001",
                List.of(),
                "busybox",
                "1.36.1-r2",
                List.of("1.36.1-r3"),
                Remedy.FIXED,
                Severity.CRITICAL,
                98,
                "CVSS:3.1/AV:N",
                "nvd",
                "nvd",
                false,
                null,
                "overflow"),
            new Vulnerability(
                "GHSA-x",
                List.of(),
                "left-pad",
                "1.0",
                List.of(),
                Remedy.WONT_FIX,
                Severity.LOW,
                -1,
                null,
                null,
                null,
                false,
                "app/package-lock.json",
                null));
    assertThat(report.secrets())
        .containsExactly(new ImageReport.Secret("Private key", "/app/key.pem", 3, Severity.HIGH));
    assertThat(report.toString()).doesNotContain("hidden-value");
  }

  @Test
  void grypeTellsTheCveBehindAnAdvisoryAndWhatIsExploited() throws Exception {
    ImageReport report = report(GRYPE);
    assertThat(report.tool()).isEqualTo("Grype 0.80.0");
    assertThat(report.digests()).extracting(Object::toString).containsExactly(MANIFEST, CONFIG);
    Vulnerability first = report.vulnerabilities().getFirst();
    assertThat(first.id()).isEqualTo("CVE-2024-0002");
    assertThat(first.aliases()).containsExactly("GHSA-1");
    assertThat(first.severity()).isEqualTo(Severity.HIGH); // its own word, not the other's
    assertThat(first.score()).isEqualTo(91);
    assertThat(first.scoredBy()).isEqualTo("nvd@nist.gov");
    assertThat(first.exploited()).isTrue();
    assertThat(first.path()).isEqualTo("/app/server");
    assertThat(report.vulnerabilities().getLast().remedy()).isEqualTo(Remedy.NOT_FIXED);
  }

  @Test
  void cycloneDxTellsAVulnerabilityOfEachPackageItAffectsWhereverTheseStand() throws Exception {
    ImageReport report = report(CYCLONEDX);
    assertThat(report.software()).extracting(Software::name).containsExactly("busybox", "g/inner");
    assertThat(report.vulnerabilities())
        .extracting(v -> v.id() + " " + v.component() + " " + v.installed())
        .containsExactly(
            "CVE-2024-0001 busybox 1.36.1-r2",
            "CVE-2024-0001 g/inner null",
            "CVE-2024-0009 null null");
    Vulnerability first = report.vulnerabilities().getFirst();
    assertThat(first.severity()).isEqualTo(Severity.LOW); // of who names it
    assertThat(first.ratedBy()).isEqualTo("alpine");
    assertThat(first.score()).isEqualTo(98);
    assertThat(first.scoredBy()).isEqualTo("nvd");
    assertThat(first.fixedIn()).containsExactly("1.36.1-r3");
    assertThat(report.vulnerabilities().getLast().remedy()).isEqualTo(Remedy.NOT_AFFECTED);
    String none =
        CYCLONEDX.replaceFirst(
            "\"vulnerabilities\":\\[.*],\"components", "\"vulnerabilities\":[],\"components");
    assertThat(report(none).searched()).as("nobody may have looked").isFalse();
  }

  @Test
  void everyPartIsAccountedFor() throws Exception {
    Source trivy = read(TRIVY).evidence().sources().getFirst();
    assertThat(trivy.format()).isEqualTo("image-scan");
    assertThat(trivy.lines()).isEqualTo(6); // package, two vulnerabilities, secret, two others
    assertThat(trivy.skipped())
        .containsEntry("vulnerability of an image, used as context", 2L)
        .containsEntry("misconfiguration, which is not kept", 2L);
    Source grype = read(GRYPE).evidence().sources().getFirst();
    assertThat(grype.skipped())
        .containsEntry("match that Grype was told to leave out", 1L)
        .containsEntry("vulnerability of an image, used as context", 2L);
  }

  @Test
  void whereverItIsCutWhatStoodBeforeIsTakenAndIsNotCalledWhole() throws Exception {
    for (String whole : List.of(TRIVY, GRYPE)) {
      int most = 0;
      for (int length = 200; length < whole.length(); length += 37) {
        Given given = read(whole.substring(0, length));
        Source source = given.evidence().sources().getFirst();
        assertThat(source.unreadableCount()).as("%d", length).isEqualTo(1);
        List<ImageReport> reports = given.evidence().inventory().reports();
        assertThat(reports).as("%d", length).noneMatch(ImageReport::whole);
        int found = reports.isEmpty() ? 0 : reports.getFirst().vulnerabilities().size();
        assertThat(found).isGreaterThanOrEqualTo(most);
        most = found;
      }
      assertThat(most).isPositive();
    }
  }

  @Test
  void whatFollowsAReportIsReadToo() throws Exception {
    Given given = read(TRIVY + "\n" + GRYPE.replace("\n", "") + "\nrubbish\n");
    assertThat(given.evidence().inventory().reports())
        .extracting(ImageReport::origin)
        .containsExactly(Origin.TRIVY, Origin.GRYPE);
    assertThat(given.evidence().inventory().reports().getLast().offset())
        .isEqualTo(TRIVY.length() + 1);
    assertThat(given.evidence().sources().getFirst().unreadableCount()).isEqualTo(1);
  }

  @Test
  void oddPartsCostThemselvesAlone() throws Exception {
    String odd =
        TRIVY.replace(
            "\"Vulnerabilities\":[{\"VulnerabilityID\":\"GHSA-x\"",
            "\"Vulnerabilities\":[7,null,[],{},{\"VulnerabilityID\":{}},{\"VulnerabilityID\":\"GHSA-x\"");
    Given given = read(odd);
    ImageReport report = given.evidence().inventory().reports().getFirst();
    assertThat(report.vulnerabilities()).hasSize(2);
    assertThat(report.whole()).isFalse();
    assertThat(given.evidence().sources().getFirst().unreadableCount()).isEqualTo(5);
    String large =
        IntStream.range(0, 60_000).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
    Given bounded = read(TRIVY.replace("\"overflow\"", large));
    assertThat(bounded.evidence().inventory().reports().getFirst().vulnerabilities())
        .extracting(Vulnerability::id)
        .containsExactly("GHSA-x");
    assertThat(bounded.evidence().sources().getFirst().unreadableCount()).isEqualTo(1);
  }

  @Test
  void aReportLongerThanAnyRecordIsRead() throws Exception {
    String one = GRYPE.substring(GRYPE.indexOf("{\"vulnerability\""), GRYPE.indexOf("],\"ignored"));
    String many =
        GRYPE.replace(
            one,
            IntStream.range(0, 120_000)
                .mapToObj(i -> one.replace("0001", "" + (10_000 + i)))
                .collect(Collectors.joining(",\n")));
    assertThat(many.length()).isGreaterThan(Limits.ORDINARY.recordBytes());
    assertThat(report(many).vulnerabilities()).hasSize(120_001);
  }

  @Test
  void thePublicReportsTellAsManyAsAnotherParserCounts() throws Exception {
    assumeTrue(Files.exists(DATA), DATA + " is not there");
    int reports = 0;
    for (String where : List.of("trivy", "grype", "kubevuln", "trivy-operator")) {
      try (Stream<Path> files = Files.walk(DATA.resolve(where))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          byte[] bytes = Files.readAllBytes(file);
          if (bytes[0] != '{') {
            continue;
          }
          JsonNode tree = JsonMapper.shared().readTree(bytes);
          int counted =
              tree.path("matches").size()
                  + tree.path("Results")
                      .valueStream()
                      .mapToInt(r -> r.path("Vulnerabilities").size())
                      .sum();
          if (counted > 0) {
            List<ImageReport> read = read(file).evidence().inventory().reports();
            assertThat(read).as("%s", file).hasSize(1);
            assertThat(read.getFirst().vulnerabilities()).as("%s", file).hasSize(counted);
            assertThat(read.getFirst().digests()).as("%s", file).isNotEmpty();
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains(read.getFirst().vulnerabilities().getLast().id());
            reports++;
          }
        }
      }
    }
    assertThat(reports).isEqualTo(22);
  }
}

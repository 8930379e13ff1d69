package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.report.FlawWords;
import salvor.triage.ImageFlaw.Difference;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Remedy;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Vulnerability;

/** Reports that do not agree stand side by side. */
class ImageFlawTest {
  static Vulnerability vulnerability(
      String id,
      String component,
      String installed,
      Severity severity,
      int score,
      String... fixed) {
    return new Vulnerability(
        id,
        List.of(),
        component,
        installed,
        List.of(fixed),
        fixed.length == 0 ? Remedy.NOT_FIXED : Remedy.FIXED,
        severity,
        score,
        null,
        null,
        null,
        false,
        null,
        null);
  }

  static ImageReport report(String tool, boolean whole, Vulnerability... all) {
    return new ImageReport(
        Origin.TRIVY,
        tool,
        1_795_410_000_000_000_000L,
        0,
        0,
        List.of(),
        List.of(),
        null,
        null,
        whole,
        true,
        List.of(),
        List.of(all),
        List.of());
  }

  @Test
  void theWorstComesFirstAndWhatIsNotToldIsNoLow() {
    List<ImageFlaw> flaws =
        ImageFlaw.of(
            List.of(
                report(
                    "trivy",
                    true,
                    vulnerability("CVE-1", "a", "1", Severity.LOW, 99),
                    vulnerability("CVE-2", "a", "1", Severity.UNKNOWN, -1),
                    vulnerability("CVE-3", "a", "1", Severity.HIGH, 70),
                    vulnerability("CVE-4", "a", "1", Severity.HIGH, 80))));
    assertThat(flaws).extracting(ImageFlaw::id).containsExactly("CVE-4", "CVE-3", "CVE-2", "CVE-1");
    assertThat(flaws).allMatch(flaw -> flaw.differences().isEmpty());
  }

  @Test
  void eachReportKeepsItsWord() {
    List<ImageReport> reports =
        List.of(
            report("trivy 1", true, vulnerability("CVE-1", "g/a", "1.0", Severity.HIGH, 75, "1.1")),
            report("grype 2", true, vulnerability("CVE-1", "a", "v1.0", Severity.LOW, 31)),
            report("scan", true),
            report("cut", false));
    ImageFlaw flaw = ImageFlaw.of(reports).getFirst();
    assertThat(flaw.statements()).hasSize(2);
    assertThat(flaw.severity()).isEqualTo(Severity.HIGH);
    assertThat(flaw.differences())
        .containsExactly(
            Difference.SEVERITY, Difference.SCORE, Difference.REMEDY, Difference.LISTED);
    FlawWords words = new FlawWords(reports);
    assertThat(words.severity(flaw)).isEqualTo("high (Trivy), low (Grype)");
    assertThat(words.score(flaw)).isEqualTo("7.5 (Trivy), 3.1 (Grype)");
    assertThat(words.remedy(flaw)).isEqualTo("1.1 (Trivy), not fixed (Grype)");
    assertThat(words.listed(flaw))
        .as("one that was cut off leaves nothing out on purpose")
        .isEqualTo("Trivy, Grype; not Scan");
  }

  @Test
  void anotherVersionOfThePackageIsAnotherFlaw() {
    assertThat(
            ImageFlaw.of(
                List.of(
                    report("a", true, vulnerability("CVE-1", "a", "1", Severity.LOW, -1)),
                    report("b", true, vulnerability("CVE-1", "a", "2", Severity.LOW, -1)))))
        .hasSize(2)
        .allMatch(flaw -> flaw.differences().contains(Difference.LISTED));
  }

  @Test
  void twoReportsOfOneToolAreToldApart() {
    FlawWords words =
        new FlawWords(List.of(report("trivy", true), report("trivy", true), report("x", true)));
    assertThat(words.names()).containsExactly("Trivy of 2026-11-23", "Trivy of 2026-11-23 #2", "X");
  }
}

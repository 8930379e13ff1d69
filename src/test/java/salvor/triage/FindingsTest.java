package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judge;
import salvor.baseline.Profile;
import salvor.baseline.Recording;
import salvor.baseline.Severity;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.jobs.Progress;

class FindingsTest {
  @Test
  void groupsTheWebShellByWhatWasStarted() throws Exception {
    Recording recording = Recording.read("webshell");
    List<Profile> profiles = recording.learn("2026-11-23T04:43:46.5Z");
    Judge judge = new Judge(profiles, recording.evidence().inventory());
    Verdicts verdicts = judge.judge(recording.observations(), Progress.NONE);
    List<Finding> findings = Findings.of(recording.evidence(), verdicts, judge.matching());
    int rows = 0;
    for (Finding finding : findings) {
      rows += finding.rows().remaining();
    }
    int out = 0;
    for (int row = 0; row < recording.observations().size(); row++) {
      out += verdicts.verdict(row) == Verdict.OUT ? 1 : 0;
    }
    assertThat(rows).isEqualTo(out);
    assertThat(findings)
        .extracting(Finding::severity)
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(findings).hasSizeBetween(10, 40);
    assertThat(findings)
        .filteredOn(f -> f.workload() != null)
        .extracting(f -> String.valueOf(f.workload()))
        .contains("shop/deployment/web", "shop/deployment/pay")
        .doesNotContain("kube-system/daemonset/logship");
    assertThat(Findings.of(recording.evidence(), verdicts, judge.matching())).isEqualTo(findings);
  }

  @Test
  void linksAnAlertToTheTelemetryOfItsEvent() throws Exception {
    Recording recording = Recording.read("webshell");
    IntBuffer links = SameFact.links(recording.observations());
    int linked = 0;
    int shells = 0;
    for (int row = 0; row < recording.observations().size(); row++) {
      String text =
          recording.observations().activity(recording.observations().activityId(row)).toString();
      if (recording.observations().kind(row) == Kind.ALERT
          && text.contains("Run shell untrusted")) {
        shells++;
        linked += links.get(row) >= 0 ? 1 : 0;
      }
      int first = links.get(row);
      assertThat(first < 0 || (first <= row && links.get(first) == first)).isTrue();
    }
    assertThat(shells).isGreaterThan(90);
    assertThat(linked).isEqualTo(shells);
  }
}

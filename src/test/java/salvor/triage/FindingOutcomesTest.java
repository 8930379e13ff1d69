package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judge;
import salvor.baseline.Severity;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

class FindingOutcomesTest {
  private static final Location WEB =
      new Location(null, "shop", "web-1", null, "web", "c".repeat(64), null, null, null);

  private final List<Observation> rows = new ArrayList<>();

  private void add(Activity activity, Outcome outcome) {
    long nanos = 1_795_169_700_000_000_000L + rows.size();
    rows.add(
        new Observation(
            new ObservedTime(nanos, TimeText.rfc3339(nanos, 9)),
            activity instanceof Activity.ApiRequest ? Location.UNKNOWN : WEB,
            ProcessInfo.UNKNOWN,
            activity,
            outcome,
            Set.of(),
            new RecordRef(0, rows.size() + 1, 0, 1)));
  }

  /** With the token of a pod that has another address. */
  private void ask(String resource, int code) {
    add(
        new Activity.ApiRequest(
            "list",
            resource,
            null,
            "shop",
            null,
            "system:serviceaccount:shop:web",
            null,
            "shop/web-1",
            "203.0.113.9",
            null,
            code,
            null),
        Outcome.ofStatus(code));
  }

  private Finding only() {
    Pod pod = new Pod("shop", "web-1", null, null, List.of("10.0.0.5"), null, null, List.of());
    Evidence evidence =
        new Evidence(
            List.of(), Observations.of(rows), new Inventory(List.of(pod), List.of(), Map.of()));
    Judge judge = new Judge(List.of(), evidence.inventory());
    List<Finding> findings =
        Findings.of(
            evidence, judge.judge(evidence.observations(), Progress.NONE), judge.matching());
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  @Test
  void theRequestThatWasGrantedStandsForThoseThatWereRefused() {
    ask("nodes", 200);
    ask("secrets", 403);
    ask("secrets", 200);
    ask("secrets", 200);
    Finding finding = only();
    assertThat(finding.row()).isEqualTo(2);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.outcomes())
        .isEqualTo(Map.of(Outcome.ofStatus(200), 3, Outcome.ofStatus(403), 1));
  }

  @Test
  void connectionsAreCountedByTheirEndAndAnUnknownOneIsCountedAsSuch() {
    Activity pool =
        new Activity.ConnectionOpened(
            new Endpoint("10.0.0.5", 40000, null), new Endpoint("203.0.113.77", 3333, null), "tcp");
    add(pool, Outcome.ofReturned(-111));
    add(pool, Outcome.UNKNOWN);
    add(pool, Outcome.UNKNOWN);
    assertThat(only().outcomes())
        .isEqualTo(Map.of(Outcome.UNKNOWN, 2, Outcome.ofReturned(-111), 1));
  }
}

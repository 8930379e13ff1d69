package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.baseline.Severity;
import salvor.cluster.LivePods;
import salvor.live.PodVerdict;
import salvor.live.TriageLog;
import salvor.training.apiserver.Json;
import salvor.triage.FilterError;

/** Which pods are shown, and how they are grouped. */
class PodChoiceTest {
  private final List<PodRow> rows =
      List.of(
          row("shop", "checkout", "n1", "web:1", "Running", 9, Severity.HIGH),
          row("shop", "pay", "n2", "web:1", "CrashLoopBackOff", 0, null),
          row("ops", "roll\u202eout", "n2", "tool:2", "Running", 0, null));

  private static PodRow row(
      String namespace,
      String name,
      String node,
      String image,
      String status,
      int out,
      Severity severity) {
    LivePods pods = new LivePods();
    boolean waits = status.startsWith("Crash");
    pods.added(
        Json.of(
            "{metadata: {namespace: '%s', name: '%s', uid: '%s'}, spec: {nodeName: '%s', containers: [{name: 'c', image:"
                    .formatted(namespace, name, name, node)
                + " '%s'}]}, status: {phase: 'Running', podIP: '10.0.0.1', containerStatuses: [{name: 'c', restartCount: %d,"
                    .formatted(image, waits ? 4 : 0)
                + (waits
                    ? " state: {waiting: {reason: '" + status + "'}}}]}}"
                    : " state: {running: {}}}]}}")));
    PodVerdict verdict =
        out == 0 ? null : new PodVerdict(namespace, name, out, severity, null, null, 1, 0, 0);
    TriageLog.Entry triage =
        out == 0
            ? null
            : new TriageLog.Entry(
                Instant.EPOCH,
                "ada",
                new TriageLog.Subject("Pod", namespace, name, name),
                TriageLog.State.SUSPICIOUS,
                "");
    return new PodRow(pods.all().getFirst(), verdict, true, "", triage, null, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | 3",
        "out                                  | 1",
        "OUT shop                             | 1",
        "rout                                 | 0",
        "verdict=out                          | 1",
        "not verdict=out                      | 2",
        "severity>=high                       | 1",
        "namespace=shop                       | 2",
        "ns=shop and node=n2                  | 1",
        "pod=pay or pod=checkout              | 2",
        "image~web                            | 2",
        "status=Running                       | 2",
        "status~crash                         | 1",
        "restarts>3                           | 1",
        "triage=suspicious                    | 1",
        "triage=unseen                        | 2",
        "ip=10.0.0.1                          | 3",
        "tool                                 | 1",
        "container=c not namespace=ops        | 2",
        "ready=0/1                            | 3",
        "baseline~known                       | 3",
        "sensor=heard                         | 3",
        "evidence>0                           | 1",
        "quarantine=*                         | 0"
      })
  void theLanguageIsThatOfACase(String written, int left) throws Exception {
    assertThat(PodChoice.ALL.with(PodChoice.filter(written)).of(rows).rows()).hasSize(left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "program=curl     | 0 | a field: verdict",
        "namespace=       | 10 | a value",
        "namespace:       | 9 | = ~ != !~ in place of the colon",
        "web namespace:ops | 13 | = ~ != !~ in place of the colon",
        "verdict=bad      | 8 | one of",
        "triage=clered    | 7 | one of cleared, compromised, suspicious, unseen",
        "(pod=x           | 6 | )",
        "restarts=many    | 9 | a whole number"
      })
  void whatCannotBeReadIsToldWithItsPlace(String written, int position, String expected) {
    assertThatThrownBy(() -> PodChoice.filter(written))
        .isInstanceOfSatisfying(
            FilterError.class,
            error -> {
              assertThat(error.position()).isEqualTo(position);
              assertThat(error.expected()).startsWith(expected);
            });
  }

  @Test
  void theWordsOfTriageAreThoseThatAreDecided() {
    assertThat(TriageLog.State.values())
        .allSatisfy(state -> PodChoice.filter("triage=" + state.id()));
    assertThat(Arrays.stream(TriageLog.State.values()).map(TriageWords::state))
        .containsExactly("unseen", "cleared", "suspicious", "compromised");
  }

  @Test
  void groupsHaveTheirCountAndTheirWorst() {
    PodChoice byNode = PodChoice.ALL.with(PodGroup.By.NODE);
    assertThat(byNode.of(rows).groups())
        .extracting(PodGroup::name, PodGroup::count, PodGroup::said)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("n1", "1, 1 out", "OUT high 9"),
            org.assertj.core.groups.Tuple.tuple("n2", "2", "nothing observed"));
    assertThat(byNode.with("n2").of(rows).rows()).hasSize(2);
    assertThat(byNode.with("gone").of(rows).rows()).as("a group that is gone").hasSize(3);
    assertThat(byNode.with("n2").with(PodGroup.By.NAMESPACE).of(rows).rows()).hasSize(3);
    assertThat(PodChoice.ALL.of(rows).groups()).isEmpty();
    assertThat(PodChoice.ALL.with(PodGroup.By.IMAGE).of(rows).groups()).hasSize(2);
    assertThat(PodChoice.ALL.with(PodGroup.By.WORKLOAD).of(rows).groups()).hasSize(3);
  }
}

package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** As {@code kubectl rollout status} tells it. */
class RollOutStateTest {
  private static String state(RolledKind kind, String spec, String status) {
    return RollOutState.of(
            kind,
            JsonMapper.shared()
                .readTree(
                    "{\"metadata\": {\"generation\": 2}, \"spec\": {%s}, \"status\": {%s}}"
                        .formatted(spec, status)))
        .toString();
  }

  private static String numbers(int observed, int replicas, int updated, int available) {
    return "\"observedGeneration\": %d, \"replicas\": %d, \"updatedReplicas\": %d, \"availableReplicas\": %d"
        .formatted(observed, replicas, updated, available);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 3 | 3 | 3 | NotSeenYet[]",
        "2 | 4 | 1 | 3 | Under[wanted=3, updated=1, available=3, old=3]",
        "2 | 4 | 3 | 4 | Under[wanted=3, updated=3, available=4, old=1]",
        "2 | 3 | 3 | 2 | Under[wanted=3, updated=3, available=2, old=0]",
        "2 | 3 | 3 | 3 | Through[wanted=3]",
        "2 | 0 | 0 | 0 | Under[wanted=3, updated=0, available=0, old=0]"
      })
  void ofADeployment(int observed, int replicas, int updated, int available, String state) {
    assertThat(
            state(
                RolledKind.DEPLOYMENT,
                "\"replicas\": 3",
                numbers(observed, replicas, updated, available)))
        .isEqualTo(state);
  }

  @Test
  void ofADeploymentThatDoesNotGoOn() {
    assertThat(
            state(
                RolledKind.DEPLOYMENT,
                "\"replicas\": 3",
                numbers(2, 4, 1, 3)
                    + ", \"conditions\": [{\"type\": \"Progressing\", \"reason\": \"ProgressDeadlineExceeded\", \"message\": \"m\"}]"))
        .isEqualTo("Stuck[reason=ProgressDeadlineExceeded, said=m]");
    assertThat(
            state(RolledKind.DEPLOYMENT, "\"replicas\": 3, \"paused\": true", numbers(2, 3, 0, 3)))
        .isEqualTo("Waiting[why=PAUSED]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"replicas\": 3 | \"updatedReplicas\": 1, \"readyReplicas\": 3, \"currentRevision\": \"a\", \"updateRevision\": \"b\" | Under[wanted=3, updated=1, available=3, old=2]",
        "\"replicas\": 3 | \"updatedReplicas\": 3, \"readyReplicas\": 2, \"currentRevision\": \"b\", \"updateRevision\": \"b\" | Under[wanted=3, updated=3, available=2, old=0]",
        "\"replicas\": 3 | \"updatedReplicas\": 3, \"readyReplicas\": 3, \"currentRevision\": \"b\", \"updateRevision\": \"b\" | Through[wanted=3]",
        "\"replicas\": 3, \"updateStrategy\": {\"type\": \"OnDelete\"} | \"readyReplicas\": 3 | Waiting[why=ON_DELETE]",
        "\"replicas\": 3, \"updateStrategy\": {\"rollingUpdate\": {\"partition\": 2}} | \"updatedReplicas\": 1, \"readyReplicas\": 3, \"currentRevision\": \"a\", \"updateRevision\": \"b\" | Waiting[why=PARTITION]"
      })
  void ofAStatefulSet(String spec, String status, String state) {
    assertThat(state(RolledKind.STATEFUL_SET, spec, "\"observedGeneration\": 2, " + status))
        .isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 1 | 3 | Under[wanted=3, updated=1, available=3, old=2]",
        "3 | 3 | 2 | Under[wanted=3, updated=3, available=2, old=0]",
        "3 | 3 | 3 | Through[wanted=3]"
      })
  void ofADaemonSet(int wanted, int updated, int available, String state) {
    assertThat(
            state(
                RolledKind.DAEMON_SET,
                "",
                "\"observedGeneration\": 2, \"desiredNumberScheduled\": %d, \"updatedNumberScheduled\": %d, \"numberAvailable\": %d"
                    .formatted(wanted, updated, available)))
        .isEqualTo(state);
    assertThat(
            state(
                RolledKind.DAEMON_SET,
                "\"updateStrategy\": {\"type\": \"OnDelete\"}",
                "\"observedGeneration\": 2"))
        .isEqualTo("Waiting[why=ON_DELETE]");
  }

  @Test
  void ofACronJobNothingIsReplaced() {
    assertThat(state(RolledKind.CRON_JOB, "", "")).isEqualTo("NextRun[]");
  }
}

package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.recovery.RunningThings.BAD;
import static salvor.recovery.RunningThings.GOOD;
import static salvor.recovery.RunningThings.OTHER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;

/** Which new pods do not start, as the cluster words it. */
class HitchTest {
  private static List<Hitch> hitches(String image, String metadata, String status) {
    RunningThings things =
        new RunningThings()
            .workload(RolledKind.DEPLOYMENT, "web", "reg/app@" + BAD, "")
            .replicaSet("web-2", "web")
            .object(
                ObjectKind.PODS,
                """
                {"metadata": {"namespace": "shop", "name": "web-2-x", "uid": "p", "ownerReferences":
                   [{"kind": "ReplicaSet", "name": "web-2", "uid": "u-web-2", "controller": true}]%s},
                 "spec": {"containers": [{"name": "app", "image": "reg/app@%s"}]},
                 "status": {%s}}
                """
                    .formatted(metadata, image, status));
    ClusterObjects seen = things.seen();
    WorkloadFix fix = things.plan().workloads().getFirst();
    return Hitch.of(fix, LivePods.of(seen).all(), seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"phase\": \"Pending\", \"containerStatuses\": [{\"name\": \"app\", \"state\": {\"waiting\": {\"reason\": \"ErrImagePull\", \"message\": \"not found\"}}}] | ErrImagePull | not found",
        "\"phase\": \"Pending\", \"containerStatuses\": [{\"name\": \"app\", \"state\": {\"waiting\": {\"reason\": \"ImagePullBackOff\"}}}] | ImagePullBackOff | ``",
        "\"phase\": \"Running\", \"containerStatuses\": [{\"name\": \"app\", \"state\": {\"waiting\": {\"reason\": \"CrashLoopBackOff\", \"message\": \"back-off 40s\"}}}] | CrashLoopBackOff | back-off 40s",
        "\"phase\": \"Running\", \"containerStatuses\": [{\"name\": \"app\", \"state\": {\"terminated\": {\"reason\": \"OOMKilled\", \"exitCode\": 137}}}] | OOMKilled | ``",
        "\"phase\": \"Pending\", \"initContainerStatuses\": [{\"name\": \"set\", \"state\": {\"waiting\": {\"reason\": \"CreateContainerConfigError\"}}}], \"containerStatuses\": [{\"name\": \"app\", \"state\": {\"waiting\": {\"reason\": \"PodInitializing\"}}}] | CreateContainerConfigError | ``",
        "\"phase\": \"Pending\", \"conditions\": [{\"type\": \"PodScheduled\", \"status\": \"False\", \"reason\": \"Unschedulable\", \"message\": \"0/3 nodes\"}] | Unschedulable | 0/3 nodes",
        "\"phase\": \"Failed\", \"reason\": \"Evicted\", \"message\": \"low on memory\" | Evicted | low on memory"
      })
  void tellsWhatTheClusterSays(String status, String reason, String said) {
    assertThat(hitches(GOOD, "", status)).containsExactly(new Hitch("web-2-x", reason, said));
    assertThat(hitches(OTHER, "", status)).as("a pod of another image").isEmpty();
    assertThat(hitches(GOOD, ", \"deletionTimestamp\": \"2026-01-01T00:00:00Z\"", status))
        .as("a pod that is being deleted")
        .isEmpty();
  }

  @Test
  void aPodThatRunsOrIsOnItsWayIsNone() {
    String waiting =
        "\"phase\": \"Pending\", \"containerStatuses\": [{\"name\": \"app\", \"state\": {\"waiting\": {\"reason\": \"ContainerCreating\"}}}]";
    String done =
        "\"phase\": \"Running\", \"initContainerStatuses\": [{\"name\": \"set\", \"state\": {\"terminated\": {\"reason\": \"Completed\", \"exitCode\": 0}}}], \"containerStatuses\": [{\"name\": \"app\", \"state\": {\"running\": {}}}]";
    assertThat(hitches(GOOD, "", waiting)).isEmpty();
    assertThat(hitches(GOOD, "", done)).isEmpty();
    assertThat(hitches(GOOD, "", "")).isEmpty();
  }
}

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
import salvor.training.apiserver.Json;

/** Which new pods do not start, as the cluster words it. */
class HitchTest {
  private static List<Hitch> hitches(String image, String metadata, String status) {
    return hitches(image, metadata, status, "", "");
  }

  /** With more of the deployment, and an event of a pod with the uid {@code p} or another. */
  private static List<Hitch> hitches(
      String image, String metadata, String status, String deployment, String event) {
    RunningThings things =
        new RunningThings()
            .workload(RolledKind.DEPLOYMENT, "web", "reg/app@" + BAD, deployment)
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
    if (!event.isEmpty()) {
      seen.listed(ObjectKind.EVENTS, List.of(Json.object(event)));
    }
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
    assertThat(hitches(GOOD, "", status))
        .containsExactly(new Hitch(Hitch.What.START, "web-2-x", reason, said));
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

  private static final String NOT_READY =
      """
      "phase": "Running", "conditions": [{"type": "Ready", "status": "False", "reason": "ContainersNotReady",
        "message": "containers with unready status: [app]"}],
      "containerStatuses": [{"name": "app", "ready": false, "state": {"running": {}}}]
      """;

  private static String event(String uid, String reason) {
    return """
    {"metadata": {"namespace": "shop", "name": "web-2-x.1", "uid": "e"}, "reason": "%s",
     "involvedObject": {"kind": "Pod", "name": "web-2-x", "uid": "%s"}, "message": "Readiness probe failed: 503",
     "lastTimestamp": "2026-11-28T10:00:00Z"}
    """
        .formatted(reason, uid);
  }

  @Test
  void aPodThatRunsAndIsNotReadyIsOneOnlyWhereTheClusterSaysWhy() {
    assertThat(hitches(GOOD, "", NOT_READY)).as("every pod begins so").isEmpty();
    assertThat(hitches(GOOD, "", NOT_READY, "", event("p", "Unhealthy")))
        .containsExactly(
            new Hitch(Hitch.What.READY, "web-2-x", "Unhealthy", "Readiness probe failed: 503"));
    assertThat(hitches(GOOD, "", NOT_READY, "", event("p", "Pulled"))).isEmpty();
    assertThat(hitches(GOOD, "", NOT_READY, "", event("another", "Unhealthy"))).isEmpty();
    assertThat(
            hitches(
                GOOD,
                "",
                NOT_READY.replace("\"False\"", "\"True\"").replace("false", "true"),
                "",
                event("p", "Unhealthy")))
        .as("it got ready since")
        .isEmpty();
    assertThat(hitches(OTHER, "", NOT_READY, "", event("p", "Unhealthy")))
        .as("a pod of another image")
        .isEmpty();
  }

  @Test
  void aPodForWhichItsControllerWaitsNoLongerIsOne() {
    String exceeded =
        "}, \"status\": {\"conditions\": [{\"type\": \"Progressing\", \"status\": \"False\", \"reason\": \"%s\"}]";
    assertThat(hitches(GOOD, "", NOT_READY, exceeded.formatted("ProgressDeadlineExceeded"), ""))
        .containsExactly(
            new Hitch(
                Hitch.What.READY,
                "web-2-x",
                "ContainersNotReady",
                "containers with unready status: [app]"));
    assertThat(hitches(GOOD, "", NOT_READY, exceeded.formatted("ReplicaSetUpdated"), "")).isEmpty();
  }
}

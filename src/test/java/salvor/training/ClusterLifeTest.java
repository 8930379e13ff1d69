package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.PodFacts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What controllers, scheduler and kubelets do of themselves. */
class ClusterLifeTest {
  private static final String WEB = "web-5468d8c4df-8ppl7";
  private PracticeWorld cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = new PracticeWorld(40);
  }

  private List<String> reasons() {
    return cluster.list("events").stream().map(e -> e.path("reason").asString("")).toList();
  }

  private static String text(JsonNode object, String at) {
    return object.at(at).asString("");
  }

  @Test
  void aReleasedPodIsReplacedAndStaysAsItWas() {
    cluster.change("pods", WEB, pod -> pod.withObject("/metadata/labels").put("app", "quarantine"));
    cluster.pass(5);
    ObjectNode released = cluster.find("pods", WEB).orElseThrow();
    assertThat(released.path("metadata").has("ownerReferences")).isFalse();
    assertThat(cluster.pods("web")).hasSize(2).allMatch(PodFacts::isReady);
    assertThat(cluster.pods("web"))
        .allMatch(pod -> text(pod, "/spec/containers/0/image").endsWith("web:1.4.2"));
    cluster.change("pods", WEB, pod -> pod.withObject("/metadata/labels").put("app", "web"));
    cluster.pass(8);
    assertThat(cluster.pods("web")).as("adopted, and one too many ended").hasSize(2);
  }

  @Test
  void endpointsFollowLabelsAndReadiness() {
    assertThat(addresses("addresses")).hasSize(2);
    String address = text(cluster.find("pods", WEB).orElseThrow(), "/status/podIP");
    cluster.change(
        "pods",
        WEB,
        pod -> pod.at("/status/conditions").forEach(c -> ((ObjectNode) c).put("status", "False")));
    cluster.pass(1);
    assertThat(addresses("addresses")).hasSize(1).doesNotContain(address);
    assertThat(addresses("notReadyAddresses")).containsExactly(address);
    cluster.change("pods", WEB, pod -> pod.withObject("/metadata/labels").put("app", "quarantine"));
    cluster.pass(1);
    assertThat(addresses("notReadyAddresses")).isEmpty();
    cluster.delete("services", "web");
    cluster.pass(1);
    assertThat(cluster.find("endpoints", "web")).isEmpty();
    assertThat(cluster.list("endpointslices"))
        .noneMatch(slice -> text(slice, "/metadata/name").startsWith("web-"));
  }

  private List<String> addresses(String which) {
    return cluster
        .find("endpoints", "web")
        .orElseThrow()
        .at("/subsets")
        .valueStream()
        .flatMap(subset -> subset.path(which).valueStream())
        .map(address -> address.path("ip").asString(""))
        .toList();
  }

  @Test
  void rollsOutOneByOneAndTellsIt() {
    image("registry.lab.example/shop/web:1.4.3");
    for (int i = 0; i < 20; i++) {
      cluster.pass(1);
      assertThat(cluster.pods("web").stream().filter(PodFacts::isReady).count())
          .isGreaterThanOrEqualTo(2);
    }
    assertThat(cluster.pods("web"))
        .hasSize(2)
        .allMatch(pod -> text(pod, "/spec/containers/0/image").endsWith("1.4.3"));
    assertThat(reasons())
        .contains(
            "ScalingReplicaSet", "SuccessfulCreate", "Scheduled", "Pulled", "Started", "Killing");
  }

  private void image(String image) {
    cluster.change(
        "deployments",
        "web",
        web -> ((ObjectNode) web.at("/spec/template/spec/containers/0")).put("image", image));
  }

  @Test
  void anImageThatIsNotThereKeepsTheOldPods() {
    image("registry.lab.example/shop/web:9");
    cluster.pass(15);
    assertThat(cluster.pods("web").stream().filter(PodFacts::isReady)).hasSize(2);
    assertThat(cluster.pods("web"))
        .anyMatch(pod ->
            text(pod, "/status/containerStatuses/0/state/waiting/reason").equals("ErrImagePull"));
    assertThat(reasons()).contains("Failed");
  }

  @Test
  void aPausedDeploymentScalesButDoesNotRollOut() {
    cluster.change("deployments", "web", web -> web.withObject("spec").put("paused", true));
    image("registry.lab.example/shop/web:1.4.3");
    cluster.change("deployments", "web", web -> web.withObject("spec").put("replicas", 3));
    cluster.pass(10);
    assertThat(cluster.pods("web"))
        .hasSize(3)
        .allMatch(pod -> text(pod, "/spec/containers/0/image").endsWith("1.4.2"));
  }

  @Test
  void podsWaitWhileEveryNodeIsCordoned() {
    cordon(true);
    cluster.delete("pods", "cache-0");
    cluster.pass(5);
    ObjectNode waiting = cluster.find("pods", "cache-0").orElseThrow();
    assertThat(text(waiting, "/status/phase")).isEqualTo("Pending");
    assertThat(reasons()).contains("FailedScheduling");
    cordon(false);
    cluster.pass(5);
    assertThat(cluster.find("pods", "cache-0")).get().matches(PodFacts::isReady);
  }

  private void cordon(boolean on) {
    var nodes = cluster.resources.named("nodes");
    for (String node : List.of("node1", "node2")) {
      cluster.store.change(
          nodes,
          "",
          node,
          it -> {
            it.withObject("spec").put("unschedulable", on);
            return it;
          });
    }
  }

  @Test
  void aDebugContainerThatRunsAsRootNeverStartsWhereRootIsForbidden() {
    String pay = "pay-75d8fd44df-klqbd";
    cluster.change(
        "pods",
        pay,
        pod -> {
          pod.withObject("/spec/securityContext").put("runAsNonRoot", true);
          pod.withObject("spec")
              .withArray("ephemeralContainers")
              .addObject()
              .put("name", "look")
              .put("image", "x");
        });
    cluster.pass(3);
    assertThat(
            text(
                cluster.find("pods", pay).orElseThrow(),
                "/status/ephemeralContainerStatuses/0/state/waiting/reason"))
        .isEqualTo("CreateContainerConfigError");
  }

  @Test
  void whatAnOwnerLeavesIsCollected() {
    cluster.delete("deployments", "web");
    cluster.pass(6);
    assertThat(cluster.pods("web")).isEmpty();
    assertThat(cluster.list("replicasets"))
        .noneMatch(set -> text(set, "/metadata/name").startsWith("web-"));
    assertThat(cluster.pods("pay")).hasSize(2);
  }

  @Test
  void inTheForegroundAnOwnerGoesLast() {
    cluster.change(
        "deployments",
        "web",
        web -> {
          ObjectNode metadata = web.withObject("metadata");
          metadata.put("deletionTimestamp", "2030-01-01T00:00:30Z");
          metadata.withArray("finalizers").add("foregroundDeletion");
        });
    cluster.pass(2);
    assertThat(cluster.find("deployments", "web")).as("its pods stop yet").isPresent();
    assertThat(cluster.pods("web").stream().map(pod -> pod.at("/metadata/deletionTimestamp")))
        .hasSize(2)
        .noneMatch(JsonNode::isMissingNode);
    cluster.pass(6);
    assertThat(cluster.pods("web")).isEmpty();
    assertThat(cluster.find("deployments", "web")).isEmpty();
  }

  @Test
  void cronJobsGoOnAfterTheRecording() {
    cluster.pass(180);
    assertThat(cluster.replay.isOver()).isTrue();
    List<String> before = names("jobs");
    cluster.pass(240);
    List<String> after = names("jobs");
    assertThat(after).hasSizeGreaterThanOrEqualTo(3).isNotEqualTo(before);
    assertThat(after.stream().filter(name -> !before.contains(name))).hasSize(2);
    ObjectNode job = cluster.find("jobs", after.getLast()).orElseThrow();
    assertThat(text(job, "/metadata/ownerReferences/0/name")).isEqualTo("report");
    cluster.pass(20);
    assertThat(
            text(cluster.find("jobs", after.getLast()).orElseThrow(), "/status/conditions/0/type"))
        .isNotEmpty();
  }

  private List<String> names(String kind) {
    return cluster.list(kind).stream().map(object -> text(object, "/metadata/name")).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/2 * * * *     | 2030-01-01T00:04:00Z | true",
        "*/2 * * * *     | 2030-01-01T00:05:00Z | false",
        "5,9 * * * *     | 2030-01-01T00:09:00Z | true",
        "0 12 * * *      | 2030-01-01T12:00:00Z | true",
        "0 0 * * 2       | 2030-01-01T00:00:00Z | true",
        "0 0 * * 0       | 2030-01-01T00:00:00Z | false",
        "@daily          | 2030-01-01T00:00:00Z | false",
        "*/0 * * * *     | 2030-01-01T00:00:00Z | false",
        "a b c d e       | 2030-01-01T00:00:00Z | false"
      })
  void readsSchedules(String schedule, String time, boolean due) {
    assertThat(Batch.isDue(schedule, Instant.parse(time))).isEqualTo(due);
  }

  @Test
  void statefulPodsComeAndGoInOrder() {
    cluster.change("statefulsets", "cache", set -> set.withObject("spec").put("replicas", 4));
    cluster.pass(2);
    assertThat(cluster.find("pods", "cache-3")).isEmpty();
    cluster.pass(8);
    assertThat(cluster.find("pods", "cache-3")).isPresent();
    cluster.change("statefulsets", "cache", set -> set.withObject("spec").put("replicas", 1));
    cluster.pass(12);
    assertThat(cluster.pods("cache")).hasSize(1);
  }
}

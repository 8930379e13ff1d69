package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
  private String other = "";

  @BeforeEach
  void start() throws IOException {
    cluster = new PracticeWorld(40);
    other = text(cluster.find("pods", WEB).orElseThrow(), "/spec/containers/0/image");
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

  private static void image(ObjectNode set, String image) {
    ((ObjectNode) set.at("/spec/template/spec/containers/0")).put("image", image);
  }

  private List<String> ordered(String image) {
    return cluster.pods("cache").stream()
        .filter(pod -> pod.at("/spec/containers/0/image").asString().equals(image))
        .map(pod -> pod.at("/metadata/name").asString())
        .sorted()
        .toList();
  }

  /** How the pods with an image are, each time that it is other than before. */
  private List<List<String>> steps(String image, int seconds) {
    List<List<String>> steps = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      cluster.pass(1);
      List<String> now = ordered(image);
      if (steps.isEmpty() || !steps.getLast().equals(now)) {
        steps.add(now);
      }
    }
    return steps;
  }

  private ObjectNode cache() {
    return cluster.find("statefulsets", "cache").orElseThrow();
  }

  @Test
  void aStatefulSetReplacesItsPodsFromTheHighestNumberDownOneAtATime() {
    cluster.change("statefulsets", "cache", set -> set.withObject("spec").put("replicas", 3));
    cluster.pass(12);
    String old = cache().at("/spec/template/spec/containers/0/image").asString();
    assertThat(ordered(old)).containsExactly("cache-0", "cache-1", "cache-2");
    cluster.change("statefulsets", "cache", set -> image(set, other));
    assertThat(steps(other, 30))
        .containsExactly(
            List.of(),
            List.of("cache-2"),
            List.of("cache-1", "cache-2"),
            List.of("cache-0", "cache-1", "cache-2"));
    assertThat(ordered(old)).isEmpty();
    JsonNode status = cache().path("status");
    assertThat(status.path("updatedReplicas").asInt()).isEqualTo(3);
    assertThat(status.path("currentRevision")).isEqualTo(status.path("updateRevision"));
    assertThat(cluster.pods("cache"))
        .allMatch(pod ->
            pod.at("/metadata/labels/controller-revision-hash")
                .equals(status.path("updateRevision")));
  }

  @Test
  void belowItsPartitionAStatefulSetKeepsTheOldTemplateAlsoForNewPods() {
    cluster.change("statefulsets", "cache", set -> set.withObject("spec").put("replicas", 3));
    cluster.pass(12);
    String old = cache().at("/spec/template/spec/containers/0/image").asString();
    cluster.change(
        "statefulsets",
        "cache",
        set -> {
          set.withObject("spec")
              .withObject("updateStrategy")
              .put("type", "RollingUpdate")
              .putObject("rollingUpdate")
              .put("partition", 2);
          image(set, other);
        });
    cluster.pass(20);
    assertThat(ordered(other)).containsExactly("cache-2");
    cluster.delete("pods", "cache-0");
    cluster.pass(10);
    assertThat(ordered(old)).containsExactly("cache-0", "cache-1");
    assertThat(cache().at("/status/currentRevision"))
        .isNotEqualTo(cache().at("/status/updateRevision"));
  }

  @Test
  void aStatefulSetWaitsForAPodThatDoesNotStartWhateverItsTemplateSaysByThen() {
    cluster.change("statefulsets", "cache", set -> set.withObject("spec").put("replicas", 2));
    cluster.pass(10);
    String old = cache().at("/spec/template/spec/containers/0/image").asString();
    cluster.change("statefulsets", "cache", set -> image(set, "reg/none:1"));
    cluster.pass(12);
    assertThat(ordered("reg/none:1")).containsExactly("cache-1");
    cluster.change("statefulsets", "cache", set -> image(set, old));
    cluster.pass(12);
    assertThat(ordered("reg/none:1")).as("it is deleted by hand").containsExactly("cache-1");
    cluster.delete("pods", "cache-1");
    cluster.pass(12);
    assertThat(ordered(old)).containsExactly("cache-0", "cache-1");
  }

  @Test
  void withOnDeleteAPodIsReplacedOnceItIsDeleted() {
    cluster.change(
        "statefulsets",
        "cache",
        set -> {
          set.withObject("spec").putObject("updateStrategy").put("type", "OnDelete");
          image(set, other);
        });
    cluster.pass(15);
    assertThat(ordered(other)).isEmpty();
    cluster.delete("pods", "cache-0");
    cluster.pass(10);
    assertThat(ordered(other)).containsExactly("cache-0");
  }

  private List<ObjectNode> sensors() {
    return cluster.store.list(cluster.resources.named("pods"), SensorPods.NAMESPACE);
  }

  private void sensor(Consumer<ObjectNode> edit) {
    cluster.store.change(
        cluster.resources.named("daemonsets"),
        SensorPods.NAMESPACE,
        "falco",
        set -> {
          edit.accept(set);
          return set;
        });
  }

  @Test
  void aDaemonSetReplacesItsPodsNodeByNode() {
    int nodes = sensors().size();
    assertThat(nodes).isGreaterThan(1);
    sensor(set -> image(set, other));
    int fewest = nodes;
    int most = 0;
    for (int i = 0; i < 30; i++) {
      cluster.pass(1);
      fewest =
          Math.min(
              fewest,
              (int)
                  sensors().stream()
                      .filter(PodFacts::isReady)
                      .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
                      .count());
      most = Math.max(most, sensors().size());
    }
    assertThat(fewest).as("one is away at a time").isEqualTo(nodes - 1);
    assertThat(most).as("never two on a node").isEqualTo(nodes);
    assertThat(sensors())
        .hasSize(nodes)
        .allMatch(pod -> pod.at("/spec/containers/0/image").asString().equals(other));
    JsonNode status =
        cluster
            .store
            .find(cluster.resources.named("daemonsets"), SensorPods.NAMESPACE, "falco")
            .orElseThrow()
            .path("status");
    assertThat(status.path("updatedNumberScheduled").asInt()).isEqualTo(nodes);
    assertThat(status.path("numberAvailable").asInt()).isEqualTo(nodes);
  }

  @Test
  void aDaemonSetWithOnDeleteReplacesNone() {
    sensor(set -> {
      set.withObject("spec").putObject("updateStrategy").put("type", "OnDelete");
      image(set, other);
    });
    cluster.pass(20);
    assertThat(sensors())
        .noneMatch(pod -> pod.at("/spec/containers/0/image").asString().equals(other));
  }

  @Test
  void aDaemonSetReplacesAtOnceWhatIsNotReady() {
    sensor(set -> image(set, "reg/none:1"));
    cluster.pass(20);
    assertThat(sensors())
        .filteredOn(pod -> pod.at("/spec/containers/0/image").asString().equals("reg/none:1"))
        .as("it stops at the first that does not start")
        .hasSize(1);
    sensor(set -> image(set, other));
    cluster.pass(30);
    assertThat(sensors())
        .allMatch(pod -> pod.at("/spec/containers/0/image").asString().equals(other));
  }
}

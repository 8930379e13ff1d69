package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pods as read from their objects, and the table that a watch keeps. */
class LivePodsTest {
  private static final String A = "a".repeat(64);
  private final LivePods pods = new LivePods();

  private static JsonNode json(String text) {
    return JsonMapper.builder()
        .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
        .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
        .build()
        .readTree(text);
  }

  private LivePod read(String text) {
    pods.added(json(text));
    List<LivePod> all = pods.all();
    return all.getLast();
  }

  private static String pod(String name, String owner, String labels) {
    return "{metadata: {namespace: 'shop', name: '"
        + name
        + "', uid: 'uid-"
        + name
        + "', resourceVersion: '5', labels: {"
        + labels
        + "}, ownerReferences: ["
        + owner
        + "]}}";
  }

  private static String owner(String kind, String name) {
    return "{kind: '"
        + kind
        + "', name: '"
        + name
        + "', uid: 'uid-"
        + name
        + "', controller: true}";
  }

  @Test
  void readsWhatAPodObjectSays() {
    LivePod pod =
        read(
            """
            {metadata: {namespace: 'shop', name: 'web', uid: 'u1', creationTimestamp: '2026-11-23T04:44:10Z',
              labels: {app: 'web', 'salvor.io/quarantine': 'case-1a2b'}},
             spec: {nodeName: 'node1', hostNetwork: true,
              initContainers: [{name: 'wait', image: 'busybox'},
                {name: 'mesh', image: 'mesh@sha256:%1$s', restartPolicy: 'Always'}],
              containers: [{name: 'app', image: 'registry/app:1'}],
              ephemeralContainers: [{name: 'debug', image: 'tools'}]},
             status: {phase: 'Running', podIP: '10.0.0.7',
              initContainerStatuses: [{name: 'wait', state: {terminated: {exitCode: 0, reason: 'Completed'}}},
                {name: 'mesh', ready: true, started: true, restartCount: 2, state: {running: {}}}],
              containerStatuses: [{name: 'app', ready: true, restartCount: 1, state: {running: {}},
                imageID: 'docker-pullable://registry/app@sha256:%1$s', containerID: 'containerd://551e'}]}}
            """
                .formatted(A));
    assertThat(pod.workload()).isEqualTo(new WorkloadRef("shop", "Pod", "web"));
    assertThat(pod.created()).isEqualTo(Instant.parse("2026-11-23T04:44:10Z"));
    assertThat(pod.ready() + "/" + pod.total() + " " + pod.status() + " " + pod.restarts())
        .isEqualTo("2/2 Running 3");
    assertThat(pod.node() + " " + pod.ip()).isEqualTo("node1 10.0.0.7");
    assertThat(pod.hostNetwork()).isTrue();
    assertThat(pod.quarantine()).isEqualTo("case-1a2b");
    assertThat(pod.containers())
        .extracting(c -> c.role() + " " + c.name() + " " + c.state())
        .containsExactly(
            "INIT wait TERMINATED",
            "SIDECAR mesh RUNNING",
            "ORDINARY app RUNNING",
            "EPHEMERAL debug UNKNOWN");
    LiveContainer app = pod.containers().get(2);
    assertThat(app.containerId()).isEqualTo("551e");
    assertThat(app.digest().form()).isEqualTo(ImageId.Form.REPO_DIGEST);
    assertThat(app.digest().digest().value()).isEqualTo("sha256:" + A);
    assertThat(app.pinned()).isNull();
    assertThat(pod.containers().get(1).pinned().value()).isEqualTo("sha256:" + A);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/redis@sha256:AAA,REPO_DIGEST,sha256:AAA",
    "docker-pullable://redis@sha256:AAA,REPO_DIGEST,sha256:AAA",
    "docker://sha256:AAA,CONFIG_ID,sha256:AAA",
    "sha256:AAA,CONFIG_ID,sha256:AAA",
    "AAA,CONFIG_ID,sha256:AAA",
    "redis@sha256:123,UNKNOWN,",
    "redis:7,UNKNOWN,",
    "'',UNKNOWN,",
  })
  void tellsTheFormsOfDigestsApart(String reported, ImageId.Form form, String digest) {
    ImageId id = ImageId.of(reported.replace("AAA", A));
    assertThat(id.form()).isEqualTo(form);
    assertThat(id.digest() == null ? null : id.digest().value())
        .isEqualTo(digest == null ? null : digest.replace("AAA", A));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{status: {phase: 'Pending'}} | 0/0 Pending 0",
        "{status: {phase: 'Failed', reason: 'Evicted'}} | 0/0 Evicted 0",
        "{metadata: {deletionTimestamp: 'x'}, status: {phase: 'Running'}} | 0/0 Terminating 0",
        "{metadata: {deletionTimestamp: 'x'}, status: {phase: 'Succeeded'}} | 0/0 Succeeded 0",
        "{metadata: {deletionTimestamp: 'x'}, status: {reason: 'NodeLost'}} | 0/0 Unknown 0",
        "{spec: {containers: [{name: 'a'}]}, status: {phase: 'Running', containerStatuses: [{name: 'a',"
            + " restartCount: 7, state: {waiting: {reason: 'CrashLoopBackOff'}}}]}} | 0/1 CrashLoopBackOff 7",
        "{spec: {containers: [{name: 'a'}]}, status: {phase: 'Failed', containerStatuses: [{name: 'a',"
            + " state: {terminated: {exitCode: 137, signal: 9}}}]}} | 0/1 Signal:9 0",
        "{spec: {containers: [{name: 'a'}]}, status: {phase: 'Failed', containerStatuses: [{name: 'a',"
            + " state: {terminated: {exitCode: 3}}}]}} | 0/1 ExitCode:3 0",
        "{spec: {containers: [{}, {}]}, status: {phase: 'Running', conditions: [{type: 'Ready', status: 'False'}],"
            + " containerStatuses: [{state: {terminated: {exitCode: 0, reason: 'Completed'}}},"
            + " {ready: true, state: {running: {}}}]}} | 1/2 NotReady 0",
        "{spec: {initContainers: [{name: 'i'}, {name: 'j'}], containers: [{}]}, status: {phase: 'Pending',"
            + " initContainerStatuses: [{name: 'i', state: {running: {}}}]}} | 0/1 Init:0/2 0",
        "{spec: {initContainers: [{name: 'i'}], containers: [{}]}, status: {phase: 'Pending',"
            + " initContainerStatuses: [{name: 'i', restartCount: 4, state: {terminated: {exitCode: 1, reason:"
            + " 'Error'}}}]}} | 0/1 Init:Error 4",
        "{status: {phase: 'Pending', conditions: [{type: 'PodScheduled', reason: 'SchedulingGated'}]}}"
            + " | 0/0 SchedulingGated 0",
      })
  void wordsTheStatusAsKubectlDoes(String object, String expected) {
    LivePod pod = read(object);
    assertThat(pod.ready() + "/" + pod.total() + " " + pod.status() + " " + pod.restarts())
        .isEqualTo(expected);
  }

  @Test
  void aFieldOfAnotherTypeIsNotThere() {
    LivePod pod =
        read(
            """
            {metadata: {name: 'odd', uid: 'u', labels: ['x'], ownerReferences: 'none', creationTimestamp: 'later'},
             spec: {containers: {a: 1}, nodeName: {x: 1}, hostNetwork: 'perhaps', future: [1]},
             status: {phase: 7, containerStatuses: 'all', conditions: {type: 'Ready'}, podIP: []}}
            """);
    assertThat(pod.name()).isEqualTo("odd");
    assertThat(pod.labels()).isEmpty();
    assertThat(pod.node()).isEmpty();
    assertThat(pod.created()).isNull();
    assertThat(pod.workload().kind()).isEqualTo("Pod");
    assertThat(read("[]").name()).isEmpty();
  }

  @Test
  void aDeploymentIsFoundByTheHashBeforeItsReplicaSetWasSeen() {
    LivePod pod =
        read(
            pod(
                "web-1",
                owner("ReplicaSet", "web-5468d8c4df"),
                "'pod-template-hash': '5468d8c4df'"));
    assertThat(pod.workload()).isEqualTo(new WorkloadRef("shop", "Deployment", "web"));
    LivePod bare = read(pod("rs-1", owner("ReplicaSet", "rs"), ""));
    assertThat(bare.workload().kind()).isEqualTo("ReplicaSet");
  }

  @Test
  void aReplicaSetSeenLaterCorrectsItsPods() {
    read(pod("web-1", owner("ReplicaSet", "web-abc"), "'pod-template-hash': 'abc'"));
    pods.take();
    pods.owners()
        .added(
            json(
                "{metadata: {uid: 'uid-web-abc', ownerReferences: ["
                    + owner("Rollout", "web")
                    + "]}}"));
    assertThat(pods.take().pods())
        .extracting(LivePod::workload)
        .containsExactly(new WorkloadRef("shop", "Rollout", "web"));
    assertThat(read(pod("web-2", owner("ReplicaSet", "web-abc"), "")).workload().kind())
        .isEqualTo("Rollout");
  }

  @Test
  void anOwnerThatOwnsItselfEnds() {
    pods.owners()
        .added(json("{metadata: {uid: 'uid-x', ownerReferences: [" + owner("Job", "x") + "]}}"));
    assertThat(read(pod("p", owner("Job", "x"), "")).workload().name()).isEqualTo("x");
  }

  @Test
  void ofManyChangesTheLastIsTold() {
    read(pod("a", "", ""));
    read(pod("b", "", ""));
    for (int i = 0; i < 100; i++) {
      pods.changed(
          json(
              "{metadata: {namespace: 'shop', name: 'a', uid: 'uid-a'}, status: {phase: 'P"
                  + i
                  + "'}}"));
    }
    pods.gone(json("{metadata: {namespace: 'shop', name: 'b', uid: 'uid-b'}}"));
    LivePods.Changes changes = pods.take();
    assertThat(changes.pods()).extracting(LivePod::status).containsExactly("P99");
    assertThat(changes.gone()).containsExactly("uid-b");
    assertThat(pods.take().isEmpty()).isTrue();
    assertThat(pods.pod("uid-a")).isPresent();
  }

  @Test
  void aPodThatIsThereAgainIsNotToldAsGone() {
    read(pod("a", "", ""));
    pods.gone(json(pod("a", "", "")));
    read(pod("a", "", ""));
    assertThat(pods.take().gone()).isEmpty();
  }

  @Test
  void aPodOfTheSameNameIsAnotherPod() {
    read(pod("cache-0", "", ""));
    String again = pod("cache-0", "", "").replace("uid-cache-0", "uid-new");
    pods.added(json(again));
    pods.gone(json(pod("cache-0", "", "")));
    assertThat(pods.all()).extracting(LivePod::uid).containsExactly("uid-new");
  }

  @Test
  void tenThousandPodsAndManyChangesAreHeld() {
    for (int i = 0; i < 10_000; i++) {
      pods.added(json(pod("p" + i, owner("ReplicaSet", "rs" + i % 100), "")));
    }
    assertThat(pods.take().pods()).hasSize(10_000);
    pods.changed(json(pod("p77", owner("ReplicaSet", "rs77"), "x: 'y'")));
    assertThat(pods.take().pods()).as("what is told is as much as changed").hasSize(1);
    assertThat(pods.all()).hasSize(10_000);
  }
}

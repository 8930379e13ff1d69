package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What controllers do with pods that get their labels back is told before. */
class ReadoptionTest {
  private static final String LABELS =
      "app: 'web', 'controller-revision-hash': 'a', 'pod-template-generation': '1'";

  private static JsonNode pod(String name, String uid, String labels, boolean ready, String owner) {
    ObjectNode pod =
        Json.object(
            """
            {metadata: {namespace: 'shop', name: '%s', uid: '%s', labels: {%s}},
             spec: {nodeName: 'n1'},
             status: {phase: 'Running', conditions: [{type: 'Ready', status: '%s'}]}}
            """
                .formatted(name, uid, labels, ready ? "True" : "False"));
    if (!owner.isEmpty()) {
      ((ObjectNode) pod.path("metadata"))
          .putArray("ownerReferences")
          .addObject()
          .put("uid", owner)
          .put("controller", true);
    }
    return pod;
  }

  private static RecordedMeasure measure(String name) {
    JsonNode before = pod(name, "u-" + name, LABELS, true, "c");
    ObjectPatch patch = new ObjectPatch(ObjectKind.PODS, before);
    Measure measure =
        new Measure(
            Measure.Kind.QUARANTINE,
            "0badcafe",
            "IR-7",
            "a drill",
            List.of(patch.label("salvor.io/quarantine", "IR-7-0badcafe").step(Step.Why.MARK_POD)),
            List.of());
    return new RecordedMeasure(
        measure,
        "2026-11-28T00:00:00Z",
        "me",
        null,
        List.of(
            new RecordedMeasure.Recorded(
                measure.steps().getFirst(), RecordedMeasure.Stage.DONE, null, null)),
        null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        // the kind | its spec and status | pods it has | pod | labels now | ready | what becomes of
        // it
        "ReplicaSet | spec: {replicas: 2, S} | 1 | web-x | app | true | -",
        "ReplicaSet | spec: {replicas: 2, S} | 1 | web-x | q | true | STAYS",
        "ReplicaSet | spec: {replicas: 2, S} | 2 | web-x | q | true | ONE_TOO_MANY",
        "ReplicaSet | spec: {replicas: 2, S} | 2 | web-x | q | false | NOT_READY",
        "ReplicaSet | spec: {replicas: 3, S} | 2 | web-x | q | false | STAYS",
        "ReplicaSet | spec: {S} | 1 | web-x | q | true | ONE_TOO_MANY",
        "ReplicaSet | spec: {replicas: 0, S} | 0 | web-x | q | true | NOT_WANTED",
        "ReplicaSet | spec: {replicas: 0, selector: {matchLabels: {app: 'x'}}} | 0 | web-x | q | true | -",
        "StatefulSet | spec: {replicas: 2, S} | 1 | web-1 | q | true | STAYS",
        "StatefulSet | spec: {replicas: 2, S} | 1 | web-1 | q | false | STAYS",
        "StatefulSet | spec: {replicas: 1, S} | 1 | web-1 | q | true | NOT_WANTED",
        "StatefulSet | spec: {replicas: 1, ordinals: {start: 1}, S} | 0 | web-1 | q | true | STAYS",
        "StatefulSet | spec: {replicas: 2, S}, status: {updateRevision: 'b'} | 1 | web-1 | q | true | OUTDATED",
        "StatefulSet | spec: {replicas: 2, S}, status: {updateRevision: 'a'} | 1 | web-1 | q | true | STAYS",
        "StatefulSet | spec: {replicas: 2, updateStrategy: {type: 'OnDelete'}, S}, status: {updateRevision: 'b'} | 1 | web-1 | q | true | STAYS",
        "StatefulSet | spec: {replicas: 2, updateStrategy: {rollingUpdate: {partition: 2}}, S}, status: {updateRevision: 'b'} | 1 | web-1 | q | true | STAYS",
        "DaemonSet | spec: {S} | 1 | web-x | q | true | ONE_TOO_MANY",
        "DaemonSet | spec: {S} | 0 | web-x | q | true | STAYS",
        "DaemonSet | metadata: {annotations: {'deprecated.daemonset.template.generation': '2'}}, spec: {S} | 0 | web-x | q | true | OUTDATED",
        "Job | spec: {parallelism: 1, S} | 1 | web-x | q | true | ONE_TOO_MANY",
        "Job | spec: {parallelism: 1, S}, status: {conditions: [{type: 'Complete', status: 'True'}]} | 0 | web-x | q | true | -",
      })
  void tellsWhatBecomesOfAPod(
      String kind, String said, int has, String name, String now, boolean ready, String fate) {
    ClusterObjects objects = new ClusterObjects();
    ObjectNode controller =
        Json.object("{" + said.replace("S}", "selector: {matchLabels: {app: 'web'}}}") + "}");
    controller.withObject("/metadata").put("namespace", "shop").put("name", "web").put("uid", "c");
    ObjectKind of =
        switch (kind) {
          case "ReplicaSet" -> ObjectKind.REPLICA_SETS;
          case "StatefulSet" -> ObjectKind.STATEFUL_SETS;
          case "DaemonSet" -> ObjectKind.DAEMON_SETS;
          default -> ObjectKind.JOBS;
        };
    Readoption.KINDS.forEach(each -> objects.listed(each, List.of()));
    objects.listed(of, List.of(controller));
    List<JsonNode> pods = new java.util.ArrayList<>();
    for (int i = 0; i < has; i++) {
      pods.add(pod("other-" + i, "o-" + i, LABELS, true, "c"));
    }
    pods.add(pod(name, "u-" + name, now.equals("q") ? "q: '1'" : LABELS, ready, ""));
    objects.listed(ObjectKind.PODS, pods);
    List<Readoption> found = Readoption.of(measure(name), objects);
    if (fate == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .containsExactly(
              new Readoption(
                  kind + " shop/web",
                  Readoption.Fate.valueOf(fate),
                  found.getFirst().wanted(),
                  has,
                  List.of(new ChosenPod("shop", name, "u-" + name)),
                  pods.stream()
                      .limit(fate.equals("ONE_TOO_MANY") ? has : 0)
                      .map(ChosenPod::of)
                      .toList()));
    }
  }

  @org.junit.jupiter.api.Test
  void saysNothingOfAPodThatIsGoneOrGoes() {
    ClusterObjects objects = new ClusterObjects();
    Readoption.KINDS.forEach(each -> objects.listed(each, List.of()));
    assertThat(Readoption.of(measure("web-x"), objects)).isEmpty();
    assertThat(Readoption.unseen(objects)).isEmpty();
    objects.unseen(ObjectKind.JOBS, new salvor.cluster.Trouble.Forbidden("list", "jobs", "", "no"));
    assertThat(Readoption.unseen(objects)).containsExactly("Job");
  }
}

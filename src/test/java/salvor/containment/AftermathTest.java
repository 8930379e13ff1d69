package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.PracticeApi;
import salvor.containment.Aftermath.Loss;
import salvor.containment.Aftermath.Why;
import salvor.containment.DeleteLock.Sealed;
import salvor.custody.CaseLedger;
import salvor.custody.Standing;
import salvor.training.apiserver.Faults.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Each pod whose evidence may be lost when a measure is taken back is named. */
class AftermathTest {
  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private Cluster cluster;

  @BeforeEach
  void open() throws Exception {
    api.create("namespaces", "{\"metadata\": {\"name\": \"kube-system\"}}");
    api.create("namespaces", "{\"metadata\": {\"name\": \"shop\"}}");
    cluster = api.connect(dir, PracticeApi.ADMIN);
  }

  @AfterEach
  void close() {
    cluster.close();
    api.close();
  }

  private JsonNode workload(String plural, String name, String spec, String status) {
    api.create(
        plural,
        """
        {"metadata": {"namespace": "shop", "name": "%s", "generation": 1},
         "spec": {%s"selector": {"matchLabels": {"app": "web"}}}, "status": {%s}}
        """
            .formatted(name, spec, status));
    return api.find(plural, "shop", name).orElseThrow();
  }

  private ChosenPod pod(String name, String labels, String ownerKind, String owner) {
    String owners =
        owner.isEmpty()
            ? ""
            : """
            , "ownerReferences": [{"apiVersion": "apps/v1", "kind": "%s", "name": "x", "uid": "%s", "controller": true}]
            """
                .formatted(ownerKind, owner);
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "%s", "labels": {%s}%s},
         "spec": {"nodeName": "a", "containers": [{"name": "app", "image": "x"}]},
         "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}}
        """
            .formatted(name, labels, owners));
    return ChosenPod.of(api.find("pods", "shop", name).orElseThrow());
  }

  private static String uid(JsonNode object) {
    return object.at("/metadata/uid").asString();
  }

  /** One that was done, and whose step is a patch of this object. */
  private static RecordedMeasure done(Measure.Kind kind, List<ChosenPod> pods, Step step) {
    Measure measure = new Measure(kind, "0badcafe", "IR-7", "a drill", List.of(step), pods);
    return new RecordedMeasure(
        measure,
        "2026-11-28T00:00:00Z",
        "me",
        null,
        List.of(new RecordedMeasure.Recorded(step, RecordedMeasure.Stage.DONE, null, null)),
        null);
  }

  private Aftermath of(RecordedMeasure measure) {
    return Aftermath.of(measure, cluster, "");
  }

  /** A pod that was cut off by taking its label away, and whose ReplicaSet has another since. */
  private RecordedMeasure cutOff(int wanted) {
    JsonNode set = workload("replicasets", "web-1", "\"replicas\": " + wanted + ", ", "");
    ChosenPod victim = pod("victim", "\"app\": \"web\"", "", "");
    JsonNode before = api.find("pods", "shop", "victim").orElseThrow();
    Step step =
        new ObjectPatch(ObjectKind.PODS, before)
            .label("app", "quarantined")
            .step(Step.Why.MARK_POD);
    api.change(
        "pods",
        "shop",
        "victim",
        now -> {
          now.withObject("/metadata/labels").put("app", "quarantined");
          return now;
        });
    pod("sibling", "\"app\": \"web\"", "ReplicaSet", uid(set));
    return done(Measure.Kind.QUARANTINE, List.of(victim), step);
  }

  @Test
  void whereOneIsTooManyEachThatMayGoIsNamedAndTheRedOneIsNotLostUnasked() throws Exception {
    RecordedMeasure measure = cutOff(1);
    Aftermath found = of(measure);
    assertThat(found.losses())
        .extracting(loss -> loss.pod().name() + " " + loss.why())
        .containsExactly("sibling MAY_BE_DELETED", "victim MAY_BE_DELETED");
    assertThat(found.asked()).as("nothing is known of them").isEmpty();
    Aftermath judged =
        found.judged(
            pod -> pod.name().equals("victim") ? Suspicion.OUT_OF_PROFILE : Suspicion.IN_PROFILE);
    assertThat(judged.asked()).extracting(ChosenPod::name).containsExactly("victim");
    assertThat(judged.losses().getFirst().pod().name()).as("first").isEqualTo("victim");
    String uid = judged.asked().getFirst().uid();
    for (Standing standing : Standing.values()) {
      DeleteLock lock =
          new DeleteLock(List.of(new Sealed("b", standing, Map.of(uid, List.of()))), "");
      assertThat(judged.sealed(lock).asked().isEmpty())
          .as(standing + " evidence of it")
          .isEqualTo(standing == Standing.VALID);
    }
    DeleteLock part =
        new DeleteLock(
            List.of(
                new Sealed("b", Standing.VALID, Map.of(uid, List.of("web: failed: no-toolbox")))),
            "");
    assertThat(judged.sealed(part).asked()).as("not all of it").isEqualTo(judged.asked());
    assertThat(salvor.report.AftermathWords.pod(judged.sealed(part).losses().getFirst()))
        .endsWith(
            "; its evidence is sealed and VALID, and processes and sockets are NOT (ALL) IN IT: b: web: failed: no-toolbox");
    CaseLedger ledger = CaseLedger.in(dir.resolve("case"), InstantSource.system());
    judged.agreed(ledger, measure.measure(), "it is meant");
    assertThat(Files.readString(dir.resolve("case/custody.jsonl")))
        .contains("\"verb\":\"even-evidence\"", "contain-undo 0badcafe", uid, "it is meant")
        .doesNotContain("sibling");
  }

  @Test
  void thatAPodGoesForSureIsAskedWhateverItsVerdict() {
    Aftermath found = of(cutOff(0));
    assertThat(found.losses()).extracting(Loss::why).containsExactly(Why.DELETED);
    assertThat(found.judged(_ -> Suspicion.CLEARED).asked()).hasSize(1);
  }

  @Test
  void whatAControllerThatIsNotSeenWouldDoMayBeTheWorst() {
    RecordedMeasure measure = cutOff(2);
    assertThat(of(measure).losses()).as("there is room").isEmpty();
    api.faults.plan(
        1,
        request -> request.path().endsWith("/jobs"),
        new Fault.Failure(403, "Forbidden", "no", 0));
    Aftermath unseen = of(measure).judged(_ -> Suspicion.DECIDED_BAD);
    assertThat(unseen.unseen()).containsExactly("Job");
    assertThat(unseen.asked()).extracting(ChosenPod::name).containsExactly("victim");
    api.faults.plan(
        1,
        request -> request.path().endsWith("/pods"),
        new Fault.Failure(403, "Forbidden", "no", 0));
    Aftermath untold = of(measure).judged(_ -> Suspicion.DECIDED_BAD);
    assertThat(untold.untold()).isNotNull();
    assertThat(untold.asked()).extracting(ChosenPod::name).containsExactly("victim");
  }

  @Test
  void whatWasHeldIsKeptByNothingAnyMore() {
    ChosenPod held = pod("held", "\"app\": \"web\"", "", "");
    JsonNode before = api.find("pods", "shop", "held").orElseThrow();
    String label = Measure.label("IR-7", "0badcafe");
    RecordedMeasure measure =
        done(
            Measure.Kind.HOLD,
            List.of(held),
            new ObjectPatch(ObjectKind.PODS, before)
                .label(EvidenceHold.LABEL, label)
                .step(Step.Why.MARK_POD));
    assertThat(of(measure).losses()).as("it is not held").isEmpty();
    api.change(
        "pods",
        "shop",
        "held",
        now -> {
          now.withObject("/metadata/labels").put(EvidenceHold.LABEL, label);
          return now;
        });
    assertThat(of(measure).losses())
        .containsExactly(new Loss(held, Why.NOT_KEPT, Suspicion.NOT_KNOWN, false, List.of()));
    assertThat(of(measure).judged(_ -> Suspicion.IN_PROFILE).asked()).isEmpty();
    assertThat(of(measure).judged(_ -> Suspicion.OUT_OF_PROFILE).asked()).containsExactly(held);
  }

  @Test
  void aWorkloadThatIsSetBackReplacesOrDeletesItsPods() {
    JsonNode before =
        workload(
            "deployments",
            "web",
            "\"replicas\": 1, \"template\": {\"x\": \"old\"}, ",
            "\"observedGeneration\": 1, \"replicas\": 2, \"updatedReplicas\": 2");
    api.create(
        "replicasets",
        """
        {"metadata": {"namespace": "shop", "name": "web-1", "ownerReferences":
           [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "%s", "controller": true}]},
         "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "web"}}}}
        """
            .formatted(uid(before)));
    String set = uid(api.find("replicasets", "shop", "web-1").orElseThrow());
    pod("web-1-a", "\"app\": \"web\"", "ReplicaSet", set);
    pod("alone", "\"app\": \"web\"", "", "");
    ObjectPatch image = new ObjectPatch(ObjectKind.DEPLOYMENTS, before);
    JsonNodeFactory json = JsonNodeFactory.instance;
    Map<Step, Why> steps =
        Map.of(
            image.set("/spec/template/x", json.stringNode("new")).step(Step.Why.ROLL_OUT),
            Why.REPLACED,
            new ObjectPatch(ObjectKind.DEPLOYMENTS, before)
                .set("/spec/replicas", json.numberNode(2))
                .step(Step.Why.SCALE),
            Why.MAY_BE_DELETED);
    api.change(
        "deployments",
        "shop",
        "web",
        now -> {
          now.withObject("/spec").put("replicas", 2).put("paused", true);
          now.withObject("/spec/template").put("x", "new");
          return now;
        });
    steps.forEach((step, why) -> {
      Aftermath found = of(done(Measure.Kind.ROLL_OUT, List.of(), step));
      assertThat(found.losses())
          .as(why.name())
          .extracting(loss -> loss.pod().name() + " " + loss.why())
          .containsExactly("web-1-a " + why);
      assertThat(found.asked()).isEmpty();
      assertThat(found.judged(_ -> Suspicion.DECIDED_BAD).asked()).hasSize(1);
    });
    Step pause =
        new ObjectPatch(ObjectKind.DEPLOYMENTS, before)
            .set("/spec/paused", json.booleanNode(true))
            .step(Step.Why.PAUSE);
    status(2);
    assertThat(of(done(Measure.Kind.PAUSE, List.of(), pause)).losses())
        .as("nothing waits")
        .isEmpty();
    status(1);
    assertThat(of(done(Measure.Kind.PAUSE, List.of(), pause)).losses())
        .extracting(Loss::why)
        .containsExactly(Why.REPLACED);
  }

  private void status(int updated) {
    api.change(
        "deployments",
        "shop",
        "web",
        now -> {
          now.withObject("/status").put("updatedReplicas", updated);
          now.withObject("/status").put("observedGeneration", 1000);
          return now;
        });
  }

  @Test
  void whatTouchesNoPodIsAskedOfNobody() {
    api.create("nodes", "{\"metadata\": {\"name\": \"a\"}}");
    Step step =
        new ObjectPatch(ObjectKind.NODES, api.find("nodes", "", "a").orElseThrow())
            .set("/spec/unschedulable", JsonNodeFactory.instance.booleanNode(true))
            .step(Step.Why.CORDON);
    assertThat(of(done(Measure.Kind.CORDON, List.of(), step))).isEqualTo(Aftermath.NONE);
  }
}

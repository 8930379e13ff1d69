package salvor.ingest.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Progress;
import salvor.report.DriftReport;
import salvor.workload.drift.Aspect;
import salvor.workload.drift.Change;
import salvor.workload.drift.Drift;
import salvor.workload.drift.Drift.Doubt;

/** Two dumps of a cluster: what changed, and what cannot be told. */
class DriftTest {
  private static final String BEFORE =
      """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Namespace, metadata: {name: kube-system, uid: c1, creationTimestamp: "2026-11-23T04:00:00Z"}}
      - {apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: shop, uid: s1}}
      - apiVersion: v1
        kind: Secret
        metadata: {name: db, namespace: shop}
        data: {password: aHVudGVyMg==}
      - apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: web, namespace: shop}
        rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]
      - apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny, namespace: shop}
        spec: {podSelector: {}, policyTypes: [Egress]}
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop, uid: d1}
        spec:
          replicas: 1
          template:
            spec:
              containers:
              - {name: web, image: "shop/web:1", env: [{name: TOKEN, value: plain-secret-one}],
                 args: [--db-password, argument-one, --token=argument-two, --port=80]}
      """;

  @TempDir Path folder;

  private ClusterStates.Taken read(String name, String content) throws Exception {
    Path file = Files.writeString(folder.resolve(name), content);
    return ClusterStates.read(List.of(file), Progress.NONE);
  }

  private Drift drift(String before, String after) throws Exception {
    return Drift.between(read("a.yaml", before).state(), read("b.yaml", after).state());
  }

  private static String told(Change c) {
    return c.sign() + " " + c.object() + (c.what() == null ? "" : ": " + c.what());
  }

  @Test
  void whatGivesAnAttackerMostComesFirst() throws Exception {
    String after =
        BEFORE
                .replace("verbs: [get]", "verbs: [get, list]")
                .replace("plain-secret-one", "plain-secret-two")
                .replace("aHVudGVyMg==", "aHVudGVyMw==")
                .replace("shop/web:1", "shop/web:2")
                .replace("name: deny,", "name: other,")
                .replace("uid: s1", "uid: s2")
            + """
            - apiVersion: admissionregistration.k8s.io/v1
              kind: MutatingWebhookConfiguration
              metadata: {name: sneaky}
              webhooks: [{name: x.example, clientConfig: {url: "https://203.0.113.66/"}}]
            - apiVersion: v1
              kind: Pod
              metadata: {name: miner, namespace: shop}
              spec: {hostPID: true, containers: [{name: m, image: "x/m:1"}]}
            """;
    Drift drift = drift(BEFORE, after);

    assertThat(drift.changes())
        .extracting(DriftTest::told)
        .containsExactly(
            "CHANGED Role shop/web: may on secrets",
            "ADDED MutatingWebhookConfiguration sneaky",
            "ADDED Pod shop/miner",
            "CHANGED Deployment shop/web: image of web",
            "ADDED NetworkPolicy shop/other",
            "REMOVED NetworkPolicy shop/deny",
            "REPLACED ServiceAccount shop/web",
            "CHANGED Secret shop/db: key password",
            "CHANGED Deployment shop/web: TOKEN of web");
    assertThat(drift.changes().getFirst().after()).isEqualTo("get, list");
    assertThat(drift.changes().get(1).certain())
        .as("no webhook was in the first, perhaps since none was asked for")
        .isFalse();
    assertThat(drift.changes().get(5).certain()).isTrue();
  }

  @Test
  void noSecretValueIsInAnyResult() throws Exception {
    String after =
        BEFORE
                .replace("plain-secret-one", "plain-secret-two")
                .replace("aHVudGVyMg==", "bmV3")
                .replace("argument-one", "argument-three")
            + """
            - apiVersion: v1
              kind: Pod
              metadata: {name: p, namespace: shop, annotations: {api-token: argument-five}}
              spec: {containers: [{name: m, image: i, command: [app, --api-key=argument-four]}]}
            - apiVersion: v1
              kind: Secret
              metadata: {name: more, namespace: shop}
              data: {key: c2Vj}
            """;
    ClusterStates.Taken a = read("a.yaml", BEFORE);
    ClusterStates.Taken b = read("b.yaml", after);
    DriftReport report =
        new DriftReport(
            new DriftReport.Side("a", a.state(), a.sources()),
            new DriftReport.Side("b\u001b[2J", b.state(), b.sources()),
            Drift.between(a.state(), b.state()));
    StringWriter text = new StringWriter();
    report.text(new PrintWriter(text), false);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    report.json(json);

    for (String result : List.of(text.toString(), json.toString(StandardCharsets.UTF_8))) {
      assertThat(result)
          .contains("TOKEN", "--db-password", "--port=80", "--api-key")
          .doesNotContain("argument-", "plain-secret", "aHVudGVyMg", "bmV3", "c2Vj", "\u001b")
          .doesNotContainPattern("[0-9a-f]{64}");
    }
    assertThat(text.toString()).contains("(what differs is not shown)");
  }

  @Test
  void aPodThatClaimsAnOwnerThatIsNotThereStandsByItself() throws Exception {
    String owned =
        """
        - apiVersion: v1
          kind: Pod
          metadata:
            {name: web-x, namespace: shop, ownerReferences: [{kind: Deployment, name: NAME, uid: UID, controller: true}]}
          spec: {containers: [{name: m, image: "x/m:1"}]}
        """;
    Drift real = drift(BEFORE, BEFORE + owned.replace("NAME", "web").replace("UID", "d1"));
    assertThat(real.changes()).isEmpty();
    assertThat(real.came()).isEqualTo(1);

    for (String forged :
        List.of(
            owned.replace("NAME", "gone").replace("UID", "d1"),
            owned.replace("NAME", "web").replace("UID", "d9"))) {
      assertThat(drift(BEFORE, BEFORE + forged).changes())
          .extracting(DriftTest::told)
          .containsExactly("ADDED Pod shop/web-x");
    }
  }

  @Test
  void saysWhenTheTwoDoNotBelongTogether() throws Exception {
    assertThat(drift(BEFORE, BEFORE.replace("uid: c1", "uid: c2")).doubts())
        .contains(Doubt.TWO_CLUSTERS);
    assertThat(drift(BEFORE, BEFORE.replace("2026-11-23T04:00", "2026-11-23T03:00")).doubts())
        .containsExactly(Doubt.WRONG_ORDER);
    assertThat(drift(BEFORE, "kind: Nothing\n").doubts()).contains(Doubt.EMPTY);
    assertThat(drift(BEFORE, BEFORE).changes()).isEmpty();
  }

  @Test
  void anEmptyListSaysThatThereWereNone() throws Exception {
    String none =
        "{\"kind\":\"ClusterRoleList\",\"apiVersion\":\"v1\",\n\"metadata\":{},\"items\":[]}";
    String one =
        "{\"kind\":\"ClusterRoleList\",\"apiVersion\":\"v1\",\n\"items\":[{\"metadata\":{\"name\":\"x\"},\"rules\":[]}]}";
    Drift drift = Drift.between(read("none.json", none).state(), read("one.json", one).state());
    assertThat(drift.changes()).hasSize(1);
    assertThat(drift.changes().getFirst().certain()).isTrue();
    assertThat(read("none.json", none).sources().getFirst().lines()).isEqualTo(1);
  }

  @Test
  void refusesAliasesAndSurvivesWrongTypes() throws Exception {
    ClusterStates.Taken bomb =
        read(
            "bomb.yaml",
            "kind: Pod\napiVersion: v1\na: &a [x]\nb: [*a, *a]\nmetadata: {name: x}\n");
    assertThat(bomb.unreadable()).isEqualTo(1);
    ClusterStates.Taken odd =
        read(
            "odd.json",
            """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"x","namespace":7,"labels":[1],"ownerReferences":{"kind":1}},
             "spec":{"containers":{"name":"x"},"volumes":[1,null],"securityContext":"y"},"status":[]}
            {"kind":"ClusterRole","apiVersion":"v1","metadata":{"name":"r"},"rules":[{"verbs":"get","resources":[{}]},7]}
            """);
    assertThat(odd.state().objects()).hasSize(2);
  }

  @Test
  void tellsWhatAnIncidentLeftAndNotWhatItHidElsewhere() throws Exception {
    Path recording = Path.of("../shared/recordings/webshell/k8s");
    assumeTrue(Files.exists(recording), recording + " is not there");
    Drift drift = Drift.between(taken(recording, "before"), taken(recording, "after"));

    assertThat(drift.doubts()).isEmpty();
    assertThat(
            drift.changes().stream().filter(c -> c.aspect() != Aspect.OTHER).map(DriftTest::told))
        .contains(
            "ADDED NetworkPolicy shop/ir-quarantine-case-1",
            "ADDED Pod shop/web-5468d8c4df-8ppl7: container ir-1",
            "ADDED Pod shop/web-5468d8c4df-8ppl7: label ir/quarantine",
            "CHANGED Pod shop/web-5468d8c4df-8ppl7: label app",
            "REMOVED Pod shop/web-5468d8c4df-8ppl7: made by",
            "CHANGED Deployment shop/web: image of web",
            "CHANGED Deployment shop/web: digests that web runs")
        .as("the persistence by cron is in a file and in no object")
        .noneMatch(t -> t.contains("cron"))
        .hasSize(13);
    assertThat(drift.changes()).noneMatch(c -> c.aspect() == Aspect.GRANT);
  }

  @Test
  void aDayOnWhichNobodyAttacksIsNearlyNoDrift() throws Exception {
    Path recording = Path.of("../shared/recordings/clean/k8s");
    assumeTrue(Files.exists(recording), recording + " is not there");
    Drift drift = Drift.between(taken(recording, "before"), taken(recording, "after"));

    assertThat(drift.changes())
        .extracting(DriftTest::told)
        .containsExactly(
            "ADDED Deployment shop/web: pods' annotation kubectl.kubernetes.io/restartedAt",
            "CHANGED ReplicaSet shop/web-5468d8c4df: replicas");
  }

  private static salvor.workload.drift.ClusterState taken(Path recording, String when)
      throws Exception {
    return ClusterStates.read(
            List.of(
                recording.resolve("pods-" + when + ".json"),
                recording.resolve("objects-" + when + ".json")),
            Progress.NONE)
        .state();
  }
}

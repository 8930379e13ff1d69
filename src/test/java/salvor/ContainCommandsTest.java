package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.fabric8.PracticeApi;
import salvor.live.TriageLog;
import salvor.report.MeasureReport;
import salvor.report.MeasureStatusReport;
import salvor.report.PodsReport;
import salvor.terminal.ExitCode;
import salvor.training.apiserver.Faults.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code salvor contain apply}, {@code undo} and {@code status} against the practice server. */
class ContainCommandsTest {
  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Terminal terminal = new Terminal();
  private String kubeconfig;

  @BeforeEach
  void open() throws Exception {
    api.create("namespaces", "{\"metadata\": {\"name\": \"kube-system\"}}");
    api.create("namespaces", "{\"metadata\": {\"name\": \"shop\"}}");
    api.pod("web");
    api.create(
        "networkpolicies",
        """
        {"metadata": {"namespace": "shop", "name": "everybody"},
         "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}}
        """);
    kubeconfig =
        Files.writeString(dir.resolve("kubeconfig"), api.kubeconfig(PracticeApi.ADMIN)).toString();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private int run(String command, Path folder, String... more) {
    return terminal.run(
        Stream.concat(
                Stream.of(
                    "contain", command, "--kubeconfig", kubeconfig, "--case", folder.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode json(String schema) {
    var valid =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(valid.validate(terminal.out(), InputFormat.JSON)).as(terminal.out()).isEmpty();
    assertThat(valid.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  private ObjectNode pod() {
    ObjectNode pod = api.find("pods", "shop", "web").orElseThrow();
    ((ObjectNode) pod.get("metadata")).remove(List.of("resourceVersion", "managedFields"));
    return pod;
  }

  @Test
  void cutsAPodOffTellsWhatIsThereAndTakesItBackOnAnotherMachine() throws Exception {
    Path folder = dir.resolve("IR-7");
    JsonNode before = pod();
    assertThat(
            run("apply", folder, "shop/web", "--narrow-policies", "--reason", "a shell", "--yes"))
        .as(terminal.err() + terminal.out())
        .isEqualTo(ExitCode.DONE);
    assertThat(terminal.out()).contains("all of it", "done, and read back", "only a probe does");
    assertThat(pod().at("/metadata/labels/salvor.io~1quarantine").asString()).startsWith("IR-7-");
    assertThat(run("status", folder, "--json", "-")).isEqualTo(ExitCode.DONE);
    JsonNode status = json(MeasureStatusReport.schema()).at("/measures/0");
    assertThat(status.path("inPlace").asBoolean()).isTrue();
    assertThat(status.path("steps")).hasSize(3);

    Path elsewhere = dir.resolve("elsewhere");
    copy(folder, elsewhere);
    assertThat(run("undo", elsewhere, "--reason", "over", "--yes", "--json", "-"))
        .as(terminal.err())
        .isEqualTo(ExitCode.DONE);
    JsonNode undone = json(MeasureReport.schema());
    assertThat(undone.path("extent").asString()).isEqualTo("whole");
    assertThat(undone.at("/steps/2/outcome").asString()).isEqualTo("done");
    assertThat(pod()).isEqualTo(before);
    assertThat(api.all("networkpolicies")).hasSize(1);
    assertThat(api.all("networkpolicies").getFirst().at("/spec/podSelector")).isEmpty();
    assertThat(run("undo", elsewhere, status.path("mark").asString(), "--reason", "x", "--yes"))
        .as("twice")
        .isEqualTo(ExitCode.DONE);
    assertThat(terminal.out()).contains("nothing to do");
    assertThat(run("status", elsewhere)).isEqualTo(ExitCode.DONE);
    assertThat(run("status", folder)).as("here nobody knows").isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("SOMEBODY TOOK IT BACK", "GONE");
  }

  @Test
  void aPodThatBearsTheLabelByItselfIsToldAndCutOffAnew() throws Exception {
    Path folder = dir.resolve("IR-7");
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "sly", "labels": {"salvor.io/quarantine": "IR-7-00000000"}},
         "spec": {"nodeName": "n", "containers": [{"name": "c", "image": "i"}]}, "status": {"phase": "Running"}}
        """);
    assertThat(terminal.said("pods", "--kubeconfig", kubeconfig))
        .contains("Running LABEL-ONLY (nothing stands behind its quarantine label)")
        .doesNotContain("QUARANTINED");
    assertThat(terminal.said("pod", "shop/sly", "--kubeconfig", kubeconfig))
        .contains("LABEL-ONLY")
        .doesNotContain("QUARANTINED");
    terminal.said("pods", "--kubeconfig", kubeconfig, "--json", "-");
    assertThat(json(PodsReport.schema()).at("/pods"))
        .extracting(pod -> pod.path("quarantineBehind").asString("none"))
        .containsExactly("nothing", "none");
    assertThat(
            run("apply", folder, "shop/sly", "--narrow-policies", "--reason", "a shell", "--yes"))
        .as(terminal.err() + terminal.out())
        .isEqualTo(ExitCode.DONE);
    assertThat(terminal.out()).contains("nothing stands behind", "It is replaced");
    assertThat(terminal.said("pods", "--kubeconfig", kubeconfig)).contains("Running QUARANTINED");
    assertThat(run("apply", folder, "shop/sly", "--reason", "again", "--yes"))
        .isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.out()).contains("it is cut off already");
    assertThat(run("apply", dir.resolve("IR-8"), "shop/sly", "--reason", "again", "--yes"))
        .isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.out()).contains("another case cut it off already");
    assertThat(run("undo", folder, "--reason", "over", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(
            api.find("pods", "shop", "sly")
                .orElseThrow()
                .at("/metadata/labels/salvor.io~1quarantine")
                .asString())
        .isEqualTo("IR-7-00000000");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /** A practice cluster that is started anew at the same address is such a one. */
  @Test
  void saysOfAnotherClusterThatItIsAnotherAndNotThatSomebodyTookItBack() throws Exception {
    Path folder = dir.resolve("IR-7");
    run("apply", folder, "shop/web", "--reason", "a shell", "--yes");
    String uid = api.uid("namespaces", "", "kube-system");
    api.delete("namespaces", "", "kube-system");
    api.create("namespaces", "{\"metadata\": {\"name\": \"kube-system\"}}");
    api.change(
        "pods",
        "shop",
        "web",
        pod -> {
          pod.withObject("/metadata/labels").remove("salvor.io/quarantine");
          return pod;
        });
    assertThat(run("status", folder)).isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.out())
        .contains("DONE TO ANOTHER CLUSTER", uid, api.uid("namespaces", "", "kube-system"))
        .doesNotContain("SOMEBODY TOOK IT BACK");
    assertThat(run("status", folder, "--json", "-")).isEqualTo(ExitCode.CLUSTER);
    JsonNode status = json(MeasureStatusReport.schema()).at("/measures/0");
    assertThat(status.path("otherCluster").asBoolean()).isTrue();
    assertThat(status.path("looked").asBoolean()).isFalse();
    assertThat(run("undo", folder, "--reason", "x", "--yes")).isEqualTo(ExitCode.CLUSTER);
    assertThat(run("apply", folder, "shop/web", "--reason", "again", "--yes"))
        .as("everybody is let in")
        .isEqualTo(ExitCode.FOUND);
    assertThat(run("status", folder)).as("one of two was looked at").isEqualTo(ExitCode.FOUND);
  }

  @Test
  void raisesAnAlarmWhereAPodMayNotBeCutOffAnyMore() throws Exception {
    Path folder = dir.resolve("IR-7");
    run("apply", folder, "shop/web", "--reason", "a shell", "--yes");
    assertThat(run("status", folder, "--json", "-"))
        .as("that everybody is let in was known when it was done")
        .isEqualTo(ExitCode.DONE);
    JsonNode status = json(MeasureStatusReport.schema()).at("/measures/0");
    assertThat(status.path("alarms")).isEmpty();
    assertThat(status.at("/pods/0/state").asString()).isEqualTo("accepted");
    assertThat(status.at("/pods/0/seen").isNull()).isTrue();

    api.create(
        "networkpolicies",
        """
        {"metadata": {"namespace": "shop", "name": "out-again"},
         "spec": {"podSelector": {}, "policyTypes": ["Egress"], "egress": [{}]}}
        """);
    assertThat(run("status", folder, "--json", "-")).isEqualTo(ExitCode.FOUND);
    assertThat(json(MeasureStatusReport.schema()).at("/measures/0/alarms").toString())
        .contains("New:", "shop/out-again");
    assertThat(run("status", folder)).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("ALARM: New:", "Accepted, not proved");
  }

  @Test
  void ofSeveralMeasuresItSaysWhichIsWhich() throws Exception {
    Path folder = dir.resolve("IR-8");
    for (int times = 0; times < 2; times++) {
      run("apply", folder, "shop/web", "--reason", "a shell", "--yes");
      assertThat(run("undo", folder, "--reason", "x", "--yes")).isZero();
    }
    assertThat(run("undo", folder, "--reason", "x", "--yes")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines().filter(line -> line.contains("  quarantine of shop/web")))
        .hasSize(2)
        .allMatch(line -> line.matches("  [0-9a-f]{8}  quarantine of shop/web"));
  }

  @Test
  void triesAndDoesNothingWhereItIsNotToBeDone() throws Exception {
    JsonNode before = pod();
    assertThat(
            terminal.run(
                "contain",
                "apply",
                "--kubeconfig",
                kubeconfig,
                "shop/web",
                "--dry-run",
                "--json",
                "-"))
        .as(terminal.err())
        .isEqualTo(ExitCode.FOUND);
    JsonNode tried = json(MeasureReport.schema());
    assertThat(tried.path("act").asString()).isEqualTo("dry-run");
    assertThat(tried.path("extent").asString()).as("nothing was done").isEqualTo("none");
    assertThat(tried.path("steps").valueStream())
        .isNotEmpty()
        .allSatisfy(step -> {
          assertThat(step.path("outcome").asString()).isEqualTo("would-be-done");
          assertThat(step.path("result").asString()).isEqualTo("the cluster would do it");
          assertThat(step.path("uid").isNull()).isTrue();
        });
    assertThat(run("apply", dir.resolve("a"), "shop/web")).isEqualTo(ExitCode.USAGE);
    assertThat(run("apply", dir.resolve("a"), "shop/web", "--reason", "x"))
        .as("nobody can be asked")
        .isEqualTo(ExitCode.NOT_DONE);
    api.faults.plan(
        9,
        request -> request.query().contains("dryRun") && request.path().endsWith("/web"),
        new Fault.Failure(403, "Forbidden", "no", 0));
    assertThat(run("apply", dir.resolve("a"), "shop/web", "--reason", "x", "--yes"))
        .as("the cluster would refuse it")
        .isEqualTo(ExitCode.NOT_DONE);
    assertThat(pod()).isEqualTo(before);
    assertThat(api.all("networkpolicies")).hasSize(1);
    assertThat(run("undo", dir.resolve("a"), "--reason", "x", "--yes"))
        .isEqualTo(ExitCode.NO_EVIDENCE);
  }

  @Test
  void doesNotActByAFileThatIsNotTheOneThatWasWritten() throws Exception {
    Path folder = dir.resolve("IR-7");
    run("apply", folder, "shop/web", "--reason", "a shell", "--yes");
    try (Stream<Path> all = Files.walk(folder.resolve("containment"))) {
      Path measure = all.filter(file -> file.toString().endsWith("measure.json")).findFirst().get();
      Files.writeString(measure, Files.readString(measure).replace("a shell", "a joke"));
    }
    assertThat(run("undo", folder, "--reason", "x", "--yes")).isEqualTo(ExitCode.DOUBTED);
    assertThat(terminal.err()).contains("not the one that was written");
    assertThat(run("status", folder, "--recorded")).isEqualTo(ExitCode.DOUBTED);
    assertThat(pod().at("/metadata/labels").has("salvor.io/quarantine")).isTrue();
  }

  /** After a roll-out the ReplicaSet of before wants none: it would take the pod, and delete it. */
  @Test
  void isNotTakenBackWhereAControllerThenDeletesThePod() throws Exception {
    Path folder = dir.resolve("IR-7");
    assertThat(
            run("apply", folder, "shop/web", "--narrow-policies", "--reason", "a shell", "--yes"))
        .as(terminal.err())
        .isEqualTo(ExitCode.DONE);
    JsonNode quarantined = pod();
    api.create(
        "replicasets",
        """
        {"metadata": {"namespace": "shop", "name": "web-1"},
         "spec": {"replicas": 0, "selector": {"matchExpressions":
           [{"key": "salvor.io/quarantine", "operator": "DoesNotExist"}]}}}
        """);
    assertThat(run("undo", folder, "--reason", "over", "--yes")).isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.err())
        .contains("ReplicaSet shop/web-1 takes shop/web back and wants none such: THIS IS DELETED")
        .contains("! shop/web IS DELETED", "NO SEALED EVIDENCE OF IT VERIFIES", "--even-evidence");
    assertThat(pod()).as("nothing was sent").isEqualTo(quarantined);
    assertThat(run("undo", folder, "--reason", "over", "--yes", "--json", "-"))
        .isEqualTo(ExitCode.NOT_DONE);
    JsonNode refused = json(MeasureReport.schema());
    assertThat(refused.path("extent").asString()).isEqualTo("none");
    assertThat(refused.at("/steps/0/why").asString()).isEqualTo("evidence");
    assertThat(refused.at("/endangered/0/why").asString()).isEqualTo("deleted");
    assertThat(refused.at("/endangered/0/asked").asBoolean()).isTrue();
    assertThat(run("undo", folder, "--reason", "over", "--yes", "--even-evidence"))
        .isEqualTo(ExitCode.DONE);
    assertThat(pod().at("/metadata/labels").has("salvor.io/quarantine")).isFalse();
    assertThat(Files.readString(folder.resolve("custody.jsonl"))).contains("even-evidence");
  }

  /** There is one too many: nobody knows which goes, so the red one is not to go unasked. */
  @Test
  void isNotTakenBackWhereAControllerMayDeleteAPodThatWasDecidedToBeBad() throws Exception {
    Path folder = dir.resolve("IR-7");
    run("apply", folder, "shop/web", "--narrow-policies", "--reason", "a shell", "--yes");
    api.create(
        "replicasets",
        """
        {"metadata": {"namespace": "shop", "name": "web-1", "uid": "set"},
         "spec": {"replicas": 1, "selector": {"matchExpressions":
           [{"key": "salvor.io/quarantine", "operator": "DoesNotExist"}]}}}
        """);
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "web-1-x", "ownerReferences":
           [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-1", "uid": "set", "controller": true}]},
         "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}}
        """);
    api.change(
        "pods",
        "shop",
        "web",
        pod -> {
          pod.withObject("/status")
              .putArray("conditions")
              .addObject()
              .put("type", "Ready")
              .put("status", "True");
          return pod;
        });
    JsonNode quarantined = pod();
    TriageLog log = TriageLog.in(folder);
    TriageLog.Subject subject =
        new TriageLog.Subject("Pod", "shop", "web-1-x", api.uid("pods", "shop", "web-1-x"));
    log.decide(subject, TriageLog.State.COMPROMISED, "ann", "");
    assertThat(run("undo", folder, "--reason", "over", "--yes")).isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.err())
        .contains("! shop/web-1-x may be deleted; DECIDED TO BE BAD; NO SEALED EVIDENCE")
        .contains("- shop/web may be deleted; whether it is out of profile is not known")
        .contains("1 pod of the incident may end by it, and no sealed evidence verifies");
    assertThat(pod()).as("nothing was sent").isEqualTo(quarantined);
    log.decide(subject, TriageLog.State.CLEARED, "ann", "ours");
    assertThat(run("undo", folder, "--reason", "over", "--yes")).as(terminal.err()).isZero();
    assertThat(pod().at("/metadata/labels").has("salvor.io/quarantine")).isFalse();
  }

  /** A case from elsewhere may say anything; what it would give is told by the objects. */
  @Test
  void saysWhoseMeasureItIsAndWhichRightsItGivesBack() throws Exception {
    Path folder = dir.resolve("IR-7");
    api.create(
        "clusterrolebindings",
        """
        {"metadata": {"name": "web-admin"},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
         "subjects": [{"kind": "ServiceAccount", "namespace": "shop", "name": "default"}]}
        """);
    assertThat(
            terminal.run(
                "contain",
                "revoke",
                "--kubeconfig",
                kubeconfig,
                "shop/web",
                "--case",
                folder.toString(),
                "--reason",
                "a shell",
                "--yes"))
        .as(terminal.err() + terminal.out())
        .isZero();
    assertThat(run("undo", folder, "--reason", "over")).isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.out())
        .contains("Written down by ", "Of this cluster: the uid of kube-system is ")
        .contains("set back clusterrolebindings web-admin")
        .contains(
            "GIVES RIGHTS BACK: ClusterRole cluster-admin to ServiceAccount shop/default",
            "+ subjects: [{");
    String user = System.getProperty("user.name");
    System.setProperty("user.name", "somebody");
    try {
      assertThat(run("undo", folder, "--reason", "over", "--json", "-"))
          .isEqualTo(ExitCode.NOT_DONE);
    } finally {
      System.setProperty("user.name", user);
    }
    assertThat(terminal.err())
        .as("shown where the document is none of it, too")
        .contains("NOT WRITTEN DOWN BY YOU ON THIS MACHINE, but by " + user + "@")
        .contains("GIVES RIGHTS BACK");
  }
}

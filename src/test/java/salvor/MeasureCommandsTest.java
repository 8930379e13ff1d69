package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.Cluster;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.PracticeApi;
import salvor.containment.Measures;
import salvor.containment.Undoing;
import salvor.custody.CaseLedger;
import salvor.jobs.Progress;
import salvor.report.MeasurePlanReport;
import salvor.terminal.ExitCode;
import salvor.training.apiserver.ApiResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code salvor hold}, {@code deny-image} and the measures below {@code contain}, end to end. */
class MeasureCommandsTest {
  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Terminal terminal = new Terminal();
  private String file = "";

  @BeforeEach
  void objects() throws Exception {
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "web", "labels": {"app": "web"}, "ownerReferences":
          [{"kind": "StatefulSet", "name": "web", "uid": "s", "controller": true}]},
         "spec": {"nodeName": "n1", "serviceAccountName": "app", "containers": [{"name": "app", "image": "app:1"}]},
         "status": {"phase": "Running", "podIP": "10.0.0.9"}}
        """);
    api.create(
        "namespaces",
        "{\"metadata\": {\"name\": \"kube-system\", \"labels\": {\"salvor.io/practice\": \"x\"}}}");
    api.create("nodes", "{\"metadata\": {\"name\": \"n1\"}, \"spec\": {}}");
    file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.ADMIN)).toString();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private String[] acting(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 7);
    System.arraycopy(
        new String[] {
          "--kubeconfig",
          file,
          "--case",
          dir.resolve("IR-7").toString(),
          "--reason",
          "a miner",
          "--yes"
        },
        0,
        all,
        arguments.length,
        7);
    return all;
  }

  private JsonNode planned(int code, String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
    System.arraycopy(
        new String[] {"--kubeconfig", file, "--json", "-"}, 0, all, arguments.length, 4);
    assertThat(terminal.run(all)).as(terminal.err()).isEqualTo(code);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(MeasurePlanReport.schema());
    assertThat(schema.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  @Test
  void everyMeasureShowsItsPlanAndChangesNothing() throws Exception {
    planned(ExitCode.DONE, "hold", "shop/web");
    planned(ExitCode.DONE, "deny-image", "sha256:" + "ab".repeat(32), "app:1");
    planned(ExitCode.DONE, "contain", "block", "shop/web", "--to", "203.0.113.9");
    planned(ExitCode.DONE, "contain", "cordon", "shop/web");
    planned(ExitCode.FOUND, "contain", "taint", "--no-execute", "shop/web");
    planned(ExitCode.FOUND, "contain", "scale", "shop/web", "--replicas", "0");
    planned(ExitCode.FOUND, "contain", "pause", "shop/web");
    planned(ExitCode.FOUND, "contain", "suspend", "shop/web");
    planned(ExitCode.FOUND, "contain", "revoke", "shop/web");
    JsonNode locked = planned(ExitCode.FOUND, "contain", "delete", "shop/web");
    assertThat(locked.at("/refused/0/reason").asString()).isEqualTo("locked");
    assertThat(api.asked("/"))
        .extracting(Object::toString)
        .allMatch(request ->
            request.startsWith("GET ")
                || request.contains("subjectaccessreviews")
                || request.contains("selfsubjectreviews"));
  }

  @Test
  void aHoldIsMadeAndWrittenDown() throws Exception {
    assertThat(terminal.run(acting("hold", "shop/web"))).as(terminal.err()).isEqualTo(0);
    String label =
        api.find("pods", "shop", "web")
            .orElseThrow()
            .at("/metadata/labels")
            .path("salvor.io/hold")
            .asString("");
    assertThat(label).startsWith("IR-7-");
    String name = "salvor-hold-" + label.toLowerCase(java.util.Locale.ROOT);
    assertThat(api.find("validatingadmissionpolicies", "", name)).isPresent();
    assertThat(
            api.find("validatingadmissionpolicybindings", "", name)
                .orElseThrow()
                .at("/spec/policyName")
                .asString())
        .isEqualTo(name);
    assertThat(CaseLedger.in(dir.resolve("IR-7"), InstantSource.system()).check(_ -> {}).faults())
        .isEmpty();
    assertThat(terminal.out()).contains("it does not stop the node", "does not make them hold");
    takeBack();
    assertThat(api.find("validatingadmissionpolicies", "", name)).isEmpty();
    assertThat(api.find("validatingadmissionpolicybindings", "", name)).isEmpty();
    assertThat(api.find("pods", "shop", "web").orElseThrow().at("/metadata/labels"))
        .hasToString("{\"app\":\"web\"}");
  }

  /** By what lies in the case alone. */
  private void takeBack() throws Exception {
    CaseLedger ledger = CaseLedger.in(dir.resolve("IR-7"), InstantSource.system());
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN)) {
      Undoing undoing =
          new Undoing(cluster, ledger, () -> {}, InstantSource.system(), (_, _) -> {});
      assertThat(
              undoing
                  .undo(Measures.in(ledger).all().getFirst(), "it is over", Progress.NONE)
                  .isComplete())
          .isTrue();
    }
  }

  @Test
  void aNodeIsCordonedAndADryRunChangesNothing() throws Exception {
    assertThat(terminal.run("contain", "cordon", "--kubeconfig", file, "--dry-run", "shop/web"))
        .as(terminal.err())
        .isEqualTo(0);
    assertThat(api.find("nodes", "", "n1").orElseThrow().at("/spec/unschedulable").isMissingNode())
        .isTrue();
    assertThat(terminal.run(acting("contain", "cordon", "shop/web"))).isEqualTo(0);
    assertThat(api.find("nodes", "", "n1").orElseThrow().at("/spec/unschedulable").asBoolean())
        .isTrue();
    takeBack();
    assertThat(api.find("nodes", "", "n1").orElseThrow().path("spec")).hasToString("{}");
  }

  /** What a measure changes, from the pod that is named to who runs it and what it may do. */
  private void everything() {
    api.create("namespaces", "{\"metadata\": {\"name\": \"shop\"}}");
    api.create(
        "deployments",
        """
        {"metadata": {"namespace": "shop", "name": "front", "uid": "d"},
         "spec": {"replicas": 3, "selector": {"matchLabels": {"app": "front"}},
          "template": {"metadata": {"labels": {"app": "front"}}, "spec": {"containers": [{"name": "app", "image": "app:1"}]}}}}
        """);
    api.create(
        "replicasets",
        """
        {"metadata": {"namespace": "shop", "name": "front-1", "uid": "r", "ownerReferences":
          [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "front", "uid": "d", "controller": true}]},
         "spec": {"replicas": 3, "selector": {"matchLabels": {"app": "front"}}}}
        """);
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "front-1-a", "uid": "f", "labels": {"app": "front"}, "ownerReferences":
          [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "front-1", "uid": "r", "controller": true}]},
         "spec": {"nodeName": "n1", "serviceAccountName": "app", "containers": [{"name": "app", "image": "app:1"}]},
         "status": {"phase": "Running", "podIP": "10.0.0.11"}}
        """);
    api.create(
        "cronjobs",
        """
        {"metadata": {"namespace": "shop", "name": "nightly", "uid": "c"}, "spec": {"schedule": "0 3 * * *", "suspend": false}}
        """);
    api.create(
        "jobs",
        """
        {"metadata": {"namespace": "shop", "name": "nightly-1", "uid": "j", "ownerReferences":
          [{"apiVersion": "batch/v1", "kind": "CronJob", "name": "nightly", "uid": "c", "controller": true}]}, "spec": {}}
        """);
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "nightly-1-a", "uid": "n", "labels": {"job-name": "nightly-1"}, "ownerReferences":
          [{"apiVersion": "batch/v1", "kind": "Job", "name": "nightly-1", "uid": "j", "controller": true}]},
         "spec": {"nodeName": "n1", "containers": [{"name": "app", "image": "app:1"}]}, "status": {"phase": "Running"}}
        """);
    api.create("serviceaccounts", "{\"metadata\": {\"namespace\": \"shop\", \"name\": \"app\"}}");
    api.create(
        "rolebindings",
        """
        {"metadata": {"namespace": "shop", "name": "readers"},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "read"},
         "subjects": [{"kind": "ServiceAccount", "name": "app", "namespace": "shop"}, {"kind": "User", "name": "somebody"}]}
        """);
  }

  private static final List<String> KINDS =
      List.of(
          "pods",
          "nodes",
          "deployments",
          "cronjobs",
          "rolebindings",
          "networkpolicies",
          "validatingadmissionpolicies",
          "validatingadmissionpolicybindings");

  /** All that measures change, without what the server keeps for itself. */
  private Map<String, String> state() throws Exception {
    Map<String, String> all = new TreeMap<>();
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN)) {
      for (String plural : KINDS) {
        ApiResource kind = api.resources.named(plural);
        for (JsonNode each :
            cluster.list(new ObjectKind(kind.group(), kind.version(), plural), "")) {
          ObjectNode metadata = (ObjectNode) each.path("metadata");
          metadata.remove(List.of("resourceVersion", "managedFields", "generation"));
          all.put(plural + "/" + metadata.path("name").asString(""), each.toString());
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "hold shop/front-1-a, validatingadmissionpolicies",
    "deny-image app:1, validatingadmissionpolicies",
    "contain block shop/front-1-a --to 203.0.113.9 --to 2001:db8::9, networkpolicies",
    "contain cordon shop/front-1-a, nodes/n1",
    "contain taint shop/front-1-a, nodes/n1",
    "contain scale shop/front-1-a --replicas 5, deployments/front",
    "contain pause shop/front-1-a, deployments/front",
    "contain suspend shop/nightly-1-a, cronjobs/nightly",
    "contain revoke shop/front-1-a, rolebindings/readers"
  })
  void isDoneAndTakenBackToTheByteByTheCaseAlone(String command, String changes) throws Exception {
    everything();
    Map<String, String> before = state();
    int code = terminal.run(acting(command.split(" ")));
    assertThat(code).as(terminal.out() + terminal.err()).isIn(ExitCode.DONE, ExitCode.FOUND);
    Map<String, String> done = state();
    assertThat(done).isNotEqualTo(before);
    assertThat(done.entrySet().stream().filter(each -> !before.entrySet().contains(each)))
        .as("what it changed or made")
        .anyMatch(each -> each.getKey().startsWith(changes));
    takeBack();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void asksForRightsWhereThePodIs() throws Exception {
    api.allow("[{\"apiGroups\": [\"*\"], \"resources\": [\"*\"], \"verbs\": [\"get\", \"list\"]}]");
    api.allowIn("shop", "[{\"apiGroups\": [\"\"], \"resources\": [\"pods\"], \"verbs\": [\"*\"]}]");
    file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.LIMITED)).toString();
    assertThat(
            planned(ExitCode.DONE, "contain", "delete", "shop/web", "--override", "it spreads")
                .path("missingRights"))
        .isEmpty();
    assertThat(planned(ExitCode.FOUND, "contain", "cordon", "shop/web").path("missingRights"))
        .as("a node is of no namespace")
        .isNotEmpty();
  }

  @Test
  void aPodIsDeletedOnlyWithAReasonWhereNothingIsSealed() throws Exception {
    assertThat(terminal.run(acting("contain", "delete", "shop/web"))).isEqualTo(ExitCode.NOT_DONE);
    assertThat(api.find("pods", "shop", "web")).isPresent();
    assertThat(terminal.out()).contains("locked: no sealed evidence");
    assertThat(
            terminal.run(
                acting(
                    "contain", "delete", "shop/web", "--override", "it spreads", "--grace", "0")))
        .as(terminal.err())
        .isEqualTo(0);
    assertThat(api.find("pods", "shop", "web")).isEmpty();
    assertThat(terminal.out())
        .contains("NO EVIDENCE of it verifies; it is done because: it spreads");
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertThat(terminal.run("hold", "--kubeconfig", file)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("hold", "--kubeconfig", file, "shop/none")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("hold", "--kubeconfig", file, "--case", "x", "shop/web"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("deny-image", "--kubeconfig", file)).isEqualTo(ExitCode.USAGE);
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.fabric8.PracticeApi;
import salvor.report.PodReport;
import salvor.report.SiblingsReport;
import salvor.report.TriageLogReport;
import salvor.terminal.ExitCode;
import salvor.training.apiserver.LoggedRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor pod}, {@code siblings} and {@code mark-pod}. */
class PodCommandsTest {
  private static final String DIGEST = "app@sha256:" + "a".repeat(64);

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Terminal terminal = new Terminal();
  private String file = "";

  @BeforeEach
  void pods() throws Exception {
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "web", "labels": {"app": "web"}},
         "spec": {"hostPID": true, "serviceAccountName": "web", "nodeName": "node1", "containers": [{"name": "app",
          "image": "app:1", "env": [{"name": "DB_PASSWORD", "value": "hunter2"}, {"name": "ODD", "value": "\\u001b[2Jx\\u202ey"}]}]},
         "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "False", "message": "not\\u001b[2J yet",
          "lastTransitionTime": "2026-11-23T04:44:10Z"}], "containerStatuses": [{"name": "app", "image": "app:1", "imageID": "%s",
          "restartCount": 1, "state": {"running": {}}, "lastState": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}]}}
        """
            .formatted(DIGEST));
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "ops", "name": "twin"}, "spec": {"containers": [{"name": "a", "image": "x:1"}]},
         "status": {"containerStatuses": [{"name": "a", "image": "x:1", "imageID": "%s"}]}}
        """
            .formatted(DIGEST));
    api.create(
        "networkpolicies",
        """
        {"metadata": {"namespace": "shop", "name": "none in"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress"]}}
        """);
    file = as(PracticeApi.ADMIN);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private String as(String token) throws Exception {
    return Files.writeString(dir.resolve("kubeconfig"), api.kubeconfig(token)).toString();
  }

  private JsonNode json(String schema) {
    var valid =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(valid.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    assertThat(valid.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  @Test
  void tellsAPodInWordsWithoutSecretsAndEscapes() {
    assertThat(terminal.said("pod", "shop/web", "--kubeconfig", file))
        .contains("! The pod                   may escape: hostPID")
        .containsPattern("May be reached by +nobody, by none in\n")
        .containsPattern("! May reach +everybody: no policy selects it\n")
        .contains("Before its last restart: terminated, OOMKilled, exit code 137")
        .contains("DB_PASSWORD = ••••••")
        .contains("ODD = \\x1b[2Jx\\u202ey", "not\\x1b[2J yet")
        .contains("nothing: no role is bound to it or its groups")
        .contains("ops  twin  x:1  unseen")
        .doesNotContain("hunter2", "\u001b", "\u202e");
    assertThat(terminal.said("pod", "shop/web", "--yaml", "--kubeconfig", file))
        .contains("hostPID: true", "value: \"\\e[2Jx\\u202ey\"")
        .doesNotContain("hunter2", "\u001b", "\u202e");
    assertThat(api.asked("/pods"))
        .as("one list of pods each, and nothing else of them")
        .extracting(LoggedRequest::path)
        .containsExactly("/api/v1/pods", "/api/v1/pods");
  }

  @Test
  void tellsAPodForMachines() throws Exception {
    terminal.said("pod", "web", "-n", "shop", "--json", "-", "--kubeconfig", file);
    JsonNode pod = json(PodReport.schema());
    assertThat(pod.at("/security/0/risk").asString()).isEqualTo("host_pid");
    assertThat(pod.at("/runs/0/before/0/exitCode").asInt()).isEqualTo(137);
    assertThat(pod.at("/network/ingress/0/allowed").isEmpty()).isTrue();
    assertThat(pod.at("/siblings/0/name").asString()).isEqualTo("twin");
    assertThat(terminal.out()).doesNotContain("hunter2");
  }

  @Test
  void whatMayNotBeReadIsSaid() throws Exception {
    api.allow("[{\"apiGroups\": [\"\"], \"resources\": [\"pods\"], \"verbs\": [\"list\"]}]");
    assertThat(terminal.said("pod", "shop/web", "--kubeconfig", as(PracticeApi.LIMITED)))
        .contains("NetworkPolicies are not seen: Not allowed: list networkpolicies")
        .contains(
            "What may not be listed may grant more: roles, rolebindings, clusterroles, clusterrolebindings.")
        .containsPattern("! Not known +Events are not seen: Not allowed: list events")
        .contains("Not compared, for they are not seen: deployments")
        .doesNotContain("no policy selects it", "no role is bound");
  }

  @Test
  void aPodThatIsNotThereOrNotOneIsNotGuessed() {
    assertThat(terminal.run("pod", "shop/nobody", "--kubeconfig", file)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is no pod shop/nobody");
    api.create("pods", "{\"metadata\": {\"namespace\": \"ops\", \"name\": \"web\"}}");
    assertThat(terminal.run("pod", "web", "--kubeconfig", file)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("name it as NAMESPACE/NAME");
  }

  @Test
  void decisionsAreKeptAndShownBesideSiblings() throws Exception {
    Path live = dir.resolve("live");
    String uid = api.uid("pods", "ops", "twin");
    Files.createDirectories(live.resolve("objects"));
    Files.writeString(
        live.resolve("objects/pods.jsonl"),
        "{\"kind\":\"Pod\",\"metadata\":{\"namespace\":\"ops\",\"name\":\"twin\",\"uid\":\"%s\"}}\n"
            .formatted(uid));
    assertThat(
            terminal.said(
                "mark-pod",
                live.toString(),
                "ops/twin",
                "suspicious",
                "--author",
                "ada",
                "--note",
                "odd\u001b[2J"))
        .containsPattern("Z  suspicious   Pod ops/twin  by ada: odd\\\\x1b\\[2J\n");
    terminal.said("mark-pod", live.toString(), "--json", "-");
    assertThat(json(TriageLogReport.schema()).at("/decisions/0/uid").asString()).isEqualTo(uid);
    terminal.said(
        "siblings", "shop/web", "--case", live.toString(), "--json", "-", "--kubeconfig", file);
    JsonNode siblings = json(SiblingsReport.schema());
    assertThat(siblings.at("/siblings/0/triage/state").asString()).isEqualTo("suspicious");
    assertThat(siblings.at("/siblings/0/triage/author").asString()).isEqualTo("ada");
    assertThat(siblings.at("/triage/state").asString()).isEqualTo("unseen");
    assertThat(
            terminal.said("siblings", "shop/web", "--case", live.toString(), "--kubeconfig", file))
        .contains("twin  x:1  suspicious (ada, ");
    assertThat(Files.readString(live.resolve("custody.jsonl")))
        .as("for the gate of a playbook")
        .contains("\"sameImage\":\"" + siblings.at("/siblings/0/uid").asString());
    assertThat(terminal.run("mark-pod", live.toString(), "ops/nobody", "cleared"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("mark-pod", live.toString(), "ops/twin", "fine"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("mark-pod", dir.toString())).isEqualTo(ExitCode.CASE_UNUSABLE);
  }
}

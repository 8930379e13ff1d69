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
import salvor.report.ContainPlanReport;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor contain plan} against the practice server. */
class ContainPlanCommandTest {
  private static final String POD =
      """
      {"metadata": {"namespace": "shop", "name": "%s", "labels": {"app": "web"}},
       "spec": {"nodeName": "node1", "hostNetwork": %s, "containers": [{"name": "app", "image": "app:1"}]},
       "status": {"phase": "Running", "podIP": "10.0.0.9", "containerStatuses": [{"name": "app", "ready": true,
        "state": {"running": {}}, "imageID": "app@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"}]}}
      """;

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Terminal terminal = new Terminal();
  private String file = "";

  @BeforeEach
  void pods() throws Exception {
    api.create("pods", POD.formatted("web-1", false));
    api.create("pods", POD.formatted("web-2", false));
    api.create("pods", POD.formatted("agent", true));
    file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.ADMIN)).toString();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private JsonNode json(int code, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 6];
    System.arraycopy(
        new String[] {"contain", "plan", "--kubeconfig", file, "--json", "-"}, 0, all, 0, 6);
    System.arraycopy(arguments, 0, all, 6, arguments.length);
    assertThat(terminal.run(all)).as(terminal.err()).isEqualTo(code);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ContainPlanReport.schema());
    assertThat(schema.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  @Test
  void showsWhatWouldBeDoneAndChangesNothing() throws Exception {
    assertThat(terminal.said("contain", "plan", "--kubeconfig", file, "shop/web-1"))
        .contains(
            "By NetworkPolicy, with labels removed",
            "not cilium: the cluster does not serve it",
            "1. create NetworkPolicy shop/salvor-quarantine-",
            "2. label pod shop/web-1",
            "only a probe can tell",
            "nothing was changed yet.");
    assertThat(api.asked("/"))
        .extracting(Object::toString)
        .allMatch(request ->
            request.startsWith("GET ")
                || request.contains("subjectaccessreviews")
                || request.contains("selfsubjectreviews"));
  }

  @Test
  void tellsMachinesTheSame() throws Exception {
    JsonNode plan = json(ExitCode.DONE, "-n", "shop", "web-1");
    assertThat(plan.path("backend").asString()).isEqualTo("network-policy");
    assertThat(plan.path("refused").isNull()).isTrue();
    assertThat(plan.path("isolates").asBoolean()).isTrue();
    assertThat(plan.at("/steps/0/path").asString())
        .isEqualTo("/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies");
    assertThat(plan.at("/steps/1/verb").asString()).isEqualTo("patch");
    assertThat(plan.at("/steps/1/body/0/op").asString()).isEqualTo("test");
  }

  @Test
  void takesTheSiblingsByDigestAlong() throws Exception {
    JsonNode plan = json(ExitCode.FOUND, "--siblings", "shop/web-1");
    assertThat(plan.path("steps").valueStream().map(step -> step.path("words").asString()))
        .contains("label pod shop/web-1", "label pod shop/web-2")
        .doesNotContain("label pod shop/agent");
    assertThat(plan.at("/refusals/0/reason").asString()).isEqualTo("host-network");
    assertThat(plan.path("isolates").asBoolean()).as("one of them is refused").isFalse();
  }

  @Test
  void saysWhatWouldStillPass() throws Exception {
    api.create(
        "networkpolicies",
        """
        {"metadata": {"namespace": "shop", "name": "open"},
         "spec": {"podSelector": {}, "policyTypes": ["Egress"], "egress": [{"to": [{"ipBlock": {"cidr": "8.8.8.0/24"}}]}]}}
        """);
    assertThat(terminal.run("contain", "plan", "--kubeconfig", file, "shop/web-1"))
        .isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains(
            "THIS DOES NOT ISOLATE",
            "may still reach addresses in 8.8.8.0/24",
            "by NetworkPolicy shop/open");
    JsonNode narrowed = json(ExitCode.DONE, "--narrow-policies", "shop/web-1");
    assertThat(narrowed.at("/steps/1/words").asString())
        .isEqualTo("leave these pods out of NetworkPolicy shop/open");
  }

  @Test
  void refusesAPodOfTheNodesNetworkAndSaysWhatToDoInstead() throws Exception {
    JsonNode plan = json(ExitCode.FOUND, "shop/agent");
    assertThat(plan.path("refused").asString()).isEqualTo("host-network");
    assertThat(plan.path("steps")).isEmpty();
    assertThat(plan.at("/refusals/0/words").asString()).contains("Cordon the node");
  }

  @Test
  void asksForRightsWhereThePodIs() throws Exception {
    api.allow("[{\"apiGroups\": [\"*\"], \"resources\": [\"*\"], \"verbs\": [\"get\", \"list\"]}]");
    api.allowIn(
        "shop",
        "[{\"apiGroups\": [\"\", \"networking.k8s.io\"], \"resources\": [\"pods\", \"networkpolicies\"], \"verbs\": [\"*\"]}]");
    file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.LIMITED)).toString();
    JsonNode plan = json(ExitCode.DONE, "shop/web-1");
    assertThat(plan.path("backend").asString()).isEqualTo("network-policy");
    assertThat(plan.path("missingRights")).isEmpty();
  }

  @Test
  void writesWhatWouldBeSentAsYaml() {
    assertThat(terminal.said("contain", "plan", "--kubeconfig", file, "--yaml", "-", "shop/web-1"))
        .startsWith("---\napiVersion: \"networking.k8s.io/v1\"\nkind: \"NetworkPolicy\"\n")
        .contains("# JSON Patch of /api/v1/namespaces/shop/pods/web-1")
        .doesNotContain("Nothing was changed");
  }

  @Test
  void aPodThatIsNotThereAndAMeansThatIsNoneAreMisunderstood() {
    assertThat(terminal.run("contain", "plan", "--kubeconfig", file, "shop/none"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is no pod shop/none");
    assertThat(
            terminal.run("contain", "plan", "--kubeconfig", file, "--backend", "x", "shop/web-1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("cluster-network-policy, admin-network-policy, cilium");
  }
}

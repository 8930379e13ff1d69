package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.fabric8.PracticeApi;
import salvor.custody.CaseLedger;
import salvor.custody.Sha256;
import salvor.report.ContextsReport;
import salvor.report.PodsReport;
import salvor.report.RightsReport;
import salvor.terminal.ExitCode;
import salvor.training.apiserver.Faults.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor contexts}, {@code pods} and {@code rights} against the practice server. */
class ClusterCommandsTest {
  private static final String HOSTILE = "\u001b[2Jx\u202ey";

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Terminal terminal = new Terminal();

  @AfterEach
  void close() {
    api.close();
  }

  private String kubeconfig(String text) throws Exception {
    return Files.writeString(dir.resolve("kubeconfig"), text).toString();
  }

  private String as(String token) throws Exception {
    return kubeconfig(api.kubeconfig(token));
  }

  private JsonNode json(String schema) throws Exception {
    var valid =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(valid.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    assertThat(valid.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  @Test
  void listsPodsWithWorkloadAndDigest() throws Exception {
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "web-abc-1", "labels": {"pod-template-hash": "abc"},
          "ownerReferences": [{"kind": "ReplicaSet", "name": "web-abc", "uid": "r", "controller": true}]},
         "spec": {"nodeName": "node1", "containers": [{"name": "app", "image": "app:1"}]},
         "status": {"phase": "Running", "podIP": "10.0.0.9", "containerStatuses": [{"name": "app", "ready": true,
          "state": {"running": {}}, "imageID": "app@sha256:%s"}]}}
        """
            .formatted("c".repeat(64)));
    api.pod("plain");
    String file = as(PracticeApi.ADMIN);
    assertThat(terminal.said("pods", "--kubeconfig", file))
        .contains("as admin")
        .containsPattern(
            "shop +web-abc-1 +1/1 +Running +0 +\\d+s +node1 +10.0.0.9 +deployment/web +cccccccccccc\n")
        .containsPattern("plain +0/1 +Running .*pod/plain +unknown\n")
        .contains("2 pods");
    terminal.said("pods", "--kubeconfig", file, "-n", "shop", "--json", "-");
    JsonNode pod = json(PodsReport.schema()).at("/pods/1");
    assertThat(pod.path("workload").asString()).isEqualTo("web");
    assertThat(pod.at("/containers/0/digestForm").asString()).isEqualTo("repo_digest");
    assertThat(api.asked("/pods?"))
        .as("one request for all of them")
        .extracting(Object::toString)
        .containsExactly(
            "GET /api/v1/pods?limit=500", "GET /api/v1/namespaces/shop/pods?limit=500");
  }

  @Test
  void saysThatThereIsNoSuchNamespace() throws Exception {
    String file = as(PracticeApi.ADMIN);
    assertThat(terminal.run("pods", "--kubeconfig", file, "-n", "nope")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is no namespace nope");
    assertThat(terminal.run("pods", "--kubeconfig", as(PracticeApi.LIMITED), "-n", "nope"))
        .as("where that may not be asked")
        .isNotEqualTo(ExitCode.USAGE);
  }

  @Test
  void followsPodsAndTellsTheHoles() throws Exception {
    api.pod("a");
    String file = as(PracticeApi.ADMIN);
    assertThat(terminal.said("pods", "--kubeconfig", file, "--watch", "--for", "2", "--json", "-"))
        .contains("{\"change\":\"added\",\"namespace\":\"shop\",\"name\":\"a\"");
    assertThat(terminal.run("pods", "--kubeconfig", file, "--watch", "--json", "x")).isEqualTo(2);
  }

  @Test
  void tellsTheMissingVerbForEachUse() throws Exception {
    api.allow("[{\"apiGroups\": [\"\"], \"resources\": [\"pods/exec\"], \"verbs\": [\"create\"]}]");
    String file = as(PracticeApi.LIMITED);
    assertThat(terminal.said("rights", "--kubeconfig", file))
        .contains("as limited", "collect    missing:\n  get pods/exec\n")
        .contains(
            "contain    nothing is allowed; missing:\n  create networkpolicies.networking.k8s.io\n")
        .doesNotContain("create pods/exec")
        .contains("packaging/rbac/collect.yaml")
        .contains("checkpoint nothing is allowed; missing:\n  create nodes/proxy\n  no role of")
        .doesNotContain("packaging/rbac/checkpoint.yaml");
    terminal.said("rights", "--kubeconfig", file, "--json", "-");
    JsonNode uses = json(RightsReport.schema()).path("uses");
    assertThat(uses.at("/1/rights/0/answer").asString()).isEqualTo("denied");
    assertThat(uses.at("/1/rights/1/answer").asString()).isEqualTo("allowed");
  }

  @Test
  void whatIsAskedOfAClusterForACaseStandsInItsLedgerWithTheHashOfWhatCameOut() throws Exception {
    String file = as(PracticeApi.ADMIN);
    String folder = dir.resolve("case").toString();
    Path markdown = dir.resolve("r.md");
    terminal.said("rights", "--kubeconfig", file, "--case", folder, "--json", "-");
    terminal.said(
        "readiness", "--kubeconfig", file, "--case", folder, "--markdown", markdown.toString());
    Path objects =
        Files.writeString(
            dir.resolve("a.yaml"), "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n");
    terminal.said("drift", objects.toString(), objects.toString(), "--case", folder);
    List<JsonNode> records = new ArrayList<>();
    assertThat(CaseLedger.in(Path.of(folder), InstantSource.system()).check(records::add).faults())
        .isEmpty();
    assertThat(records)
        .extracting(r -> r.path("event").asString() + " " + r.at("/request/verb").asString())
        .containsExactly(
            "accessed rights",
            "exported rights",
            "accessed readiness",
            "exported readiness",
            "accessed drift");
    assertThat(records.get(1).at("/actor/k8sUser").asString()).isEqualTo("admin");
    assertThat(records.get(1).at("/target/apiServerCaSha256").asString()).matches("[0-9a-f]{64}");
    assertThat(records.get(3).at("/artefact/sha256").asString()).isEqualTo(Sha256.of(markdown));
  }

  @Test
  void saysWhatIsWrongWithTheWayThere() throws Exception {
    assertThat(terminal.run("pods", "--kubeconfig", as("expired"))).isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err()).contains("does not accept the credentials (401)", "Log in again");
    assertThat(terminal.run("pods", "--kubeconfig", as(PracticeApi.LIMITED)))
        .isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err()).contains("Not allowed: list pods in all namespaces");
    api.faults.plan(1, r -> true, new Fault.Page(200, "text/html", "<html>" + HOSTILE));
    assertThat(terminal.run("rights", "--kubeconfig", as(PracticeApi.ADMIN)))
        .isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err()).contains("is no Kubernetes API").doesNotContain("\u001b", "\u202e");
    assertThat(terminal.run("pods", "--kubeconfig", dir.resolve("no").toString()))
        .isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err()).contains("there is no such file");
    assertThat(terminal.run("pods", "--kubeconfig", as("x"), "--context", "other"))
        .isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err()).contains("no context is called other");
  }

  @Test
  void showsThePluginInsteadOfRunningIt() throws Exception {
    Path mark = dir.resolve("was-run");
    String file =
        kubeconfig(
            api.kubeconfig(
                api.address(),
                api.authority(),
                "{exec: {command: touch, args: [\"" + mark + "\"]}}"));
    assertThat(terminal.run("pods", "--kubeconfig", file)).isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err())
        .contains("would run a program", "touch " + mark, "was not run", "--confirm-plugin ");
    assertThat(terminal.run("pods", "--kubeconfig", file, "--confirm-plugin", "0123456789abcdef"))
        .as("another plugin's fingerprint")
        .isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.said("contexts", "--kubeconfig", file))
        .contains(
            "* here", "known by    exec plugin", "would run   touch " + mark, "not confirmed");
    assertThat(mark).doesNotExist();
    terminal.said("contexts", "--kubeconfig", file, "--json", "-");
    assertThat(json(ContextsReport.schema()).at("/contexts/0/pluginConfirmed").asBoolean())
        .isFalse();
  }

  @Test
  void showsToWhomARefreshTokenWouldBeSent() throws Exception {
    String file =
        kubeconfig(
            api.kubeconfig(
                api.address(),
                api.authority(),
                "{auth-provider: {name: oidc, config: {idp-issuer-url: \"https://127.0.0.1:1\","
                    + " client-id: kube, client-secret: s3cret, refresh-token: r3fresh}}}"));
    assertThat(terminal.said("contexts", "--kubeconfig", file))
        .contains("would renew https://127.0.0.1:1 as client kube", "not confirmed")
        .doesNotContain("s3cret", "r3fresh");
    terminal.said("contexts", "--kubeconfig", file, "--json", "-");
    JsonNode context = json(ContextsReport.schema()).at("/contexts/0");
    assertThat(context.path("renewalConfirmed").asBoolean()).isFalse();
    assertThat(terminal.run("pods", "--kubeconfig", file)).isEqualTo(ExitCode.CLUSTER);
    String shown = context.path("renewalFingerprint").asString().substring(0, 12);
    assertThat(terminal.err())
        .contains("Nothing was sent", "--confirm-plugin " + shown + " renews it")
        .doesNotContain("s3cret", "r3fresh");
  }

  @Test
  void showsAProxyWithoutItsPassword() throws Exception {
    String file =
        kubeconfig(
            api.kubeconfig(PracticeApi.ADMIN)
                .replace("    server:", "    proxy-url: socks5://me:s3c@ret@p:1\n    server:"));
    assertThat(terminal.said("contexts", "--kubeconfig", file))
        .contains("proxy       socks5://p:1")
        .doesNotContain("ret@");
    assertThat(terminal.said("contexts", "--kubeconfig", file, "--json", "-"))
        .doesNotContain("ret@");
  }

  @Test
  void noNameSteersTheTerminal() throws Exception {
    api.create(
        "pods",
        "{\"metadata\": {\"namespace\": \"shop\", \"name\": \"\\u001b[2Jx\\u202ey<b>\"},"
            + " \"status\": {\"phase\": \"\\u001b]0;pwned\\u0007\"}}");
    String file =
        kubeconfig(
            api.kubeconfig(PracticeApi.ADMIN).replaceAll("\\bhere\\b", "\"\\\\e[2Jx\\\\u202ey\""));
    assertThat(terminal.said("pods", "--kubeconfig", file))
        .doesNotContain("\u001b", "\u202e", "\u0007");
    assertThat(terminal.said("contexts", "--kubeconfig", file))
        .contains("\\x1b[2Jx")
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void marksAPracticeCluster() throws Exception {
    api.create(
        "namespaces",
        "{\"metadata\": {\"name\": \"kube-system\", \"labels\": {\"salvor.io/practice\": \"webshell\"}}}");
    assertThat(terminal.said("pods", "--kubeconfig", as(PracticeApi.ADMIN)))
        .contains("PRACTICE: a practice cluster (webshell)");
  }
}

package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import salvor.training.PracticeKubectl.Said;
import salvor.training.apiserver.ApiResources;

/** The practice cluster as the kubectl of this machine sees it; left out where there is none. */
class KubectlConformanceTest {
  private static final String WEB = "web-5468d8c4df-8ppl7";
  @TempDir private Path folder;

  private interface Story {
    void play(PracticeKubectl kubectl) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> readsAsFromAnyCluster() throws IOException {
    return eachKubectl(this::reads);
  }

  @TestFactory
  Stream<DynamicTest> runsProgramsInContainers() throws IOException {
    return eachKubectl(this::runsPrograms);
  }

  @TestFactory
  Stream<DynamicTest> changesObjects() throws IOException {
    return eachKubectl(this::changes);
  }

  @TestFactory
  Stream<DynamicTest> worksWithWorkloads() throws IOException {
    return eachKubectl(this::workloads);
  }

  @Test
  void isSkippedWithAReasonWithoutKubectl() throws IOException {
    assumeTrue(!PracticeKubectl.programs().isEmpty(), "no kubectl from 1.29 on is on this machine");
    assertThat(PracticeKubectl.programs()).allMatch(Files::isExecutable);
  }

  private Stream<DynamicTest> eachKubectl(Story story) throws IOException {
    List<Path> programs = PracticeKubectl.programs();
    assumeTrue(!programs.isEmpty(), "no kubectl from 1.29 on is on this machine");
    return programs.stream()
        .map(program ->
            DynamicTest.dynamicTest(program.getFileName().toString(), () -> play(program, story)));
  }

  private void play(Path program, Story story) throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    ReplayClock clock =
        new ReplayClock(
            InstantSource.system(), recording.attack().orElseThrow().plusSeconds(60), 1);
    try (PracticeCluster cluster =
        new PracticeCluster(recording, resources, 0, clock, InstantSource.system())) {
      Path kubeconfig = folder.resolve("kubeconfig-" + program.getFileName());
      cluster.writeKubeconfig(kubeconfig);
      story.play(new PracticeKubectl(program, PracticeKubectl.minor(program), kubeconfig));
    }
  }

  private static Said fine(Said said) {
    assertThat(said.code()).as(said.all()).isZero();
    return said;
  }

  private static Said refused(Said said, String why) {
    assertThat(said.code()).as(said.all()).isNotZero();
    assertThat(said.all()).contains(why);
    return said;
  }

  private void reads(PracticeKubectl kubectl) throws Exception {
    assertThat(fine(kubectl.run("get", "pods")).out()).contains("NAME", "READY", WEB, "Running");
    assertThat(fine(kubectl.run("get", "pods", "-A", "-o", "wide")).out())
        .contains("NAMESPACE", "NODE", "node2", "web-bare", "logship-rtpzd");
    assertThat(fine(kubectl.run("get", "pod", WEB, "-o", "json")).out())
        .contains("\"kind\": \"Pod\"", "sha256:");
    assertThat(fine(kubectl.run("get", "pod", WEB, "-o", "yaml")).out())
        .contains("kind: Pod", "name: " + WEB);
    assertThat(fine(kubectl.run("get", "pods", "-l", "app in (web)", "-o", "name")).out().lines())
        .hasSize(2);
    assertThat(
            fine(kubectl.run(
                    "get", "pods", "--field-selector", "spec.nodeName=node2", "-o", "name"))
                .out())
        .contains("pod/cache-0")
        .doesNotContain(WEB);
    assertThat(fine(kubectl.run("describe", "pod", WEB)).out())
        .contains("Controlled By:  ReplicaSet/web-5468d8c4df", "Container ID:");
    assertThat(fine(kubectl.run("describe", "deploy", "web")).out()).contains("2 desired");
    assertThat(fine(kubectl.run("describe", "node", "node1")).out())
        .contains("Non-terminated Pods");
    assertThat(fine(kubectl.run("describe", "svc", "web")).out()).contains(":8080");
    assertThat(fine(kubectl.run("get", "events")).out()).contains("SuccessfulCreate");
    assertThat(fine(kubectl.run("api-resources")).out()).contains("networkpolicies", "PodDisrup");
    assertThat(fine(kubectl.run("auth", "can-i", "delete", "pods")).out()).contains("yes");
    assertThat(fine(kubectl.run("auth", "can-i", "--list")).out()).contains("*.*");
    assertThat(fine(kubectl.run("auth", "whoami")).out()).contains("practice");
    refused(kubectl.run("top", "pods"), "Metrics API not available");
    refused(kubectl.run("get", "pod", "nobody"), "pods \"nobody\" not found");
    logs(kubectl);
    asAccount(kubectl);
  }

  private void logs(PracticeKubectl kubectl) throws Exception {
    assertThat(fine(kubectl.run("logs", WEB, "--tail=3")).out().lines()).hasSize(3);
    assertThat(fine(kubectl.run("logs", WEB, "--tail=1", "--timestamps")).out())
        .containsPattern("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z 10\\.");
    assertThat(fine(kubectl.run("logs", WEB, "--since=10m")).out()).contains("GET /");
    refused(kubectl.run("logs", WEB, "--previous"), "previous terminated container \"web\"");
    Process follow = kubectl.begin("logs", WEB, "-f", "--tail=1");
    try (BufferedReader lines = reader(follow)) {
      assertThat(lines.readLine()).contains("HTTP/1.1");
      assertThat(lines.readLine()).contains("HTTP/1.1");
      fine(kubectl.run("delete", "pod", WEB, "--force", "--grace-period=0"));
      assertThat(lines.lines().toList()).isNotNull();
      assertThat(follow.waitFor()).isZero();
    } finally {
      follow.destroy();
    }
  }

  /** What a service account may do, with a token that the cluster gave for it. */
  private void asAccount(PracticeKubectl kubectl) throws Exception {
    String token = fine(kubectl.run("create", "token", "web")).out().strip();
    String kubeconfig = Files.readString(kubectl.kubeconfig());
    Path file = folder.resolve("account-" + kubectl.program().getFileName());
    Files.writeString(file, kubeconfig.replaceAll("token: \".*\"", "token: \"" + token + "\""));
    PracticeKubectl account = new PracticeKubectl(kubectl.program(), kubectl.minor(), file);
    assertThat(fine(account.run("auth", "whoami")).out())
        .contains("system:serviceaccount:shop:web");
    assertThat(fine(account.run("get", "pods")).out()).contains("cache-0");
    refused(account.run("get", "nodes"), "User \"system:serviceaccount:shop:web\" cannot list");
    refused(account.run("delete", "pod", "cache-0"), "cannot delete resource \"pods\"");
    assertThat(account.run("auth", "can-i", "delete", "pods").out()).contains("no");
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private void runsPrograms(PracticeKubectl kubectl) throws Exception {
    runsCommands(kubectl); // by WebSocket from 1.31 on, by SPDY before
    for (String protocol : List.of("SPDY", "WebSocket")) {
      runsCommands(kubectl.by(protocol));
    }
    debugs(kubectl);
  }

  private static void runsCommands(PracticeKubectl kubectl) throws Exception {
    assertThat(fine(kubectl.run("exec", WEB, "--", "ps")).out()).contains("nginx");
    assertThat(fine(kubectl.run("exec", WEB, "--", "cat", "/etc/hostname")).out().strip())
        .isEqualTo(WEB);
    assertThat(kubectl.run("exec", WEB, "--", "sh", "-c", "test -f /none").code()).isEqualTo(1);
    Said absent = refused(kubectl.run("exec", WEB, "--", "cat", "/none"), "No such file");
    assertThat(absent.out()).isEmpty();
    refused(kubectl.run("exec", "pay-75d8fd44df-klqbd", "--", "sh"), "executable file not found");
    assertThat(fine(kubectl.with("one\ntwo\n", "exec", "-i", WEB, "--", "cat")).out())
        .isEqualTo("one\ntwo\n");
    assertThat(
            fine(kubectl.with("one\ntwo\n", "exec", "-i", WEB, "--", "sh", "-c", "cat | wc -l"))
                .out())
        .contains("2");
    assertThat(kubectl.with("id\nexit 3\n", "exec", "-i", WEB, "--", "sh").code()).isEqualTo(3);
    assertThat(fine(kubectl.run("exec", WEB, "--", "ss", "-tln")).out()).contains("0.0.0.0:8080");
  }

  private static void debugs(PracticeKubectl kubectl) throws Exception {
    fine(
        kubectl.run(
            "debug",
            WEB,
            "--image=registry.lab.example/shop/cache:0.9",
            "--target=web",
            "-c",
            "look",
            "--",
            "sh"));
    fine(
        kubectl.run(
            "wait",
            "pod/" + WEB,
            "--timeout=30s",
            "--for=jsonpath={.status.ephemeralContainerStatuses[0].state.running.startedAt}"));
    assertThat(fine(kubectl.run("exec", WEB, "-c", "look", "--", "ps")).out()).contains("nginx");
  }

  private void changes(PracticeKubectl kubectl) throws Exception {
    String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: note}\ndata: {a: \"%s\"}\n";
    assertThat(fine(kubectl.with(map.formatted("1"), "apply", "-f", "-")).out())
        .contains("created");
    assertThat(fine(kubectl.with(map.formatted("1"), "apply", "-f", "-")).out())
        .contains("unchanged");
    assertThat(kubectl.with(map.formatted("2"), "diff", "-f", "-").code()).isEqualTo(1);
    assertThat(fine(kubectl.with(map.formatted("2"), "apply", "-f", "-")).out())
        .contains("configured");
    assertThat(fine(kubectl.with(map.formatted("9"), "apply", "--dry-run=server", "-f", "-")).out())
        .contains("server dry run");
    assertThat(value(kubectl)).isEqualTo("2");
    refused(
        kubectl.with(map.formatted("3"), "apply", "--server-side", "--field-manager=x", "-f", "-"),
        "Apply failed with 1 conflict");
    fine(
        kubectl.with(
            map.formatted("3"),
            "apply",
            "--server-side",
            "--field-manager=x",
            "--force-conflicts",
            "-f",
            "-"));
    assertThat(value(kubectl)).isEqualTo("3");
    refused(
        kubectl.run(
            "patch",
            "cm",
            "note",
            "--type=json",
            "-p",
            "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"no\"}]"),
        "request is invalid");
    fine(kubectl.run("patch", "cm", "note", "--type=merge", "-p", "{\"data\":{\"a\":\"4\"}}"));
    assertThat(value(kubectl)).isEqualTo("4");
    fine(
        kubectl.run(
            "patch",
            "deploy",
            "web",
            "--type=strategic",
            "-p",
            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"tty\":false}]}}}}"));
    fine(kubectl.run("label", "pod", WEB, "seen=yes"));
    assertThat(fine(kubectl.run("get", "pods", "-l", "seen", "-o", "name")).out()).contains(WEB);
    fine(kubectl.run("label", "pod", WEB, "seen-"));
    assertThat(fine(kubectl.run("get", "pods", "-l", "seen", "-o", "name")).out()).isEmpty();
    fine(kubectl.run("annotate", "pod", WEB, "why=looked"));
    assertThat(fine(kubectl.run("delete", "cm", "note", "--dry-run=server")).out()).contains("dry");
    assertThat(value(kubectl)).isEqualTo("4");
    fine(kubectl.run("create", "namespace", "spare"));
    fine(kubectl.with(map.formatted("1"), "apply", "-n", "spare", "-f", "-"));
    fine(kubectl.run("delete", "namespace", "spare", "--timeout=30s"));
    refused(kubectl.run("get", "cm", "note", "-n", "spare"), "not found");
  }

  private static String value(PracticeKubectl kubectl) throws IOException {
    return fine(kubectl.run("get", "cm", "note", "-o", "jsonpath={.data.a}")).out();
  }

  private void workloads(PracticeKubectl kubectl) throws Exception {
    Process watch = kubectl.begin("get", "deploy", "pay", "--watch");
    try (BufferedReader lines = reader(watch)) {
      assertThat(lines.readLine()).contains("READY");
      assertThat(lines.readLine()).contains("2/2");
      fine(kubectl.run("scale", "deploy", "pay", "--replicas=3"));
      assertThat(lines.lines().anyMatch(line -> line.contains("3/3"))).isTrue();
    } finally {
      watch.destroy();
    }
    String image = "registry.lab.example/shop/web:1.4.3";
    fine(kubectl.run("set", "image", "deploy/web", "web=" + image));
    assertThat(fine(kubectl.run("rollout", "status", "deploy/web", "--timeout=50s")).out())
        .contains("successfully rolled out");
    fine(kubectl.run("rollout", "undo", "deploy/web"));
    fine(kubectl.run("rollout", "status", "deploy/web", "--timeout=50s"));
    assertThat(
            fine(kubectl.run("get", "deploy", "web", "-o", "jsonpath={..containers[0].image}"))
                .out())
        .contains("1.4.2");
    fine(
        kubectl.with(
            """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: cache}
            spec: {minAvailable: 2, selector: {matchLabels: {app: cache}}}
            """,
            "apply",
            "-f",
            "-"));
    refused(
        kubectl.run(
            "drain",
            "node2",
            "--ignore-daemonsets",
            "--force",
            "--delete-emptydir-data",
            "--timeout=8s"),
        "would violate the pod's disruption budget");
    fine(kubectl.run("delete", "pdb", "cache"));
    assertThat(
            fine(kubectl.run(
                    "drain",
                    "node2",
                    "--ignore-daemonsets",
                    "--force",
                    "--delete-emptydir-data",
                    "--timeout=50s"))
                .out())
        .contains("node/node2 drained");
    fine(kubectl.run("uncordon", "node2"));
    fine(kubectl.run("delete", "pod", "cache-1", "--timeout=30s"));
    fine(kubectl.run("delete", "deploy", "pay", "--timeout=30s"));
    fine(kubectl.run("wait", "--for=delete", "pod", "-l", "app=pay", "--timeout=30s"));
    assertThat(fine(kubectl.run("get", "events", "-o", "wide")).out())
        .contains("Scheduled", "Killing", "ScalingReplicaSet");
  }
}

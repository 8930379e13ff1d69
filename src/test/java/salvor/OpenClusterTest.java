package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.casefile.Opening;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.cluster.fabric8.PracticeApi;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCluster;
import salvor.report.SharedView;
import salvor.terminal.Desk;
import salvor.terminal.ExitCode;
import salvor.terminal.SalvorCommand;

/** Clusters that are opened from the command line, one or several at once. */
class OpenClusterTest {
  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final PracticeApi other = new PracticeApi();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<LiveCluster> shown = List.of();
  private List<Path> judgedBy = List.of();

  @AfterEach
  void close() {
    api.close();
    other.close();
  }

  private int run(String... arguments) {
    Desk.Window window =
        new Desk.Window() {
          @Override
          public void show(Opening opening, @Nullable SharedView view) {
            throw new AssertionError("no evidence was named");
          }

          @Override
          public void live(List<LiveCluster> clusters, List<Path> baselines) {
            shown = clusters;
            judgedBy = baselines;
          }
        };
    Desk desk =
        new Desk(
            Salvor.cases(),
            Salvor.reader(),
            new Fabric8Clusters(new Jobs()),
            window,
            new PrintWriter(out),
            new PrintWriter(err, true),
            Progress.NONE,
            false);
    return SalvorCommand.run(desk, arguments);
  }

  private String kubeconfig() throws Exception {
    String both =
        api.kubeconfig(PracticeApi.ADMIN)
                .replace(
                    "users:",
                    """
                    - name: far
                      cluster:
                        server: %s
                        certificate-authority-data: %s
                    users:\
                    """
                        .formatted(other.address(), other.authority()))
            + """
            - name: there/2
              context: {cluster: far, user: me}
            """;
    return Files.writeString(dir.resolve("kubeconfig"), both).toString();
  }

  @Test
  void aKubeconfigAloneOpensTheWindowOnItsCluster() throws Exception {
    assertThat(
            run(
                "--kubeconfig",
                kubeconfig(),
                "--case",
                dir.resolve("case").toString(),
                "-n",
                "shop"))
        .as(err.toString())
        .isZero();
    assertThat(shown).hasSize(1);
    assertThat(shown.getFirst().name()).isEqualTo("here");
    assertThat(shown.getFirst().namespace()).isEqualTo("shop");
    assertThat(shown.getFirst().live().folder()).isEqualTo(dir.resolve("case"));
    assertThat(run("--kubeconfig", kubeconfig(), "--context", "none")).isEqualTo(ExitCode.CLUSTER);
    assertThat(err.toString()).contains("no context is called none");
    assertThat(run("--kubeconfig", kubeconfig(), "evidence")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aPracticeClusterIsJudgedByItsScenario() throws Exception {
    api.create(
        "namespaces",
        "{\"metadata\": {\"name\": \"kube-system\", \"labels\": {\"salvor.io/practice\": \"webshell\"}}}");
    String into = dir.resolve("case").toString();
    assertThat(run("--kubeconfig", kubeconfig(), "--case", into)).isZero();
    assertThat(judgedBy).as(err.toString()).hasSize(1);
    assertThat(judgedBy.getFirst().toString()).endsWith("webshell/baseline.json");
    String own = "evidence-samples/clean/baseline.json";
    assertThat(run("--kubeconfig", kubeconfig(), "--case", into, "--baseline", own)).isZero();
    assertThat(judgedBy).containsExactly(Path.of(own));
  }

  @Test
  void severalClustersAreFollowedEachInItsFolder() throws Exception {
    api.pod("a");
    other.pod("a");
    Path into = dir.resolve("case");
    String file = kubeconfig();
    assertThat(
            run(
                "watch",
                "--kubeconfig",
                file,
                "--context",
                "here",
                "--context",
                "there/2",
                "--into",
                into.toString(),
                "--for",
                "3"))
        .as(err.toString())
        .isZero();
    assertThat(err.toString())
        .contains("salvor: here: following 0 sensors", "salvor: there/2: following 0 sensors");
    try (var folders = Files.list(into)) {
      assertThat(folders)
          .hasSize(2)
          .allMatch(folder -> Files.exists(folder.resolve("objects/pods.jsonl")))
          .anyMatch(folder -> folder.endsWith("here"))
          .anyMatch(folder -> folder.getFileName().toString().startsWith("there-2-"));
    }
    assertThat(api.asked("/pods?limit")).isNotEmpty();
    assertThat(other.asked("/pods?limit")).isNotEmpty();
  }

  @Test
  void kubescapesProfilesAreTakenOneByOne() throws Exception {
    String out = dir.resolve("taken.json").toString();
    String file = kubeconfig();
    assertThat(run("baseline", "import", "--kubeconfig", file, "--out", out))
        .isEqualTo(ExitCode.NO_EVIDENCE);
    assertThat(err.toString()).contains("the cluster has none of Kubescape's profiles");
    String group = "spdx.softwarecomposition.kubescape.io";
    api.serveKind(group, "v1beta1", "applicationprofiles", "ApplicationProfile");
    api.serveKind(group, "v1beta1", "networkneighborhoods", "NetworkNeighborhood");
    api.create(
        "applicationprofiles",
        """
        {"apiVersion": "%s/v1beta1", "kind": "ApplicationProfile",
         "metadata": {"namespace": "shop", "name": "replicaset-web",
          "annotations": {"kubescape.io/completion": "complete", "kubescape.io/status": "completed"},
          "labels": {"kubescape.io/workload-kind": "Deployment", "kubescape.io/workload-name": "web",
           "kubescape.io/workload-namespace": "shop"}},
         "spec": {"containers": [{"name": "app", "imageID": "docker.io/app@sha256:%s",
          "execs": [{"path": "/bin/app", "args": ["/bin/app", "serve"]}]}]}}
        """
            .formatted(group, "c".repeat(64)));
    assertThat(run("baseline", "import", "--kubeconfig", file, "--out", out))
        .as(err.toString())
        .isZero();
    assertThat(Files.readString(dir.resolve("taken.json"))).contains("/bin/app", "shop");
    assertThat(api.asked("/namespaces/shop/applicationprofiles/replicaset-web"))
        .as("a list of the aggregated API leaves out what they say")
        .hasSize(1);
    assertThat(run("baseline", "import", "--out", out)).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void oneOfSeveralThatDoesNotAnswerIsNamedAndNothingIsFollowed() throws Exception {
    String file = kubeconfig();
    other.close();
    assertThat(run("--kubeconfig", file, "--context", "here", "--context", "there/2"))
        .isEqualTo(ExitCode.CLUSTER);
    assertThat(err.toString()).contains("Nobody listens at");
    assertThat(shown).isEmpty();
  }
}

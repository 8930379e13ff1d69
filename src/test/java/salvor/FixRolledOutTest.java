package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.jobs.Jobs;
import salvor.terminal.ExitCode;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;

/** A fix is rolled out in the practice cluster, by commands, until no pod runs the bad digest. */
class FixRolledOutTest {
  private static final String BAD =
      "sha256:19e1abb80260fe991034a31d09783b8ca8527b5317811a83345a0f0931ae573d";
  private static final String FIXED =
      "sha256:8cc973f45cbd121cb895b4c906f0455e97fae9e874727422165db3d88dc74810";
  private static final int FASTER = 10;

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private int rollout(String command, String... more) {
    String[] all = new String[more.length + 8];
    String kubeconfig = dir.resolve("kubeconfig").toString();
    System.arraycopy(
        new String[] {
          "rollout", command, "--kubeconfig", kubeconfig, "--bad", BAD, "--fixed", FIXED
        },
        0,
        all,
        0,
        8);
    System.arraycopy(more, 0, all, 8, more.length);
    return terminal.run(all);
  }

  private void delete(String namespace, String name) throws Exception {
    try (Cluster cluster =
        new Fabric8Clusters(new Jobs())
            .connect(
                Kubeconfigs.read(List.of(dir.resolve("kubeconfig")), KubeContext.Origin.USER)
                    .contexts()
                    .getFirst(),
                Confirmed.NOTHING)) {
      String uid = cluster.get(ObjectKind.PODS, namespace, name).at("/metadata/uid").asString();
      cluster.change(new Change.Delete(ObjectKind.PODS, namespace, name, uid, 0L), false, () -> {});
    }
  }

  @Test
  void countsThePodsDownAndPassesTheGate() throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    Instant began = Instant.now();
    InstantSource wall =
        () -> began.plus(Duration.between(began, Instant.now()).multipliedBy(FASTER));
    ReplayClock clock = new ReplayClock(wall, recording.begin(), 0);
    try (PracticeCluster practice = new PracticeCluster(recording, resources, 0, clock, wall)) {
      practice.writeKubeconfig(dir.resolve("kubeconfig"));
      String folder = Files.createDirectory(dir.resolve("case")).toString();
      String[] apply = {"--case", folder, "--reason", "CVE-2026-1", "--yes", "--for", "120"};
      assertThat(rollout("apply", apply)).as(terminal.err()).isEqualTo(ExitCode.FOUND);
      assertThat(terminal.out())
          .contains(
              "3 pods on the bad digest",
              "set the fixed image of shop/web: done",
              "Deployment shop/web: all 2 replaced and available",
              "1 pod on the bad digest",
              "pods that nothing replaces run the bad digest still");
      assertThat(terminal.err()).contains("salvor: 2 pods on the bad digest");
      assertThat(
              terminal.run(
                  "playbook", "run", "vulnerable-image", "--case", folder, "--done", "recover"))
          .isEqualTo(ExitCode.FOUND);
      assertThat(terminal.err())
          .contains("No pod in the open runs the bad digest: 1 does (bad-digest-pods)");
      delete("staging", "web-bare");
      assertThat(rollout("status", "--case", folder, "--for", "60"))
          .as(terminal.out())
          .isEqualTo(ExitCode.DONE);
      assertThat(terminal.out()).contains("No pod in the open runs the bad digest.");
      terminal.run("playbook", "run", "vulnerable-image", "--case", folder, "--done", "recover");
      assertThat(terminal.out()).contains("[x] recover");
    }
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.Trouble;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.cluster.fabric8.PracticeApi;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.KubescapeProfiles;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;

/** What Kubescape keeps in a cluster, taken while that is watched. */
class KubescapeInClusterTest {
  private static final String GROUP = "spdx.softwarecomposition.kubescape.io";

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();

  @AfterEach
  void close() {
    api.close();
  }

  private KubescapeProfiles.Found found(String token) throws Exception {
    Path file = Files.writeString(dir.resolve("kubeconfig"), api.kubeconfig(token));
    KubeContext context =
        Kubeconfigs.read(List.of(file), KubeContext.Origin.USER).context("").orElseThrow();
    try (Cluster cluster = new Fabric8Clusters(new Jobs()).connect(context, Confirmed.NOTHING);
        LiveCase live =
            new LiveCase(
                cluster,
                dir.resolve("case"),
                new LiveJudging(Salvor.reader(), Salvor::judge, List.of(), 1 << 20),
                new Jobs(),
                InstantSource.system())) {
      return live.kubescape("", Progress.NONE);
    }
  }

  private void profile(String name, String completion) {
    api.create(
        "applicationprofiles",
        """
        {"apiVersion": "%s/v1beta1", "kind": "ApplicationProfile",
         "metadata": {"namespace": "shop", "name": "replicaset-%s",
          "annotations": {"kubescape.io/completion": "%s", "kubescape.io/status": "completed"},
          "labels": {"kubescape.io/workload-kind": "Deployment", "kubescape.io/workload-name": "%s",
           "kubescape.io/workload-namespace": "shop"}},
         "spec": {"containers": [{"name": "app", "imageID": "docker.io/app@sha256:%s",
          "execs": [{"path": "/bin/app", "args": ["/bin/app", "serve"]}]}]}}
        """
            .formatted(GROUP, name, completion, name, "c".repeat(64)));
  }

  @Test
  void eachProfileIsTakenWithHowCompleteItIs() throws Exception {
    api.serveKind(GROUP, "v1beta1", "applicationprofiles", "ApplicationProfile");
    profile("web", "complete");
    profile("pay", "partial");
    KubescapeProfiles.Found found = found(PracticeApi.ADMIN);
    assertThat(found.profiles())
        .extracting(p -> p.key().workload(), p -> p.state(Facet.EXEC))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("web", FacetState.STABLE),
            org.assertj.core.groups.Tuple.tuple("pay", FacetState.TRUNCATED));
    assertThat(found.profiles()).extracting(Profile::elements).noneMatch(List::isEmpty);
    assertThat(found.sources())
        .allMatch(source -> source.sha256() != null)
        .extracting(source -> source.path())
        .containsExactlyInAnyOrder(
            "applicationprofiles shop/replicaset-web", "applicationprofiles shop/replicaset-pay");
    assertThat(found.troubles().get("containerprofiles")).isInstanceOf(Trouble.Missing.class);
    assertThat(found.troubles()).doesNotContainKey("applicationprofiles");
  }

  @Test
  void whoMayNotListThemIsToldSo() throws Exception {
    api.serveKind(GROUP, "v1beta1", "applicationprofiles", "ApplicationProfile");
    KubescapeProfiles.Found found = found(PracticeApi.LIMITED);
    assertThat(found.profiles()).isEmpty();
    assertThat(found.troubles().get("applicationprofiles")).isInstanceOf(Trouble.Forbidden.class);
  }
}

package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LivePods;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;
import tools.jackson.databind.json.JsonMapper;

/** Between two recordings into one folder nothing was heard, and a silence ends with its own. */
class FollowedSensorsTest {
  private static final String POD =
      """
      {"metadata": {"namespace": "falco", "name": "falco-a", "uid": "1"},
       "spec": {"nodeName": "node1",
                "containers": [{"name": "falco", "image": "docker.io/falcosecurity/falco:1"}]}}
      """;

  @TempDir Path folder;

  private void recorded() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    Cluster away =
        (Cluster)
            Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, arguments) -> {
                  asked.countDown();
                  throw new ClusterFailure(new Trouble.Other("away"));
                });
    LivePods pods = new LivePods();
    pods.added(JsonMapper.shared().readTree(POD));
    InstantSource clock = InstantSource.system();
    try (HoleLog log = new HoleLog(folder.resolve("not-heard"), clock);
        FollowedSensors sensors =
            new FollowedSensors(away, folder.resolve("sensors"), log, new Jobs(), clock)) {
      sensors.follow(pods.all());
      assertThat(asked.await(60, TimeUnit.SECONDS)).as("lost, and asked again").isTrue();
    }
  }

  private List<String> written(int number) throws Exception {
    return Files.readAllLines(
        folder.resolve("not-heard/falco_falco-a_falco/%06d.jsonl".formatted(number)));
  }

  @Test
  void twoRecordingsIntoOneFolderAreNotOne() throws Exception {
    recorded();
    assertThat(written(1)).hasSize(2);
    assertThat(written(1).getFirst()).contains("\"to\":null", "away");
    assertThat(written(1).getLast()).contains("away").doesNotContain("\"to\":null");
    try (Recorder line =
        new Recorder(folder.resolve("sensors/falco_falco-a_falco"), InstantSource.system())) {
      line.line("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    recorded();
    assertThat(written(2).getFirst())
        .contains("not-heard", "between two recordings")
        .doesNotContain("\"to\":null");
  }
}

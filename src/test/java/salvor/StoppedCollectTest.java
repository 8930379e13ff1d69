package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Progress;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults;

/** The program itself, asked to end by the signal of {@code kill} in the middle of a collection. */
@Timeout(300)
class StoppedCollectTest {
  private @TempDir Path dir;

  private Process collect(Path kubeconfig) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of("salvor.Salvor", "collect", "shop/" + LivePractice.VICTIM));
    command.addAll(List.of("--kubeconfig", kubeconfig.toString(), "--yes", "--unsigned"));
    command.addAll(List.of("--case", dir.resolve("case").toString(), "--reason", "a drill"));
    command.addAll(List.of("--out", dir.resolve("bundle").toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("said").toFile())
        .start();
  }

  @Test
  void sealsWhatItHasByThen() throws Exception {
    ApiResources resources = new ApiResources();
    InstantSource wall = InstantSource.system();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    CountDownLatch there = new CountDownLatch(1);
    try (PracticeCluster practice =
        new PracticeCluster(
            recording, resources, 0, new ReplayClock(wall, recording.begin(), 0), wall)) {
      Path kubeconfig = dir.resolve("kubeconfig");
      practice.writeKubeconfig(kubeconfig);
      practice
          .faults()
          .plan(
              1,
              request -> {
                boolean log = request.path().endsWith("/log");
                if (log) {
                  there.countDown();
                }
                return log;
              },
              new Faults.Fault.HalfOpen());
      Process child = collect(kubeconfig);
      try {
        assertThat(there.await(2, TimeUnit.MINUTES)).as("it came to the log").isTrue();
        child.destroy();
        child.waitFor();
      } finally {
        child.toHandle().destroyForcibly();
      }
    }
    assertThat(Files.readString(dir.resolve("said"))).contains("It was cancelled");
    assertThat(
            BundleCheck.of(dir.resolve("bundle"), BundleCheck.Trusted.NOBODY, Progress.NONE)
                .standing())
        .isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(Files.readString(dir.resolve("bundle/custody.jsonl")))
        .contains("\"said\":\"cancelled\"", "state/web.tar");
  }
}

package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.UnaskedCluster;
import salvor.jobs.Jobs;
import tools.jackson.databind.json.JsonMapper;

/** Each sensor is followed as long as it is there, and again when it is there again. */
@Timeout(60)
class FollowedSensorsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T05:00:00Z");
  @TempDir Path folder;
  private final LinkedBlockingQueue<Log> asked = new LinkedBlockingQueue<>();
  private @Nullable RuntimeException broken;

  private static LivePod falco() {
    return falco("falco-0");
  }

  private static LivePod falco(String name) {
    LivePods pods = new LivePods();
    pods.added(
        JsonMapper.shared()
            .readTree(
                """
                {"metadata":{"namespace":"falco","name":"%s","uid":"u","resourceVersion":"1"},
                 "spec":{"nodeName":"node1",
                         "containers":[{"name":"falco","image":"docker.io/falcosecurity/falco:0.40"}]}}
                """
                    .formatted(name)));
    return pods.all().getFirst();
  }

  /** A log with one line that then says nothing. */
  private static final class Log implements LogStream {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(2);

    @Override
    public @Nullable LogLine next() {
      read.countDown();
      if (read.getCount() > 0) {
        return new LogLine((NOW + " {}").getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
      }
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private final class OneLog extends UnaskedCluster {
    @Override
    public LogStream logs(LogRequest request) {
      if (broken != null) {
        throw broken;
      }
      Log log = new Log();
      asked.add(log);
      return log;
    }

    @Override
    public void close() {}
  }

  /** As when a DaemonSet is rolled out: the silence of the node ends, and is a hole. */
  @Test
  void aPodThatIsGoneIsNotAwaitedWhenAnotherOfItsSensorIsHeardOnTheNode() throws Exception {
    InstantSource clock = InstantSource.fixed(NOW);
    try (HoleLog holes = new HoleLog(folder.resolve("not-heard"), clock);
        FollowedSensors sensors =
            new FollowedSensors(
                new OneLog(), folder.resolve("sensors"), holes, new Jobs(), clock)) {
      sensors.follow(List.of(falco()));
      assertThat(asked.take().read.await(30, TimeUnit.SECONDS)).isTrue();
      sensors.follow(List.of());
      assertThat(sensors.heard().getFirst().since()).isEqualTo(NOW);
      sensors.follow(List.of(falco("falco-1")));
      assertThat(asked.take().read.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(sensors.heard())
          .extracting(each -> each.sensor().pod(), each -> each.lost())
          .containsExactly(org.assertj.core.groups.Tuple.tuple("falco-1", null));
      assertThat(sensors.holes())
          .extracting(hole -> hole.sensor().pod())
          .containsExactly("falco-0");
    }
  }

  @Test
  void isFollowedAgainWhenAPodOfItsNameIsThereAgain() throws Exception {
    InstantSource clock = InstantSource.fixed(NOW);
    try (HoleLog holes = new HoleLog(folder.resolve("not-heard"), clock);
        FollowedSensors sensors =
            new FollowedSensors(
                new OneLog(), folder.resolve("sensors"), holes, new Jobs(), clock)) {
      sensors.follow(List.of(falco()));
      Log first = asked.take();
      assertThat(first.read.await(30, TimeUnit.SECONDS)).isTrue();
      sensors.follow(List.of());
      assertThat(first.closed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(sensors.heard().getFirst().lost()).isNotNull();
      sensors.follow(List.of());
      sensors.follow(List.of(falco()));
      Log second = asked.take();
      assertThat(second.read.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(sensors.heard()).hasSize(1);
      assertThat(sensors.heard().getFirst().lost()).isNull();
      assertThat(sensors.holes()).hasSize(1);
      assertThat(asked).isEmpty();
    }
    try (var files = Files.list(folder.resolve("sensors"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void isNotTakenForHeardWhenItsFollowingBreaks() throws Exception {
    broken = new IllegalStateException("should not happen");
    InstantSource clock = InstantSource.fixed(NOW);
    try (HoleLog holes = new HoleLog(folder.resolve("not-heard"), clock);
        FollowedSensors sensors =
            new FollowedSensors(
                new OneLog(), folder.resolve("sensors"), holes, new Jobs(), clock)) {
      sensors.follow(List.of(falco()));
      while (sensors.heard().getFirst().lost() == null) {
        Thread.onSpinWait();
      }
      assertThat(String.valueOf(sensors.heard().getFirst().lost())).contains("should not happen");
    }
  }
}

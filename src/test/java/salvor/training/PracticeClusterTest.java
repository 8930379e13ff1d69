package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import salvor.training.apiserver.ApiResources;

class PracticeClusterTest {
  private final ApiResources resources = new ApiResources();

  private Recording recording() throws IOException {
    return Recording.read(Path.of("evidence-samples/webshell"), resources);
  }

  /** Whoever asked the server meanwhile would wait, and Vert.x print where it is. */
  @Test
  void playsThePastBeforeItServes() throws IOException {
    Recording recording = recording();
    List<Thread> played = new CopyOnWriteArrayList<>();
    InstantSource wall =
        () -> {
          boolean plays =
              StackWalker.getInstance()
                  .walk(frames ->
                      frames.anyMatch(f -> f.getClassName().equals(Replay.class.getName())));
          if (plays) {
            played.add(Thread.currentThread());
          }
          return Instant.now();
        };
    ReplayClock clock = new ReplayClock(wall, recording.attack().orElseThrow(), 0);
    try (PracticeCluster cluster = new PracticeCluster(recording, resources, 0, clock, wall)) {
      assertThat(cluster.port()).isPositive();
      assertThat(played).first().isSameAs(Thread.currentThread());
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void tellsWhenTheRecordingHasEnded() throws Exception {
    Recording recording = recording();
    Instant last = recording.happenings().getLast().time();
    InstantSource wall = InstantSource.system();
    ReplayClock clock = new ReplayClock(wall, last.minusNanos(1), 0);
    try (PracticeCluster cluster = new PracticeCluster(recording, resources, 0, clock, wall)) {
      assertThat(cluster.isOver()).isFalse();
      cluster.speed(1);
      cluster.awaitOver();
      assertThat(cluster.isOver()).isTrue();
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsMadeOfTheRecordingIsWaitedFor() throws Exception {
    Recording read = recording();
    Instant end = read.happenings().getLast().time();
    AlsoEntered also = Objects.requireNonNull(read.also());
    Recording recording =
        new Recording(
            read.scenario(),
            read.objects(),
            read.happenings(),
            new AlsoEntered(also.pod(), end.minusSeconds(1), also.until()));
    Instant[] now = {Instant.parse("2030-01-01T00:00:00Z")};
    CountDownLatch turns = new CountDownLatch(100);
    InstantSource wall =
        () -> {
          if (Thread.currentThread().getName().contains("vert.x")) {
            turns.countDown();
          }
          return now[0];
        };
    ReplayClock clock = new ReplayClock(wall, end.plusSeconds(5), 1);
    try (PracticeCluster cluster = new PracticeCluster(recording, resources, 0, clock, wall)) {
      turns.await();
      assertThat(cluster.isOver()).isFalse();
      now[0] = now[0].plusSeconds(300);
      cluster.awaitOver();
    }
  }
}

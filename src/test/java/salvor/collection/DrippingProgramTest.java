package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.Permission;
import salvor.cluster.UnaskedCluster;
import salvor.jobs.Progress;

/** A program of an image that gives a byte now and then, and never ends. */
@Timeout(60)
class DrippingProgramTest {
  private @TempDir Path dir;
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");

  /** Gives a byte in every ten seconds. */
  private final class Dripping extends UnaskedCluster {
    private boolean closed;

    @Override
    public Exec exec(ExecRequest request, Permission permission) {
      return new Exec() {
        @Override
        public @Nullable Piece next(Duration silence) {
          now = now.plusSeconds(10);
          return new Piece(Channel.OUT, new byte[] {'x'});
        }

        @Override
        public void input(byte[] bytes) {
          throw new UnsupportedOperationException();
        }

        @Override
        public End end() {
          return new End.Lost("");
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  @Test
  void isCutOffAndWhatCameIsKept() throws Exception {
    Dripping cluster = new Dripping();
    InstantSource clock = () -> now;
    CollectionPlan.OfPod pod =
        new CollectionPlan.OfPod(
            "shop", "web", "u", "n", List.of(), List.of(), java.util.Map.of(), List.of());
    Item item =
        Item.program(
            Item.Kind.OUTPUT,
            "app",
            "app/exec/ps.txt",
            CollectionPlan.own("app").getFirst().argv());
    Arrival arrival;
    try (Intake intake = new Intake(dir.resolve("ps.txt"), 1_000_000, _ -> {})) {
      arrival =
          new Source(cluster, () -> {}, pod, Duration.ofSeconds(30), 10, clock)
              .read(item, "app", intake, Progress.NONE)
              .settled(intake);
    }
    assertThat(cluster.closed).isTrue();
    assertThat(arrival.whole()).isFalse();
    assertThat(arrival.truncated()).isTrue();
    assertThat(arrival.said()).isEqualTo(Source.TOO_LONG);
    assertThat(arrival.size()).as("for three times 40 seconds").isEqualTo(13);
    assertThat(arrival.taken(pod, item, "ps.txt", false).result()).isEqualTo(Taken.Result.PART);
  }
}

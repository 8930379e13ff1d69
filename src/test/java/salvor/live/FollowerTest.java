package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Trouble;
import salvor.jobs.JobCancelled;
import salvor.jobs.Progress;

class FollowerTest {
  private static final Sensor SENSOR =
      new Sensor(Sensor.Kind.FALCO, "falco", "falco-a", "falco", "a");
  private static final Instant START = Instant.parse("2026-11-27T01:00:00Z");

  private static final Trouble BROKEN = new Trouble.Other("broken");
  private static final Trouble ENDED = new Trouble.Other("its log ended");

  @TempDir Path folder;

  /** What one connection gives; after the last one the work is cancelled. */
  private interface Connection {
    void give(LogSource.Lines lines) throws ClusterFailure, IOException;
  }

  private final List<Instant> asked = new ArrayList<>();
  private final List<Hole> holes = new ArrayList<>();
  private final List<@Nullable Trouble> lost = new ArrayList<>();

  private List<String> follow(Connection... connections) throws IOException {
    Deque<Connection> left = new ArrayDeque<>(List.of(connections));
    LogSource source =
        (sensor, since, lines, progress) -> {
          if (left.isEmpty()) {
            throw new JobCancelled();
          }
          asked.add(since);
          left.remove().give(lines);
        };
    try (Recorder recorder = new Recorder(folder, InstantSource.fixed(START))) {
      Follower follower =
          new Follower(SENSOR, source, recorder, holes::add, lost::add, (time, progress) -> {});
      assertThatThrownBy(() -> follower.run(Progress.NONE)).isInstanceOf(JobCancelled.class);
    }
    Path file = folder.resolve("000001.jsonl");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static void line(LogSource.Lines lines, int second, String text) throws IOException {
    lines.line(START.plusSeconds(second), text.getBytes(StandardCharsets.UTF_8), true);
  }

  @Test
  void aLineThatComesAgainAfterALossIsWrittenOnce() throws Exception {
    List<String> written =
        follow(
            lines -> {
              line(lines, 1, "a");
              line(lines, 2, "b");
              throw new ClusterFailure(BROKEN);
            },
            lines -> {
              line(lines, 2, "b");
              line(lines, 3, "c");
            });
    assertThat(written).containsExactly("a", "b", "c");
    assertThat(asked).containsExactly(null, START.plusSeconds(2));
    assertThat(holes).isEmpty();
    assertThat(lost).containsExactly(null, BROKEN, null, ENDED);
  }

  @Test
  void aSilentLogIsAskedForAnewWithoutAWord() throws Exception {
    Trouble silent = new Trouble.Silent(java.time.Duration.ofSeconds(150));
    List<String> written =
        follow(
            lines -> {
              line(lines, 1, "a");
              throw new ClusterFailure(silent);
            },
            lines -> {
              line(lines, 1, "a");
              throw new ClusterFailure(silent);
            },
            lines -> {
              line(lines, 1, "a");
              line(lines, 2, "written while the connection was half open");
            });
    assertThat(written).containsExactly("a", "written while the connection was half open");
    assertThat(holes).isEmpty();
    assertThat(lost).doesNotContain(silent);
  }

  @Test
  void aSilentLogWhoseLastLineDoesNotComeAgainIsAHole() throws Exception {
    Trouble silent = new Trouble.Silent(java.time.Duration.ofSeconds(150));
    follow(
        lines -> {
          line(lines, 1, "a");
          throw new ClusterFailure(silent);
        },
        lines -> line(lines, 9, "b"));
    assertThat(holes)
        .containsExactly(new Hole(SENSOR, START.plusSeconds(1), START.plusSeconds(9), silent));
  }

  @Test
  void twoLinesOfOneMomentAreBothWritten() throws Exception {
    List<String> written =
        follow(
            lines -> {
              line(lines, 1, "a");
              line(lines, 1, "b");
            },
            lines -> {
              line(lines, 1, "a");
              line(lines, 1, "b");
              line(lines, 1, "c");
            });
    assertThat(written).containsExactly("a", "b", "c");
    assertThat(holes).isEmpty();
  }

  @Test
  void aLogThatBeginsAnewIsAHole() throws Exception {
    List<String> written =
        follow(lines -> line(lines, 1, "a"), lines -> line(lines, 9, "after a restart"));
    assertThat(written).containsExactly("a", "after a restart");
    assertThat(holes)
        .containsExactly(new Hole(SENSOR, START.plusSeconds(1), START.plusSeconds(9), ENDED));
  }

  @Test
  void whatIsOlderThanTheLastLineIsNotWrittenAgain() throws Exception {
    List<String> written =
        follow(
            lines -> {
              line(lines, 1, "a");
              line(lines, 5, "b");
            },
            lines -> {
              line(lines, 1, "a");
              line(lines, 5, "b");
              line(lines, 6, "c");
            });
    assertThat(written).containsExactly("a", "b", "c");
  }

  @Test
  void theRestOfALongLineGoesWhereItsBeginWent() throws Exception {
    List<String> written =
        follow(
            lines -> {
              lines.line(START, bytes("long "), false);
              lines.more(bytes("line"), true);
            },
            lines -> {
              lines.line(START, bytes("long "), false);
              lines.more(bytes("line"), true);
              line(lines, 1, "next");
            });
    assertThat(written).containsExactly("long line", "next");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatCannotBeWrittenEndsItAndIsNoLostConnection() throws Exception {
    Recorder recorder = new Recorder(folder, InstantSource.fixed(START));
    Files.createDirectory(folder.resolve("000001.jsonl")); // where its first file would be
    LogSource source = (sensor, since, lines, progress) -> line(lines, 1, "a");
    Follower follower =
        new Follower(SENSOR, source, recorder, holes::add, lost::add, (time, progress) -> {});
    assertThatThrownBy(() -> follower.run(Progress.NONE)).isInstanceOf(IOException.class);
    assertThat(lost).containsExactly((Trouble) null);
  }
}

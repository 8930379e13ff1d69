package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Gap;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That nobody was heard is written down while it is so. */
class HoleLogTest {
  private static final Sensor SENSOR =
      new Sensor(Sensor.Kind.FALCO, "falco", "falco-a", "falco", "node1");
  private static final Instant START = Instant.parse("2026-11-27T05:00:00Z");
  private static final Trouble BROKEN = new Trouble.Other("broken");

  @TempDir Path folder;

  private static List<JsonNode> lines(Path file) throws Exception {
    return Files.readAllLines(file).stream().map(JsonMapper.shared()::readTree).toList();
  }

  @Test
  void isThereBeforeTheSensorIsHeardAgain() throws Exception {
    try (HoleLog log = new HoleLog(folder, InstantSource.fixed(START))) {
      log.lost(SENSOR, START, BROKEN);
      Path file = folder.resolve("falco_falco-a_falco/000001.jsonl");
      assertThat(lines(file)).hasSize(1);
      log.again(SENSOR, START.plusSeconds(4));
      log.hole(new Hole(SENSOR, START.minusSeconds(1), START.plusSeconds(4), BROKEN));
      assertThat(lines(file))
          .extracting(line -> line.path("salvor").asString())
          .containsExactly("not-heard", "heard-again", "not-heard");
      assertThat(lines(file).getLast().path("from").asString()).isEqualTo("2026-11-27T04:59:59Z");
      assertThat(lines(file).getLast().path("to").asString()).isEqualTo("2026-11-27T05:00:04Z");
      assertThat(lines(file).getFirst().path("to").isNull()).isTrue();
      assertThat(lines(file).getFirst().path("why").asString()).isEqualTo("broken");
      assertThat(lines(file).getFirst().path("of").path("node").asString()).isEqualTo("node1");
      assertThat(log.lines()).isEqualTo(3);
    }
  }

  /** Whoever may make a pod chooses its name. */
  @Test
  void theLongestNamesOfPodsAreWrittenEachToAFolderOfItsOwn() throws Exception {
    String longest = "p".repeat(252);
    try (HoleLog log = new HoleLog(folder, InstantSource.fixed(START))) {
      for (String pod : List.of(longest + "a", longest + "b")) {
        log.lost(
            new Sensor(Sensor.Kind.FALCO, "n".repeat(63), pod, "falco", "node1"), START, BROKEN);
      }
      assertThat(log.segments()).hasSize(2);
    }
  }

  @Test
  void keepsAGapOfAWatchInAFileOfItsOwn() throws Exception {
    try (HoleLog log = new HoleLog(folder, InstantSource.fixed(START))) {
      log.gap(ObjectKind.PODS, new Gap(START, START.plusSeconds(9), BROKEN, false));
      assertThat(log.segments()).hasSize(1);
    }
    JsonNode line = lines(folder.resolve("pods/000001.jsonl")).getFirst();
    assertThat(line.path("of").path("watch").asString()).isEqualTo("pods");
    assertThat(folder.resolve("pods/chunks.jsonl")).exists();
  }
}

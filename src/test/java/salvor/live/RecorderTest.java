package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecorderTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-27T01:00:00Z"));

  @TempDir Path folder;

  private static byte[] line(int number) {
    return ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatArrivedIsInTheFilesAtOnceAndWhole() throws Exception {
    try (Recorder recorder = new Recorder(folder, CLOCK, 40)) {
      for (int i = 0; i < 10; i++) {
        recorder.line(line(i));
        StringBuilder all = new StringBuilder();
        for (Recorder.Segment segment : recorder.segments()) {
          all.append(Files.readString(segment.file()));
          assertThat(segment.bytes()).isEqualTo(Files.size(segment.file()));
        }
        assertThat(all.toString().lines()).hasSize(i + 1).endsWith("{\"n\":" + i + "}");
      }
      assertThat(recorder.lines()).isEqualTo(10);
    }
  }

  @Test
  void everyFileIsListedWithItsHashAndThatOfTheEntryBefore() throws Exception {
    try (Recorder recorder = new Recorder(folder, CLOCK, 40)) {
      for (int i = 0; i < 12; i++) {
        recorder.line(line(i));
      }
    }
    try (Recorder again = new Recorder(folder, CLOCK, 40)) {
      again.line(line(12));
    }
    List<String> entries = Files.readAllLines(folder.resolve(Recorder.CHUNKS));
    String before = "";
    long lines = 0;
    for (String text : entries) {
      JsonNode entry = JsonMapper.shared().readTree(text);
      assertThat(entry.path("before").asString()).isEqualTo(before);
      assertThat(entry.path("sha256").asString())
          .isEqualTo(Sha256.of(folder.resolve(entry.path("file").asString())));
      Sha256 hash = new Sha256();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      hash.update(bytes, 0, bytes.length);
      before = hash.hex();
      lines += entry.path("lines").asLong();
    }
    assertThat(lines).isEqualTo(13);
    assertThat(entries).hasSize((int) Files.list(folder).count() - 1);
  }

  @Test
  void aFileThatWasLeftOpenIsEnteredAtTheNextBeginAndSaidToBe() throws Exception {
    Recorder killed = new Recorder(folder, CLOCK, 1000); // never closed
    killed.line(line(0));
    killed.line(line(1));
    try (Recorder next = new Recorder(folder, CLOCK, 1000)) {
      next.line(line(2));
    }
    List<String> entries = Files.readAllLines(folder.resolve(Recorder.CHUNKS));
    assertThat(entries).hasSize(2);
    JsonNode left = JsonMapper.shared().readTree(entries.getFirst());
    assertThat(left.path("leftOpen").asBoolean()).isTrue();
    assertThat(left.path("lines").asInt()).isEqualTo(2);
    assertThat(left.path("sha256").asString()).isEqualTo(Sha256.of(folder.resolve("000001.jsonl")));
    assertThat(JsonMapper.shared().readTree(entries.getLast()).has("leftOpen")).isFalse();
  }
}

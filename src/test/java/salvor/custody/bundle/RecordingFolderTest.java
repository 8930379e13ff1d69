package salvor.custody.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is whole of a recording at one moment stays that, whatever comes after. */
class RecordingFolderTest {
  @TempDir Path dir;

  @Test
  void aListIsAsItWasBeforeTheFilesThatItListsWereMeasured() throws Exception {
    Path live = Files.createDirectory(dir.resolve("live"));
    Path work = Files.createDirectory(dir.resolve("work"));
    Path list = Files.writeString(live.resolve("chunks.jsonl"), "{}\n");
    Path lines = Files.writeString(live.resolve("000001.jsonl"), "{}\n{\"ha");
    Path objects = Files.writeString(live.resolve("pods.json"), "[]");
    Path fresh = Files.writeString(live.resolve("pods.json.new"), "[");
    RecordingFolder at = new RecordingFolder(live, work);
    Files.writeString(list, "{\"file\":\"000001.jsonl\"}\n", StandardOpenOption.APPEND);
    assertThat(at.part(list)).isEqualTo(new RecordingFolder.Part(list, 3));
    assertThat(at.part(lines)).as("no half line").isEqualTo(new RecordingFolder.Part(lines, 3));
    RecordingFolder.Part copy = Objects.requireNonNull(at.part(objects));
    Files.delete(objects);
    assertThat(copy.file()).hasContent("[]");
    assertThat(at.part(objects)).as("gone").isNull();
    assertThat(at.part(fresh)).as("there for a moment").isNull();
  }
}

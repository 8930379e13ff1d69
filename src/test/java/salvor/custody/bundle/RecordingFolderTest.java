package salvor.custody.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.WorkFolder;
import salvor.jobs.Progress;

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

  @Test
  void aFolderThatIsItsOwnCaseIsSealedWithoutTheWorkOnIt() throws Exception {
    Path own = Files.createDirectory(dir.resolve("own"));
    Files.writeString(own.resolve("000001.jsonl"), "{}\n");
    Path left = Files.createDirectories(own.resolve("custody.pending")).resolve("note.txt");
    Files.writeString(left, "of somebody else");
    InstantSource clock = InstantSource.system();
    CaseLedger ledger = CaseLedger.in(own, clock);
    ledger.write(ledger.entry(Deed.NOTE, null).saying("It begins."));
    Sealing sealing =
        new Sealing(new Sealing.Statement("own", "Ann", null, "a drill"), null, null, clock);
    try (WorkFolder other = WorkFolder.beside(own.resolve("other.zip"))) {
      Files.writeString(other.path().resolve("half"), "x");
      sealing.sealOf(ledger, List.of(own), dir.resolve("out"), Progress.NONE);
    }
    try (Stream<Path> all = Files.walk(dir.resolve("out/data"))) {
      assertThat(all.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .as("neither what announces the sealing nor what another program is at")
          .containsExactlyInAnyOrder(
              "000001.jsonl", "custody.jsonl", "custody-head.json", "note.txt");
    }
  }
}

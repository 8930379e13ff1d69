package salvor.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.custody.Sha256;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.jobs.Progress;

/**
 * A container checkpointed by Podman, runc and CRIU of Debian, and what the kernel said of it just
 * before. {@code src/test/checkpoint/record FOLDER} makes one anew; {@code
 * -Dcheckpoint.recorded=FOLDER} has it tested beside the one that is kept.
 */
class RecordedCheckpointTest {
  @TempDir Path folder;

  static Stream<Path> recordings() {
    String anew = System.getProperty("checkpoint.recorded");
    return Stream.concat(
        Stream.of(Path.of("src/test/resources/salvor/ingest/checkpoint")),
        anew == null ? Stream.empty() : Stream.of(Path.of(anew)));
  }

  private static Path archive(Path recording) {
    return recording.resolve("checkpoint.tar.gz");
  }

  private static List<String> truth(Path recording, String... kinds) throws Exception {
    return Files.readAllLines(recording.resolve("truth.txt")).stream()
        .filter(line -> Stream.of(kinds).anyMatch(line::startsWith))
        .toList();
  }

  private static Checkpoint.Running planted(Path recording) throws Exception {
    return CheckpointFile.read(archive(recording), Progress.NONE).processes().stream()
        .filter(Checkpoint.Running::deleted)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void itsProcessesAndConnectionsAreThoseOfTheKernel(Path recording) throws Exception {
    List<String> told = new ArrayList<>();
    for (Checkpoint.Running each :
        CheckpointFile.read(archive(recording), Progress.NONE).processes()) {
      told.add(
          "process %d of %d %s%s: %s "
              .formatted(
                  each.pid(),
                  each.parent(),
                  each.executable(),
                  each.deleted() ? " (deleted)" : "",
                  String.join(" ", each.arguments())));
      for (Checkpoint.OpenFile file : each.files()) {
        Checkpoint.Socket socket = file.socket();
        if (socket != null) {
          assertThat(socket.state()).isEqualTo("ESTABLISHED");
          told.add(
              "socket ESTAB %s %s of %d".formatted(socket.local(), socket.remote(), each.pid()));
        }
      }
    }
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            truth(recording, "process ", "socket ").stream()
                .map(line -> line.replaceAll("\\[::ffff:([0-9.]+)]", "$1")) // as Salvor writes them
                .toList());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aDeletedFileThatIsOpenIsToldAsDeleted(Path recording) throws Exception {
    assertThat(
            CheckpointFile.read(archive(recording), Progress.NONE).processes().getFirst().files())
        .filteredOn(Checkpoint.OpenFile::deleted)
        .extracting(Checkpoint.OpenFile::target)
        .containsExactly("/tmp/loot");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void theSecretIsFoundWithItsProcess(Path recording) throws Exception {
    MemoryFound found =
        MemorySearch.of(
            archive(recording),
            BytePattern.text("PLANTED=salvor-4f1c-secret"),
            16,
            1000,
            Progress.NONE);
    Checkpoint.Running owner = planted(recording);
    assertThat(owner.environment()).containsExactly("PLANTED=salvor-4f1c-secret");
    assertThat(found.hits())
        .anySatisfy(hit -> {
          assertThat(hit.pids()).containsExactly(owner.pid());
          assertThat(hit.mapping().path()).isEqualTo("[stack]");
        });
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void theDeletedProgramIsExtractedWhole(Path recording) throws Exception {
    Path out = folder.resolve("extracted");
    Extraction.of(archive(recording), planted(recording).pid(), null, out, Progress.NONE);
    assertThat(truth(recording, "program ")).containsExactly("program " + Sha256.of(out));
  }
}

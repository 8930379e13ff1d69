package salvor.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path temporary;

  @Test
  void removesWhatAProgramLeftThatWasKilled() throws IOException {
    Path left = left(".salvor-work123");
    try (WorkFolder work = WorkFolder.beside(temporary.resolve("out"))) {
      assertThat(work.path()).isEmptyDirectory();
      assertThat(left).doesNotExist();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void leavesTheWorkOfOthersAlone() throws IOException {
    Path evidence = left("salvor-work");
    Path begun = Files.createDirectory(temporary.resolve(".salvor-work4"));
    Path linked = Files.createSymbolicLink(temporary.resolve(".salvor-work5"), evidence);
    try (WorkFolder first = WorkFolder.beside(temporary.resolve("out"))) {
      Path kept = Files.writeString(first.path().resolve("part"), "x");
      WorkFolder.beside(temporary.resolve("other")).close();
      assertThat(kept).exists();
    }
    assertThat(begun).exists();
    assertThat(linked).isSymbolicLink();
    assertThat(evidence.resolve("made/member")).exists();
  }

  private Path left(String name) throws IOException {
    Path left = temporary.resolve(name);
    Files.createDirectories(left.resolve("made"));
    Files.writeString(left.resolve("made/member"), "password=hunter2");
    Files.write(left.resolve("lock"), new byte[1]);
    return left;
  }
}

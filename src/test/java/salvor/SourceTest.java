package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the source text that no compiler keeps. */
class SourceTest {
  private static final Path MAIN = Path.of("src/main/java/salvor");

  @Test
  void noFileHoldsTwoIdeas() {
    assertThat(sources().filter(f -> lines(f).size() > 350)).isEmpty();
  }

  @Test
  void everyNameSaysSomething() {
    assertThat(
            sources()
                .map(f -> f.getFileName().toString())
                .filter(n ->
                    n.matches(
                        ".*(Utils?|Helpers?|Manager|Impl|Base|Common|Misc)\\.java|I[A-Z][a-z].*\\.java")))
        .filteredOn(n -> !n.matches("(In|Im|Is)[a-z].*"))
        .isEmpty();
  }

  @Test
  void everyPackageHasItsSentence() throws IOException {
    try (Stream<Path> folders = Files.walk(MAIN)) {
      List<Path> packages =
          folders
              .filter(Files::isDirectory)
              .filter(d -> d.toFile().listFiles((_, n) -> n.endsWith(".java")).length > 0)
              .toList();
      assertThat(packages)
          .allSatisfy(d ->
              assertThat(d.resolve("package-info.java"))
                  .content()
                  .contains("@NullMarked")
                  .contains("/**"));
    }
  }

  private static Stream<Path> sources() {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(f -> f.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where bundles go when nobody says where. */
class BundlePlaceTest {
  @TempDir Path dir;

  @Test
  void thoseOfACaseLieInTheCase() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("incident-7"));
    Files.writeString(folder.resolve("custody.jsonl"), "");
    assertThat(BundlePlace.of(folder, "0123abcd"))
        .isEqualTo(folder.resolve("bundles/collected-0123abcd"));
  }

  @Test
  void thoseOfACaseThatIsNotThereYetToo() {
    assertThat(BundlePlace.of(dir.resolve("none/../new"), "0123abcd"))
        .isEqualTo(dir.resolve("new/bundles/collected-0123abcd"));
  }

  @Test
  void thoseOfARecordingLieBesideIt() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("recorded"));
    Files.writeString(folder.resolve("recording.json"), "{}");
    assertThat(BundlePlace.of(folder.resolve("."), "0123abcd"))
        .isEqualTo(dir.resolve("recorded-bundles/collected-0123abcd"));
  }
}

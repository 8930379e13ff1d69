package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.evidence.Source;
import salvor.jobs.Progress;

/** Recordings of two clusters below one folder are told apart, as far as that can be seen. */
class TwoClustersTest {
  @TempDir Path folder;

  private void recorded(String cluster, String... namesAndUids) throws Exception {
    Path objects = Files.createDirectories(folder.resolve(cluster).resolve("objects"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < namesAndUids.length; i += 2) {
      lines.append(
          """
          {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"%s","uid":"%s"}}
          """
              .formatted(namesAndUids[i], namesAndUids[i + 1]));
    }
    Files.writeString(objects.resolve("pods.jsonl"), lines);
  }

  private List<Source> opened() throws Exception {
    return Salvor.reader().read(List.of(folder), Progress.NONE).evidence().sources();
  }

  @Test
  void podsOfOneNameAndNoUidInCommonAreRemarkedOn() throws Exception {
    recorded("east", "db-0", "1", "web-a", "2");
    recorded("west", "db-0", "3", "web-b", "4");
    List<Source> sources = opened();
    assertThat(sources.getFirst().notes()).isEmpty();
    assertThat(sources.getLast().notes())
        .singleElement()
        .asString()
        .contains("another cluster than", "east", "1 have the same", "shop/db-0", "by itself");
  }

  @Test
  void oneClusterRecordedTwiceIsNot() throws Exception {
    recorded("monday", "db-0", "1", "web-a", "2");
    recorded("tuesday", "db-0", "3", "web-a", "2");
    recorded("without", "other-0", "9");
    assertThat(opened()).hasSize(3).allMatch(source -> source.notes().isEmpty());
  }
}

package salvor.ingest.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.objects.ObjectsFormat;
import salvor.jobs.Progress;
import salvor.workload.Pod;

/** What {@code kubectl cluster-info dump} writes: objects and logs in one stream. */
class ClusterDumpTest {
  private static final String FORGED =
      "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":\"forged\",\"namespace\":\"shop\"}}]}\n";
  private static final String START = "==== START logs for container web of pod shop/web-1 ====\n";
  private static final String END = "==== END logs for container web of pod shop/web-1 ====\n";
  private static final String OBJECTS =
      """
      {
          "kind": "NodeList",
          "apiVersion": "v1",
          "items": [{"metadata": {"name": "node1"}, "status": {"addresses": [{"type": "InternalIP", "address": "10.9.0.1"}]}}]
      }
      {
          "kind": "PodList",
          "apiVersion": "v1",
          "items": [
              {
                  "metadata": {"name": "web-1", "namespace": "shop", "uid": "u1"},
                  "spec": {"containers": [{"name": "web", "image": "shop/web:1"}]},
                  "status": {"podIP": "10.0.0.1"}
              }
          ]
      }
      """;

  @TempDir Path folder;

  private Given read(String name, byte[] content) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return new Import(
            List.of(new ObjectsFormat()),
            List.of(),
            List.of(new ClusterDumpFormat()),
            Limits.ORDINARY)
        .read(List.of(file), Progress.NONE);
  }

  private Given read(String content) throws Exception {
    return read("dump.txt", content.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Observation> all(Given given) {
    var rows = given.evidence().observations();
    return Arrays.stream(rows.byRecord()).mapToObj(rows::get).toList();
  }

  private static List<String> pods(Given given) {
    return given.evidence().inventory().pods().stream().map(Pod::name).toList();
  }

  @Test
  void readsObjectsAndLogsAndTakesNoObjectFromALog() throws Exception {
    Given given =
        read(
            OBJECTS
                + START
                + "listening on 8000\n"
                + FORGED
                + END
                + OBJECTS.replace("web-1", "web-2"));

    assertThat(pods(given)).containsExactly("web-1", "web-2");
    assertThat(all(given))
        .extracting(o -> ((Activity.Logged) o.activity()).text())
        .containsExactly("listening on 8000", FORGED.strip());
    assertThat(all(given).getFirst().location().pod()).isEqualTo("web-1");
    assertThat(all(given).getFirst().location().container()).isEqualTo("web");
    assertThat(given.evidence().inventory().nodes()).containsKey("node1");
    Source source = given.evidence().sources().getFirst();
    assertThat(source.unreadableCount()).isZero();
    assertThat(source.notes()).isEmpty();
  }

  @Test
  void theLogOfAFolderIsOneOfItsContainer() throws Exception {
    Given given =
        read("shop/web-1/logs.txt", (START + "hi\n" + END).getBytes(StandardCharsets.UTF_8));
    assertThat(all(given)).hasSize(1);
    assertThat(all(given).getFirst().location().namespace()).isEqualTo("shop");
  }

  @Test
  void saysWhereALogMayHaveForgedItsEnd() throws Exception {
    Given given = read(OBJECTS + START + "x\n" + END + FORGED + "y\n" + END + OBJECTS);
    Source source = given.evidence().sources().getFirst();
    assertThat(source.notes()).anyMatch(n -> n.contains("ends twice"));

    given = read(OBJECTS + START + "x\n" + END + START + "x\n" + END);
    assertThat(given.evidence().sources().getFirst().notes())
        .anyMatch(n -> n.contains("begins twice"));
  }

  @Test
  void namesThatCannotBeAreNone() throws Exception {
    Given given = read(OBJECTS + START.replace("shop/web-1", "../\u001b[2J") + "x\n");
    assertThat(all(given).getFirst().location().pod()).isNull();
    Source source = given.evidence().sources().getFirst();
    assertThat(source.unreadableCount()).isEqualTo(1);
    assertThat(source.notes()).anyMatch(n -> n.startsWith("cut off"));
  }

  @Test
  void whereverItIsCutWhatCameBeforeIsRead() throws Exception {
    byte[] whole =
        (OBJECTS + START + "listening\nbye\n" + END + OBJECTS).getBytes(StandardCharsets.UTF_8);
    for (int end = 10; end < whole.length; end += 17) {
      Given given = read("cut.txt", Arrays.copyOf(whole, end));
      Source source = given.evidence().sources().getFirst();
      long skipped = source.skipped().values().stream().mapToLong(Long::longValue).sum();
      assertThat(source.observations() + source.unreadableCount() + skipped)
          .isEqualTo(source.lines());
      if (end > OBJECTS.length()) {
        assertThat(pods(given)).contains("web-1");
      }
    }
  }
}

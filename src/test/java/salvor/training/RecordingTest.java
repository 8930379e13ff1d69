package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.training.apiserver.ApiResources;

class RecordingTest {
  private static final Path WEBSHELL = Path.of("evidence-samples/webshell");
  @TempDir private Path samples;
  private Path folder;

  @BeforeEach
  void copy() throws IOException {
    folder = samples.resolve("webshell");
    Path shipped = WEBSHELL.getParent();
    for (Path of : new Path[] {WEBSHELL, shipped.resolve("practice/webshell")}) {
      try (Stream<Path> files = Files.walk(of)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = samples.resolve(shipped.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "practice/scenario.json           | {",
        "practice/scenario.json           | []",
        "practice/scenario.json           | {\"end\": \"soon\"}",
        "evidence/k8s/pods-before.json.gz | {\"items\": [1]}",
        "evidence/k8s/audit.jsonl.gz      | {\"stage\": \"ResponseComplete\", \"responseStatus\": {\"code\": 200}, \"stageTimestamp\": \"x\"}",
        "evidence/k8s/audit.jsonl.gz      | {\"a\":",
        "evidence/falco.jsonl.gz          | {\"time\": \"never\"}",
        "evidence/falco.jsonl.gz          | [[[",
        "practice/processes.jsonl.gz      | {\"argv\"",
        "practice/sockets.jsonl.gz        | nothing",
        "practice/events.json.gz          | {\"items\": [{}]}",
        "practice/logs.jsonl.gz           | {\"time\": 7}"
      })
  void namesTheFileThatCannotBeRead(String file, String text) throws IOException {
    write(file, text);
    assertThatThrownBy(() -> Recording.read(folder, new ApiResources()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(Path.of(file).getFileName().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"at\": \"2026-11-23T04:44:26Z\"|\"at\": \"soon\"|alsoEntered: at is a time after",
        "\"at\": \"2026-11-23T04:44:26Z\"|\"at\": \"2026-11-23T04:43:46Z\"|alsoEntered: at is a time after",
        "\"stepsUntil\": \"2026-11-23T04:44:20Z\"|\"stepsUntil\": \"2026-11-23T04:46:15Z\"|alsoEntered: stepsUntil is a time after",
        "web-5468d8c4df-8ppl7|web-0|alsoEntered: the pod under entry is not there",
        "\"pod\": \"web-5468d8c4df-8ppl7\"|\"namespace\": \"staging\", \"pod\": \"web-bare\"|alsoEntered: no other pod of the image is in the namespace of web-bare",
        "\"attack\": \"2026-11-23T04:43:46Z\",||alsoEntered: nobody attacks"
      })
  void saysWhatIsWrongAboutWhoIsAlsoEntered(String from, @Nullable String to, String said)
      throws IOException {
    String scenario = Files.readString(Scenarios.file(folder, "practice/scenario.json"));
    assertThat(scenario).contains(from);
    write("practice/scenario.json", scenario.replace(from, to == null ? "" : to));
    assertThatThrownBy(() -> Recording.read(folder, new ApiResources()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("scenario.json, " + said);
  }

  @Test
  void namesTheLine() throws IOException {
    write("practice/logs.jsonl.gz", "{\"time\": \"2026-11-23T04:44:00Z\"}\n{\"time\": \"x\"}\n");
    assertThatThrownBy(() -> Recording.read(folder, new ApiResources()))
        .hasMessageContaining("in line 2");
  }

  @Test
  void namesAFileThatIsCutShort() throws IOException {
    Path file = Scenarios.file(folder, "practice/sockets.jsonl.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Recording.read(folder, new ApiResources()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sockets.jsonl.gz");
  }

  @Test
  void leavesOutWhatTheResponderDid() throws IOException {
    Recording recording = Recording.read(WEBSHELL, new ApiResources());
    assertThat(recording.happenings())
        .isSortedAccordingTo(java.util.Comparator.comparing(Happening::time))
        .noneMatch(happening -> happening.toString().contains("ir-debug"));
    assertThat(recording.happenings()).anyMatch(Happening.LogLine.class::isInstance);
  }

  @Test
  void knowsTheAttackersLinesByTheirNumbers() throws IOException {
    Recording recording = Recording.read(WEBSHELL, new ApiResources());
    var steps =
        recording.happenings().stream()
            .filter(Happening.SensorLine.class::isInstance)
            .map(Happening.SensorLine.class::cast)
            .filter(line -> line.step() != null)
            .toList();
    assertThat(steps).as("245 labels less the 6 after the end").hasSize(239);
    assertThat(steps)
        .filteredOn(line -> "fileless-exec".equals(line.step()))
        .anyMatch(line -> line.line().path("rule").asString("").startsWith("Fileless execution"));
  }

  private void write(String name, String text) throws IOException {
    Path file = Scenarios.file(folder, name);
    try (OutputStream out =
        name.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}

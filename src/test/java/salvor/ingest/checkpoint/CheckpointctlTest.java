package salvor.ingest.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recorded checkpoints as checkpointctl tells them, where that is right: 1.3.0 finds no memory
 * in what CRIU 4 writes, and misreads an IPv4 address in an IPv6 socket. {@code
 * src/test/checkpoint/checkpointctl FOLDER} fetches it; {@code -Dcheckpointctl=PROGRAM} has it run.
 */
class CheckpointctlTest {
  /** The kinds that it names otherwise than Salvor does. */
  private static final Map<String, String> KINDS = Map.of("REG", "file", "INETSK", "tcp");

  private static final String MAPPED = "7f00:1::";

  static Stream<Path> recordings() {
    return RecordedCheckpointTest.recordings().map(each -> each.resolve("checkpoint.tar.gz"));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void tellsTheSame(Path archive) throws Exception {
    JsonNode theirs = theirs(archive);
    boolean memory = !theirs.at("/process_tree/cmdline").asString().isBlank();
    List<String> told = new ArrayList<>();
    tree(0, theirs.get("process_tree"), memory, told);
    opened(theirs, told);

    Checkpoint ours = CheckpointFile.read(archive, Progress.NONE);
    assertThat(ours.processes())
        .hasSizeGreaterThan(3)
        .flatMap(process -> told(process, memory))
        .containsExactlyInAnyOrderElementsOf(told);
    assertThat(ours.mounts())
        .extracting(Checkpoint.Mount::place)
        .containsAll(theirs.get("mounts").valueStream().map(m -> text(m, "destination")).toList());
    assertThat(ours.location().containerId()).isEqualTo(text(theirs, "id"));
    assertThat(ours.name()).isEqualTo(text(theirs, "container_name"));
    assertThat(ours.created().original()).startsWith(text(theirs, "created").replace("Z", ""));
  }

  private static List<String> told(Checkpoint.Running process, boolean memory) {
    List<String> told = new ArrayList<>();
    told.add("%d of %d: %s".formatted(process.pid(), process.parent(), process.name()));
    if (memory) {
      told.add(process.pid() + " runs " + String.join(" ", process.arguments()));
      told.add(process.pid() + " has " + new TreeSet<>(process.environment()));
    }
    for (Checkpoint.OpenFile file : process.files()) {
      told.add(
          "%d: %d is a %s %s"
              .formatted(
                  process.pid(),
                  file.descriptor(),
                  file.kind(),
                  file.kind().equals("file") ? file.target() : ""));
      Checkpoint.Socket socket = file.socket();
      if (socket != null) {
        told.add(
            "%d: %s %s to %s"
                .formatted(process.pid(), socket.state(), socket.local(), socket.remote()));
      }
    }
    return told;
  }

  private static void tree(int parent, JsonNode process, boolean memory, List<String> told) {
    int pid = process.get("pid").intValue();
    told.add("%d of %d: %s".formatted(pid, parent, text(process, "command")));
    if (memory) {
      told.add(pid + " runs " + text(process, "cmdline").strip());
      TreeSet<String> environment = new TreeSet<>();
      process
          .path("environment_variables")
          .properties()
          .forEach(each -> environment.add(each.getKey() + "=" + each.getValue().asString()));
      told.add(pid + " has " + environment);
    }
    process.path("children").forEach(child -> tree(pid, child, memory, told));
  }

  private static void opened(JsonNode theirs, List<String> told) {
    for (JsonNode process : theirs.get("file_descriptors")) {
      for (JsonNode file : process.get("open_files")) {
        String kind = text(file, "type");
        if (!kind.isEmpty()) { // else its folder or its root
          String number = text(file, "fd").replaceFirst(".* ", "");
          String name = KINDS.getOrDefault(kind, kind.toLowerCase(Locale.ROOT));
          String path = kind.equals("REG") ? text(file, "path") : "";
          told.add("%s: %s is a %s %s".formatted(process.get("pid"), number, name, path));
        }
      }
    }
    for (JsonNode process : theirs.get("sockets")) {
      for (JsonNode socket : process.get("open_sockets")) {
        JsonNode data = socket.get("data");
        told.add(
            "%s: %s %s:%s to %s:%s"
                .formatted(
                    process.get("pid"),
                    text(data, "state"),
                    text(data, "src").replace(MAPPED, "127.0.0.1"),
                    data.get("src_port"),
                    text(data, "dst").replace(MAPPED, "127.0.0.1"),
                    data.get("dst_port")));
      }
    }
  }

  private static String text(JsonNode of, String name) {
    return of.path(name).asString("");
  }

  private static JsonNode theirs(Path archive) throws Exception {
    String program = System.getProperty("checkpointctl", "checkpointctl");
    Process running;
    try {
      running =
          new ProcessBuilder(program, "inspect", "--all", "--format", "json", archive.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "checkpointctl is not here: " + absent.getMessage());
      throw absent;
    }
    JsonNode told = new JsonMapper().readTree(running.getInputStream().readAllBytes());
    assertThat(running.waitFor()).isZero();
    return told.get(0);
  }
}

package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Observations;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.capture.CaptureFormat;
import salvor.jobs.Progress;
import salvor.training.Happening.OpenSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The toolbox in the web shell's pod while the attacker is in it. */
class PlayedToolboxTest {
  private final List<OpenSocket> sockets = new ArrayList<>();
  private boolean permitted = true;
  private Toolbox toolbox;

  @BeforeEach
  void inTheWebPod() throws IOException {
    PracticeWorld cluster = new PracticeWorld(120);
    var pod = cluster.find("pods", "web-5468d8c4df-8ppl7").orElseThrow();
    var box = cluster.world.container(pod, "web").orElseThrow();
    sockets.addAll(box.sockets);
    sockets.add(
        new OpenSocket(
            box.id, Instant.EPOCH, "10.0.0.1:40000", "203.0.113.9:4444", "ESTAB", 0, "step"));
    Scene scene = new Scene(pod, box, Instant.EPOCH.plusSeconds(90_000), Instant.EPOCH);
    toolbox =
        new Toolbox(
            scene,
            new Toolbox.Surroundings() {
              @Override
              public Toolbox.Reply reply(String host, int port) {
                return switch (port) {
                  case 81 -> Toolbox.Reply.SILENT;
                  case 82 -> Toolbox.Reply.REFUSES;
                  default -> Toolbox.Reply.ANSWERS;
                };
              }

              @Override
              public String ownId() {
                return "f".repeat(64);
              }

              @Override
              public boolean traces() {
                return permitted;
              }

              @Override
              public boolean captures() {
                return permitted;
              }

              @Override
              public int user() {
                return 65532;
              }

              @Override
              public List<OpenSocket> sockets() {
                return List.copyOf(sockets);
              }

              @Override
              public Optional<List<OpenSocket>> end(String host, int port) {
                if (!permitted) {
                  return Optional.empty();
                }
                sockets.removeIf(socket -> Toolbox.ended(socket, host, port));
                return Optional.of(List.of());
              }
            });
  }

  private List<JsonNode> lines(String... words) {
    List<String> all = new ArrayList<>(List.of(Toolbox.PROGRAM));
    all.addAll(List.of(words));
    return new String(toolbox.run(all).out(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }

  private static String outcome(JsonNode line) {
    return line.path("outcome").asString() + " " + line.path("errno").asString("");
  }

  @Test
  void tellsWhichItIs() {
    assertThat(lines("version").getFirst().path("toolbox").asString()).isEqualTo("salvor");
    assertThat(toolbox.run(List.of(Toolbox.PROGRAM, "dance")).code()).isEqualTo(2);
  }

  @Test
  void listsSocketsThatKeepTheirNumbers() {
    List<JsonNode> before = lines("sockets");
    assertThat(before).hasSize(sockets.size());
    JsonNode last = before.getLast();
    assertThat(last.path("state").asString()).isEqualTo("ESTABLISHED");
    assertThat(last.path("sent").asLong()).isPositive();
    sockets.removeFirst();
    assertThat(lines("sockets").getLast().path("inode")).isEqualTo(last.path("inode"));
  }

  @Test
  void triesTargetsByThePolicies() {
    List<JsonNode> told =
        lines(
            "probe",
            "--timeout-ms",
            "700",
            "tcp:10.0.0.1:80",
            "dns:10.96.0.10:53:kubernetes.default",
            "http:[fd00::1]:8080:/x",
            "tcp:10.0.0.1:81",
            "tcp:10.0.0.1:82",
            "tcp:127.0.0.1:9",
            "nonsense");
    assertThat(told)
        .extracting(PlayedToolboxTest::outcome)
        .containsExactly(
            "connected ",
            "answered ",
            "answered ",
            "timeout ETIMEDOUT",
            "refused ECONNREFUSED",
            "refused ECONNREFUSED",
            "error EINVAL");
    assertThat(
            toolbox.run(List.of(Toolbox.PROGRAM, "probe", "--timeout-ms", "700", "tcp:1.2.3.4:81")))
        .satisfies(outcome -> assertThat(outcome.took().toMillis()).isEqualTo(700));
  }

  @Test
  void endsConnectionsOnlyWithTheRightTo() {
    permitted = false;
    assertThat(lines("kill", "203.0.113.9:4444"))
        .extracting(PlayedToolboxTest::outcome)
        .containsExactly("not-permitted EPERM");
    assertThat(sockets).anyMatch(s -> s.remote().equals("203.0.113.9:4444"));
    permitted = true;
    assertThat(lines("kill", "203.0.113.9:80")).isEmpty();
    assertThat(lines("kill", "203.0.113.9"))
        .extracting(PlayedToolboxTest::outcome)
        .containsExactly("destroyed ");
    assertThat(sockets).noneMatch(s -> s.remote().equals("203.0.113.9:4444"));
  }

  private Commands.Outcome run(String... words) {
    List<String> all = new ArrayList<>(List.of(Toolbox.PROGRAM));
    all.addAll(List.of(words));
    return toolbox.run(all);
  }

  private static Map<String, byte[]> unpacked(byte[] tar) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry each; (each = in.getNextEntry()) != null; ) {
        members.put(each.getName(), in.readAllBytes());
      }
    }
    return members;
  }

  private static List<JsonNode> lines(Map<String, byte[]> members, String name) {
    return new String(members.get(name), StandardCharsets.UTF_8)
        .lines()
        .map(line -> (JsonNode) JsonMapper.shared().readTree(line))
        .toList();
  }

  private static JsonNode said(Commands.Outcome outcome) {
    return JsonMapper.shared().readTree(outcome.error());
  }

  @Test
  void aLimitIsToldAsTheProgramTellsIt() throws IOException {
    Map<String, byte[]> whole = unpacked(run("collect").out());
    JsonNode end = lines(whole, "collected/end.json").getFirst();
    assertThat(end.path("complete").asBoolean()).isTrue();
    assertThat(List.copyOf(whole.keySet()).getLast()).isEqualTo("collected/end.json");
    Map<String, byte[]> cut = unpacked(run("collect", "--max-bytes", "20000").out());
    JsonNode less = lines(cut, "collected/end.json").getFirst();
    assertThat(less.path("complete").asBoolean()).isFalse();
    assertThat(less.at("/truncated/0").asString())
        .matches("max-bytes: [1-9]\\d* left out, the first proc/.*");
    assertThat(cut.size()).isLessThan(whole.size());
  }

  @Test
  void withoutTheRightToAnExecutableIsRefusedAndToldSo() throws IOException {
    permitted = false;
    Map<String, byte[]> members = unpacked(run("collect").out());
    List<JsonNode> refused =
        lines(members, "collected/executables.jsonl").stream()
            .filter(line -> line.has("error"))
            .toList();
    assertThat(refused).isNotEmpty().allMatch(line -> line.path("size").isNull());
    assertThat(lines(members, "collected/errors.jsonl"))
        .filteredOn(line -> line.path("what").asString().equals("hash"))
        .hasSameSizeAs(refused);
  }

  @Test
  void copiesWhatIsAskedForAndSaysWhatIsNotThere() throws IOException {
    Map<String, byte[]> members =
        unpacked(run("copy", "--max-bytes", "1000000", "/etc", "/nix").out());
    assertThat(new String(members.get("root/etc/passwd"), StandardCharsets.UTF_8))
        .startsWith("root:");
    assertThat(lines(members, "collected/files.jsonl"))
        .isNotEmpty()
        .allMatch(line -> line.path("why").asString().equals("asked"))
        .allMatch(line -> line.path("kept").asBoolean());
    assertThat(lines(members, "collected/errors.jsonl"))
        .singleElement()
        .matches(line -> line.path("errno").asString().equals("ENOENT"));
    assertThat(run("copy").code()).isEqualTo(2);
  }

  @Test
  void memoryHoldsWhatTheRecordingKnowsOfItAndNothingElse() throws IOException {
    Map<String, byte[]> members = unpacked(run("collect").out());
    String maps =
        members.keySet().stream().filter(n -> n.endsWith("/maps")).findFirst().orElseThrow();
    String pid = maps.split("/")[1];
    String stack =
        new String(members.get(maps), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.endsWith("[stack]"))
            .findFirst()
            .orElseThrow()
            .split(" ")[0];
    Commands.Outcome range = run("memory", pid, stack);
    String line = new String(members.get("proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
    assertThat(new String(range.out(), StandardCharsets.UTF_8)).startsWith(line);
    assertThat(said(range).path("complete").asBoolean()).isTrue();
    assertThat(said(range).path("sha256").asString()).isEqualTo(Commands.sha256(range.out()));
    assertThat(run("memory", pid, stack.split("-")[0]).out()).isEqualTo(range.out());
    Commands.Outcome some = run("memory", "--max-bytes", "10", pid, stack);
    assertThat(some.out()).hasSize(10);
    assertThat(said(some).path("truncated").asString()).isEqualTo("max-bytes");
    Commands.Outcome hole = run("memory", pid, "10000-20000");
    assertThat(hole.out()).isEmpty();
    assertThat(said(hole).path("errno").asString()).isEqualTo("EIO");
    assertThat(run("memory", "4194304", "0-1000").code()).isEqualTo(4);
    assertThat(run("memory", pid, "nonsense").code()).isEqualTo(2);
    permitted = false;
    assertThat(run("memory", pid, stack).code()).isEqualTo(3);
  }

  @Test
  void packetsAreOfTheConnectionsThereAre(@TempDir Path folder) throws Exception {
    Commands.Outcome taken = run("capture", "--max-seconds", "3");
    assertThat(taken.took().toSeconds()).isEqualTo(3);
    assertThat(said(taken).path("ended").asString()).isEqualTo("max-seconds");
    assertThat(said(taken).path("packets").asInt()).isPositive();
    assertThat(said(taken).path("bytes").asInt()).isEqualTo(taken.out().length);
    Given given =
        new Import(List.of(), List.of(), List.of(new CaptureFormat()), Limits.ORDINARY)
            .read(List.of(Files.write(folder.resolve("a.pcap"), taken.out())), Progress.NONE);
    assertThat(given.evidence().sources().getFirst().format()).isEqualTo("pcap");
    Observations all = given.evidence().observations();
    String seen =
        IntStream.range(0, all.size())
            .mapToObj(row -> all.get(row).activity().toString())
            .collect(Collectors.joining("\n"));
    assertThat(seen).contains("203.0.113.9", "4444");
    Commands.Outcome few = run("capture", "--max-seconds", "3", "--max-bytes", "200");
    assertThat(said(few).path("ended").asString()).isEqualTo("max-bytes");
    assertThat(few.out().length).isLessThanOrEqualTo(200);
    permitted = false;
    assertThat(run("capture").code()).isEqualTo(3);
    assertThat(said(run("capture")).path("errno").asString()).isEqualTo("EPERM");
  }

  @Test
  void isKnownByItsImagesName() {
    assertThat(Toolbox.isIn("ghcr.io/salvor/salvor-toolbox@sha256:" + "a".repeat(64))).isTrue();
    assertThat(Toolbox.isIn("localhost:5000/salvor-toolbox:1")).isTrue();
    assertThat(Toolbox.isIn("busybox:1.36")).isFalse();
    assertThat(Toolbox.isIn("not-salvor-toolbox")).isFalse();
  }
}

package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salvor.training.Happening.OpenSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The toolbox in the web shell's pod while the attacker is in it. */
class ToolboxTest {
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
        .extracting(ToolboxTest::outcome)
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
        .extracting(ToolboxTest::outcome)
        .containsExactly("not-permitted EPERM");
    assertThat(sockets).anyMatch(s -> s.remote().equals("203.0.113.9:4444"));
    permitted = true;
    assertThat(lines("kill", "203.0.113.9:80")).isEmpty();
    assertThat(lines("kill", "203.0.113.9"))
        .extracting(ToolboxTest::outcome)
        .containsExactly("destroyed ");
    assertThat(sockets).noneMatch(s -> s.remote().equals("203.0.113.9:4444"));
  }

  @Test
  void isKnownByItsImagesName() {
    assertThat(Toolbox.isIn("ghcr.io/salvor/salvor-toolbox@sha256:" + "a".repeat(64))).isTrue();
    assertThat(Toolbox.isIn("localhost:5000/salvor-toolbox:1")).isTrue();
    assertThat(Toolbox.isIn("busybox:1.36")).isFalse();
    assertThat(Toolbox.isIn("not-salvor-toolbox")).isFalse();
  }
}

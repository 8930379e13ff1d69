package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.training.apiserver.Answer;
import tools.jackson.databind.JsonNode;

class ShellTest {
  private Shell shell;

  @BeforeEach
  void inTheWebPod() throws IOException {
    PracticeWorld cluster = new PracticeWorld(0);
    var pod = cluster.find("pods", "web-5468d8c4df-8ppl7").orElseThrow();
    var box = cluster.world.container(pod, "web").orElseThrow();
    Scene scene = new Scene(pod, box, Instant.EPOCH.plusSeconds(90_000), Instant.EPOCH);
    shell =
        new Shell(
            new Commands(
                scene,
                new Commands.Effects() {
                  @Override
                  public boolean reaches(String host, int port) {
                    return port == 80;
                  }

                  @Override
                  public Optional<Integer> kill(String host) {
                    return Optional.empty();
                  }
                }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo a  b                    ! a b\\n                  ! 0",
        "echo 'a  b'                  ! a  b\\n                 ! 0",
        "false; echo x                ! x\\n                    ! 0",
        "false && echo x              !                        ! 1",
        "false || echo x              ! x\\n                    ! 0",
        "true && true || echo x       !                        ! 0",
        "cat /etc/hostname            ! web-5468d8c4df-8ppl7\\n ! 0",
        "cat /no 2>/dev/null          !                        ! 1",
        "sh -c 'echo x; false'        ! x\\n                    ! 1",
        "echo a > /tmp/x              !                        ! 1",
        "echo a >/dev/null            ! a\\n                    ! 0",
        "test -f /etc/passwd          !                        ! 0",
        "nc -z -w 1 10.0.0.1 80       !                        ! 0",
        "nc -z -w 1 10.0.0.1 81       !                        ! 1",
        "nosuch                       !                        ! 127"
      })
  void runsLines(String row) {
    String[] part = row.split("!");
    Commands.Outcome outcome = shell.run(part[0].strip());
    assertThat(new String(outcome.out(), StandardCharsets.UTF_8))
        .isEqualTo(part[1].strip().replace("\\n", "\n"));
    assertThat(outcome.code()).as(outcome.error()).isEqualTo(Integer.parseInt(part[2].strip()));
  }

  @Test
  void pipesAndReadsInput() {
    assertThat(out("cat /etc/passwd | grep root | wc -l", "")).isEqualTo("1\n");
    assertThat(out("cat | wc -l", "a\nb\nc\n")).isEqualTo("3\n");
    assertThat(out("head -n 1; cat", "a\nb\n")).isEqualTo("a\n");
  }

  private String out(String line, String input) {
    return new String(
        shell.run(line, input.getBytes(StandardCharsets.UTF_8)).out(), StandardCharsets.UTF_8);
  }

  private static final class Wire implements Answer.Channels {
    private final StringBuilder out = new StringBuilder();
    private final List<JsonNode> ended = new ArrayList<>();
    private Consumer<byte[]> input = bytes -> {};

    @Override
    public void send(int channel, byte[] bytes) {
      out.append(channel == 1 ? "" : "!").append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void onInput(Consumer<byte[]> reader) {
      input = reader;
    }

    @Override
    public void end(JsonNode status) {
      ended.add(status);
    }

    @Override
    public void onClose(Runnable then) {}

    @Override
    public void later(long millis, Runnable then) {
      then.run();
    }

    private void type(String text) {
      input.accept(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aTerminalEchoesAndCorrects() {
    Wire wire = new Wire();
    new Terminal(wire, () -> shell, true).start();
    wire.type("echx\u007fo hi\r");
    assertThat(wire.out.toString()).contains("# ", "hi\r\n");
    wire.type("junk\u0003exit\r");
    assertThat(wire.ended).hasSize(1);
  }

  @Test
  void aTerminalEndsWithTheLastCode() {
    Wire wire = new Wire();
    new Terminal(wire, () -> shell, false).start();
    wire.type("false\n");
    wire.input.accept(new byte[0]);
    assertThat(wire.ended.getFirst().at("/details/causes/0/message").asString("")).isEqualTo("1");
    Wire other = new Wire();
    new Terminal(other, () -> shell, false).start();
    other.type("exit 7\n");
    assertThat(other.ended.getFirst().at("/details/causes/0/message").asString("")).isEqualTo("7");
  }
}

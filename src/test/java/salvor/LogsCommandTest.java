package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.LogLine;
import salvor.cluster.fabric8.PracticeApi;
import salvor.report.LogText;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor logs}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogsCommandTest {
  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Terminal terminal = new Terminal();
  private String file = "";

  @BeforeEach
  void pod() throws Exception {
    api.pod("a");
    file =
        Files.writeString(dir.resolve("kubeconfig"), api.kubeconfig(PracticeApi.ADMIN)).toString();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private int run(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "logs";
    System.arraycopy(more, 0, all, 1, more.length);
    all[all.length - 2] = "--kubeconfig";
    all[all.length - 1] = file;
    return terminal.run(all);
  }

  @Test
  void tellsALogToItsEndAlsoWhereThatIsNoLine() {
    assertThat(run("shop/a")).as(terminal.err()).isZero();
    assertThat(terminal.out().lines()).containsExactly("one", "two", "three");
    assertThat(run("a", "-n", "shop", "--previous", "--tail", "7", "--since", "10m")).isZero();
    assertThat(api.asked("/namespaces/shop/pods/a/log"))
        .last()
        .asString()
        .contains("previous=true", "tailLines=7", "sinceTime=");
  }

  @Test
  void leavesOnlyWhatIsLookedForAndSaysOfHowMuch() {
    assertThat(run("shop/a", "--search", "T")).isZero();
    assertThat(terminal.out().lines()).containsExactly("two", "three");
    assertThat(terminal.err()).contains("2 of 3 lines have it");
  }

  @Test
  void followsUntilTheTimeIsOver() {
    assertThat(run("shop/a", "--follow", "--for", "1", "--json")).as(terminal.err()).isZero();
    JsonNode first = JsonMapper.shared().readTree(terminal.out().lines().findFirst().orElse(""));
    assertThat(first.path("time").asString()).isEqualTo("2026-11-27T01:00:00Z");
    assertThat(first.path("text").asString()).isEqualTo("one");
    assertThat(terminal.out().lines()).hasSize(2);
  }

  @Test
  void saysWhatCannotBeDone() throws Exception {
    assertThat(run("a")).isEqualTo(ExitCode.USAGE);
    assertThat(run("shop/a", "--since", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--since: soon is neither");
    assertThat(run("shop/a", "--follow", "--previous")).isEqualTo(ExitCode.USAGE);
    assertThat(run("shop/nobody")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("The cluster does not have it");
    file = Files.writeString(dir.resolve("other"), api.kubeconfig(PracticeApi.LIMITED)).toString();
    assertThat(run("shop/a")).isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.err()).contains("Not allowed");
  }

  @Test
  void nothingOfALineSteersTheTerminalAndNoneIsTooLong() {
    LogText text = new LogText(20);
    LogText.Line line = text.add(line("2026-11-27T01:00:00Z x", false));
    assertThat(line).isNull();
    line = text.add(line("\u001b[2J", true));
    assertThat(line).isEqualTo(new LogText.Line("2026-11-27T01:00:00Z", 6));
    line = text.add(line("\u001b[2J\u202eb", true));
    assertThat(line).isNotNull();
    assertThat(line.visible()).isEqualTo("\\x1b[2J\\u202eb");
    assertThat(line.json()).doesNotContain("\u001b").contains("\"cut\":0");
    assertThat(text.rest()).isNull();
  }

  private static LogLine line(String text, boolean ends) {
    return new LogLine(text.getBytes(StandardCharsets.UTF_8), ends);
  }
}

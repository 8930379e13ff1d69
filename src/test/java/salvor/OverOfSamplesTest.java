package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a terminal says of the shipped incidents at once: whether it is over. {@code -Daccept=true}
 * writes what is expected anew.
 */
class OverOfSamplesTest {
  private static final Path EXPECTED = Path.of("src/test/resources/salvor/report");

  private static String over(String... arguments) {
    return new Terminal()
        .said(arguments)
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"webshell", "memfd-no-shell", "clean", "alerts-no-baseline"})
  void theTerminalSaysFirstWhetherItIsOver(String sample) throws Exception {
    String said = over("triage", "evidence-samples/" + sample);
    Path expected = EXPECTED.resolve("over-" + sample + ".txt");
    if (Boolean.getBoolean("accept")) {
      Files.createDirectories(EXPECTED);
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "webshell, pod=web-5468d8c4df-8ppl7 and secrets",
    "webshell, alice",
    "webshell, pod=nosuchpod",
    "clean, pod=nosuchpod"
  })
  void noFilterChangesWhetherItIsOver(String sample, String filter) {
    String said = over("triage", "evidence-samples/" + sample, "--filter", filter);
    assertThat(said)
        .isEqualTo(
            over("triage", "evidence-samples/" + sample)
                .replaceFirst("\n", "\n  The filter takes nothing away here.\n"));
  }

  @Test
  void theDocumentsEndingsAreThoseOfNoFilter() {
    Terminal terminal = new Terminal();
    String[] triage = {"triage", "evidence-samples/webshell", "--json", "-"};
    JsonNode whole = JsonMapper.shared().readTree(terminal.said(triage)).get("endings");
    String[] filtered = {triage[0], triage[1], triage[2], triage[3], "--filter", "alice"};
    JsonNode left = JsonMapper.shared().readTree(terminal.said(filtered)).get("endings");
    assertThat(whole).isNotEmpty();
    assertThat(left).isEqualTo(whole);
  }

  @Test
  void whereNothingWasRecordedNothingIsSaidToBeInProfile(@TempDir Path folder) throws Exception {
    Terminal terminal = new Terminal();
    String said = "Is it over?\n  Nothing was recorded, so nothing can be said.\n";
    assertThat(terminal.run("triage", folder.toString())).isEqualTo(3);
    assertThat(terminal.out()).startsWith(said);
    Path notes = Files.writeString(folder.resolve("notes.txt"), "of no known format\n");
    assertThat(terminal.run("triage", notes.toString())).isEqualTo(3);
    assertThat(terminal.out()).startsWith(said);
  }

  /** Only alerts were recorded there; the truth beside them is that a miner ran on. */
  @ParameterizedTest
  @ValueSource(strings = {"miner-policy-enforced", "miner-policy-not-enforced"})
  void neverSaysOfARunningMinerThatItIsOver(String recording) {
    Path folder = Path.of("..", "shared", "recordings", recording);
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(folder));
    String said =
        over(
            "triage",
            folder.resolve("host/falco.jsonl.gz").toString(),
            folder.resolve("k8s").toString(),
            "--baseline",
            "evidence-samples/webshell/baseline.json");
    assertThat(said)
        .startsWith("Is it over?\n  shop/web-")
        .contains("not known to be over: quiet for ")
        .contains("but only alerts were recorded")
        .contains("ends of processes are not recorded: what still runs is not known")
        .contains("create networkpolicies ir-quarantine-case-1 by alice at ")
        .containsPattern(
            " \\(which pods it is for: see \\S+audit\\S+:\\d+\\): nothing more after it")
        .doesNotContain("no more after");
  }
}

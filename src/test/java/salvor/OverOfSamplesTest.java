package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Only alerts were recorded there; the truth beside them is that a miner ran on. */
  @ParameterizedTest
  @ValueSource(strings = {"miner-policy-enforced", "miner-policy-not-enforced"})
  void neverSaysOfARunningMinerThatItIsOver(String recording) {
    Path folder = Path.of("/work/shared/recordings", recording);
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(folder));
    String said =
        over("triage", folder.toString(), "--baseline", "evidence-samples/webshell/baseline.json");
    assertThat(said)
        .startsWith("Is it over?\n  shop/web-")
        .contains("not known to be over: quiet for ")
        .contains("but only alerts were recorded")
        .contains("ends of processes are not recorded: what still runs is not known")
        .contains("create networkpolicies ir-quarantine-case-1 by alice at ")
        .contains(" (which pods it is for: see its record): 6 more after it")
        .doesNotContain("no more after");
  }
}

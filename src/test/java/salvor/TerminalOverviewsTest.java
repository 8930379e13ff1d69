package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the window shows of the recorded web shell, asked for in a terminal. */
class TerminalOverviewsTest {
  private static final String SAMPLE = "evidence-samples/webshell";
  private static final Path SCHEMAS = Path.of("src/main/resources/salvor/report");

  @TempDir private static Path dir;

  /** A case of the sample, so that it is judged once. */
  @BeforeAll
  static void keep() {
    new Terminal().said("images", SAMPLE, "--case", dir.resolve("case").toString());
  }

  private static String of(String command, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = command;
    all[1] = "--case";
    all[2] = dir.resolve("case").toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return new Terminal().said(all);
  }

  private static void assertValid(String schema, String json) throws Exception {
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMAS.resolve(schema + ".schema.json")));
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(published.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "triage,triage",
    "findings,findings",
    "processes,processes",
    "peers,peers",
    "images,images",
    "offsets,offsets",
    "rates,rates",
    "compare --a web-5468d8c4df-8ppl7 --b web-5468d8c4df-79mhf,comparison",
    "compare --a web-5468d8c4df-8ppl7 --b baseline --filter program~kwork,comparison"
  })
  void theJsonOfEachCommandIsWhatItsSchemaSays(String command, String schema) throws Exception {
    String[] words = (command + " --json -").split(" ");
    assertValid(
        schema, of(words[0], List.of(words).subList(1, words.length).toArray(String[]::new)));
  }

  @Test
  void whatIsExpectedAndNotSeenIsListedWithoutATime() {
    String[] given = {
      "--a", "web-5468d8c4df-8ppl7", "--b", "baseline", "--a-until", "2026-11-23T04:37:45Z"
    };
    List<String> lines = of("compare", given).lines().toList();
    assertThat(lines).anyMatch(l -> l.startsWith("B  baseline shop/deployment/web:web (salvor)"));
    int expected = lines.indexOf("Expected, not seen: 3");
    assertThat(expected).as(String.join("\n", lines)).isPositive();
    assertThat(lines.subList(expected + 1, expected + 4))
        .allMatch(l -> l.contains("no time") && l.contains("A never  B known"));
  }

  @Test
  void aFilterHidesActsOfAComparisonAndSaysHowMany() {
    String[] given = {
      "--a", "web-5468d8c4df-8ppl7", "--b", "baseline", "--filter", "program~kwork"
    };
    List<String> lines = of("compare", given).lines().toList();
    assertThat(lines).contains("Hidden by the filter: 107").contains("Known and done: 0");
    assertThat(lines).anyMatch(l -> l.contains("/tmp/kworkerds <ip> <number>"));
  }

  @Test
  void everyExportedLineIsWhatTheSchemaSays() throws Exception {
    List<String> lines = of("export", "--filter", "verdict=out").lines().toList();
    assertThat(lines).hasSizeGreaterThan(200);
    for (String line : lines.subList(0, 50)) {
      assertValid("observation", line);
    }
    assertValid("observation", of("export", "--filter", "kind=api").lines().findFirst().get());
  }

  @Test
  void theTreeShowsWhatTheShellStartedBelowTheShell() {
    List<String> lines = of("processes", "--filter", "program=*/kworkerds").lines().toList();
    assertThat(lines.getFirst()).startsWith("The filter program=*/kworkerds hides ");
    List<String> tree =
        lines.stream().filter(l -> l.contains("─ ") || l.contains("app.py")).toList();
    assertThat(tree.getFirst()).contains("(explained)").contains("python3 /app/app.py");
    int miner =
        tree.indexOf(
            tree.stream()
                .filter(l -> l.contains("OUT") && l.contains("─ /tmp/kworkerds"))
                .findFirst()
                .orElseThrow());
    assertThat(tree.get(miner - 1)).contains("(OUT)").contains("─ nohup /tmp/kworkerds");
    assertThat(tree.get(miner).indexOf('─')).isGreaterThan(tree.get(miner - 1).indexOf('─'));
    assertThat(lines).anyMatch(l -> l.contains("hidden by the filter, shown for the lineage"));
  }

  @Test
  void theProcessesOfTheJsonStandBelowParentsThatAreThere() {
    JsonNode json = JsonMapper.shared().readTree(of("processes", "--json", "-"));
    Map<Integer, JsonNode> byId = new HashMap<>();
    int events = 0;
    for (JsonNode process : json.get("processes")) {
      if (!process.get("parent").isNull()) {
        JsonNode parent = byId.get(process.get("parent").intValue());
        assertThat(parent).isNotNull();
        assertThat(parent.get("container")).isEqualTo(process.get("container"));
      }
      byId.put(process.get("id").intValue(), process);
      events += process.get("eventsLeft").intValue();
      assertThat(process.get("eventsLeft")).isEqualTo(process.get("events"));
    }
    int processes = 0;
    for (JsonNode container : json.get("containers")) {
      processes += container.get("processes").intValue();
    }
    assertThat(byId).hasSize(processes).hasSizeGreaterThan(300);
    assertThat(events).isGreaterThan(5_000);
  }

  @Test
  void theAttackersAddressStandsAtTheTopOfItsPod() {
    List<String> lines = of("peers").lines().toList();
    assertThat(lines.get(0)).isEqualTo("shop / web-5468d8c4df-8ppl7 / web");
    assertThat(lines.get(1)).contains("OUT").contains("← 203.0.113.66 on port 8080 tcp");
    assertThat(lines).anyMatch(l -> l.contains("→ 203.0.113.77 port 3333 tcp"));
    assertThat(of("peers", "--filter", "pod=nosuch")).contains("The filter leaves no connection.");
  }

  @Test
  void anImageSaysWhatTheBaselinesKnowOfIt() {
    String images = of("images", "--filter", "verdict=out");
    assertThat(images)
        .contains("registry.lab.example/shop/web:1.4.2")
        .contains("(same workload, container and digest)");
    assertThat(images).doesNotContain("web:1.4.3");
  }

  @Test
  void aFindingHasOneNumberInEveryText() throws Exception {
    assertThat(numbered("findings")).isEqualTo(numbered("triage")).hasSizeGreaterThan(1);
  }

  /** The record of each finding by its number. */
  private static Map<String, String> numbered(String command) throws Exception {
    Map<String, String> records = new TreeMap<>();
    String number = "";
    for (String line : of(command).lines().toList()) {
      number = line.matches(" *[0-9]+\\. [A-Z]+ .*") ? line.strip().split("\\.")[0] : number;
      if (line.startsWith("     record: ")) {
        records.put(number, line);
      }
    }
    return records;
  }

  @Test
  void everyFindingIsShownBelowItsWorkload() {
    String all = of("findings");
    JsonNode json = JsonMapper.shared().readTree(of("findings", "--json", "-"));
    int findings = 0;
    for (JsonNode workload : json.get("workloads")) {
      findings += workload.get("findings").size();
    }
    assertThat(all.lines().filter(l -> l.startsWith("     record: ")).count()).isEqualTo(findings);
    assertThat(all).startsWith("shop/deployment/web");
  }

  @Test
  void aFindingHasOneFormInBothSchemas() throws Exception {
    JsonNode triage =
        JsonMapper.shared().readTree(Files.readString(SCHEMAS.resolve("triage.schema.json")));
    JsonNode findings =
        JsonMapper.shared().readTree(Files.readString(SCHEMAS.resolve("findings.schema.json")));
    assertThat(findings.get("$defs").get("finding")).isEqualTo(triage.get("$defs").get("finding"));
  }
}

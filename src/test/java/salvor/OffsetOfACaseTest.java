package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.report.ClocksReport;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The clocks of a case's sources in the terminal, on a recorded incident. */
class OffsetOfACaseTest {
  private static final String SAMPLE = "evidence-samples/webshell";

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();
  private String folder = "";

  @BeforeEach
  void makeTheCase() {
    folder = dir.resolve("case").toString();
    assertThat(terminal.run("triage", SAMPLE, "--case", folder, "--quiet")).isZero();
  }

  private JsonNode clocks(String... more) throws Exception {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"offset", folder, "--json", "-"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    String json = terminal.said(all);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ClocksReport.schema());
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
    return JsonMapper.shared().readTree(json);
  }

  private static String offset(JsonNode clocks, String name) {
    for (JsonNode source : clocks.get("sources")) {
      if (source.get("path").asString().endsWith(name)) {
        return source.get("clockOffset").asString();
      }
    }
    return "no such source";
  }

  @Test
  void anOffsetIsKeptShownLikeOneGivenForOnceAndUndone() throws Exception {
    final String plain = terminal.said("triage", "--case", folder, "--json", "-");
    final String once =
        terminal.said("triage", SAMPLE, "--offset", "falco.jsonl.gz=+3.2s", "--json", "-");

    assertThat(terminal.said("offset", folder, "falco.jsonl.gz=+3.2s", "--preview"))
        .contains("falco.jsonl.gz: clock offset +3.2s", " events would move, ", "nothing was set");
    assertThat(terminal.said("triage", "--case", folder, "--json", "-")).isEqualTo(plain);

    assertThat(terminal.said("offset", folder, "falco.jsonl.gz=+3.2s"))
        .contains("falco.jsonl.gz: clock offset +3.2s", " events moved, ");
    assertThat(terminal.said("offset", folder)).contains("+3.2s ", "as recorded ");
    String kept = terminal.said("triage", "--case", folder, "--json", "-");
    assertThat(withoutCase(kept)).isEqualTo(withoutCase(once)).isNotEqualTo(withoutCase(plain));
    assertThat(terminal.said("triage", "--case", folder))
        .contains("Clock offsets apply to 1 source");
    assertThat(terminal.said("offsets", "--case", folder)).contains("corrected  by +3.2s");
    assertThat(terminal.said("offset", folder, "falco.jsonl.gz=+3.2s"))
        .contains("it was so already");

    assertThat(terminal.said("undo", folder)).isEqualTo("undone: clock offset +3.2s set\n");
    assertThat(terminal.said("triage", "--case", folder, "--json", "-")).isEqualTo(plain);
    assertThat(terminal.said("redo", folder)).isEqualTo("done again: clock offset +3.2s set\n");
    assertThat(terminal.said("offset", folder, "falco.jsonl.gz=0")).contains("times as recorded");
    assertThat(terminal.said("triage", "--case", folder, "--json", "-")).isEqualTo(plain);
  }

  private static ObjectNode withoutCase(String json) {
    ObjectNode triage = (ObjectNode) JsonMapper.shared().readTree(json);
    triage.remove("notes");
    return triage;
  }

  @Test
  void machinesAreToldWhatIsInForceAndWhatChanges() throws Exception {
    assertThat(offset(clocks(), "falco.jsonl.gz")).isEqualTo("+0s");
    JsonNode tried = clocks("falco.jsonl.gz=-1h", "audit.jsonl.gz=+2s", "--preview");
    assertThat(offset(tried, "falco.jsonl.gz")).isEqualTo("+0s");
    assertThat(tried.get("change").get("set").asBoolean()).isFalse();
    JsonNode set = clocks("falco.jsonl.gz=-1h", "audit.jsonl.gz=+2s");
    assertThat(offset(set, "falco.jsonl.gz")).isEqualTo("-1h");
    assertThat(offset(set, "audit.jsonl.gz")).isEqualTo("+2s");
    assertThat(set.get("change").get("set").asBoolean()).isTrue();
    assertThat(set.get("change").get("events")).isEqualTo(tried.get("change").get("events"));
    assertThat(set.get("change").get("events").asInt()).isPositive();
    assertThat(terminal.said("undo", folder)).isEqualTo("undone: clock offsets of 2 sources set\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch.log=+3s          | no source is called nosuch.log; salvor offset CASE lists the sources",
        "falco.jsonl.gz=3s       | SOURCE=OFFSET: 3s is no offset",
        "falco.jsonl.gz=+106000d | would leave the years 1677 to 2262",
        "--preview               | name an offset or a zone to be tried"
      })
  void whatCannotBeSetIsSaidAndChangesNothing(String given, String said) throws Exception {
    assertThat(terminal.run("offset", folder, given)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains(said).doesNotContain("\tat ");
    assertThat(offset(clocks(), "falco.jsonl.gz")).isEqualTo("+0s");
    assertThat(terminal.said("undo", folder)).contains("nothing to do");
  }

  @Test
  void aCaseIsNotShownByOtherOffsetsThanItsOwn() {
    assertThat(terminal.run("triage", "--case", folder, "--offset", "falco.jsonl.gz=+1s"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("salvor offset DIR SOURCE=OFFSET");
  }

  @Test
  void aFolderWhoseDatabaseKnowsBetterIsShownByIt() throws Exception {
    Path marker = Path.of(folder, "clocks.right");
    byte[] right = Files.readAllBytes(marker);
    terminal.said("offset", folder, "falco.jsonl.gz=+3.2s");
    final String shifted = terminal.said("findings", "--case", folder, "--json", "-");
    Files.write(marker, right);
    assertThat(terminal.said("findings", "--case", folder, "--json", "-")).isEqualTo(shifted);
    Files.write(marker, right);
    assertThat(clocks("falco.jsonl.gz=+3.2s").get("change").get("events").asInt()).isZero();
  }

  @Test
  void whatACaseKeepsForASourceThatIsGoneIsListed() throws Exception {
    terminal.said("offset", folder, "falco.jsonl.gz=+3.2s");
    String gone = "ab".repeat(32);
    change("update entry set name = '" + gone + "'");
    change("update edit_change set name = '" + gone + "'");
    assertThat(terminal.said("offset", folder))
        .contains("+3.2s         no source of this case, " + gone);
    JsonNode told = clocks().get("withoutSource");
    assertThat(told.get(0).get("sha256").asString()).isEqualTo(gone);
    assertThat(told.get(0).get("clockOffset").asString()).isEqualTo("+3.2s");
    terminal.said("undo", folder);
    assertThat(clocks().get("withoutSource")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"offset", "marks", "undo", "redo"})
  void aDatabaseThatCannotBeReadIsNoneWithoutOffsetsOrEdits(String command) throws Exception {
    terminal.said("offset", folder, "falco.jsonl.gz=+3.2s");
    change("update edit set state = 'NOSUCH'");
    assertThat(terminal.run(command, folder)).isEqualTo(ExitCode.CASE_UNUSABLE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("case.mv.db").doesNotContain("\tat ");
  }

  private void change(String sql) throws Exception {
    try (Connection database =
            DriverManager.getConnection("jdbc:h2:file:" + Path.of(folder, "case"), "sa", "");
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}

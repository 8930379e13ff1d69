package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CustodyLedger;
import salvor.custody.Sha256;
import salvor.report.CustodyReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger of a case in the terminal. */
class CustodyCommandTest {
  private static final Path FALCO = Path.of("evidence-samples/webshell/evidence/falco.jsonl.gz");

  @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void begin() {
    terminal.said("triage", FALCO.toString(), "--case", kept(), "-q");
  }

  private String kept() {
    return dir.resolve("case").toString();
  }

  private JsonNode shown(String... more) throws IOException {
    List<String> all = new java.util.ArrayList<>(List.of("custody", "show", kept(), "--json", "-"));
    all.addAll(List.of(more));
    String json = terminal.said(all.toArray(String[]::new));
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(CustodyReport.schema());
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(json);
  }

  @Test
  void showsWhoDidWhatToWhichEvidence() throws IOException {
    assertThat(terminal.said("custody", "show", kept()))
        .startsWith("WHOLE")
        .contains("imported  " + FALCO.toAbsolutePath());
    JsonNode record = shown().path("shown").path(0);
    assertThat(record.path("sha256").asString()).isEqualTo(Sha256.of(FALCO));
    assertThat(record.path("who").asString()).startsWith(System.getProperty("user.name"));
    String raw = Files.readAllLines(dir.resolve("case").resolve(CustodyLedger.FILE)).getFirst();
    assertThat(record.path("raw").asString()).as("hashed as it stands").isEqualTo(raw);
  }

  @Test
  void findsTheRecordsThatHoldAText() throws IOException {
    terminal.said("custody", "note", kept(), "The disk was handed to Bob", "--why", "court order");
    JsonNode found = shown("--find", "COURT");
    assertThat(found.path("shown").size()).isEqualTo(1);
    assertThat(found.path("shown").path(0).path("note").asString()).contains("Bob");
    assertThat(found.path("records").asInt()).isEqualTo(2);
  }

  @Test
  void tellsByItsExitCodeWhatIsWrongAndWritesDownThatItLooked() throws IOException {
    terminal.said("custody", "verify", kept());
    assertThat(terminal.out()).contains("\n1 record\n").doesNotContain("shown");
    assertThat(shown("--find", "verify-ledger").path("shown").size()).isEqualTo(1);
    Path file = dir.resolve("case").resolve(CustodyLedger.FILE);
    Files.writeString(file, Files.readString(file).replaceFirst("falco", "falca"));
    assertThat(terminal.run("custody", "verify", kept())).isEqualTo(12);
    assertThat(terminal.out()).startsWith("MODIFIED").contains("line 1");
    JsonNode last = shown("--find", "verify-ledger").path("shown").path(1);
    assertThat(last.path("result").asString()).isEqualTo("MODIFIED, 1 fault");
  }

  @Test
  void handsAFileOverWithItsHashBeforeAndAfter() throws IOException {
    Path item = Files.copy(FALCO, dir.resolve("falco.jsonl.gz"));
    String[] transfer = {
      "custody",
      "transfer",
      kept(),
      item.toString(),
      "--to",
      "Bob",
      "--purpose",
      "analysis",
      "--authority",
      "warrant 7",
      "--into",
      dir.resolve("medium").toString()
    };
    terminal.said(transfer);
    assertThat(dir.resolve("medium/falco.jsonl.gz")).hasSameBinaryContentAs(item);
    JsonNode pair = shown("--find", "warrant 7").path("shown");
    assertThat(pair.path(0).path("event").asString()).isEqualTo("transferred");
    assertThat(pair.path(1).path("event").asString()).isEqualTo("imported");
    assertThat(pair.path(0).path("evidenceId")).isEqualTo(pair.path(1).path("evidenceId"));
    assertThat(pair.path(1).path("raw").asString())
        .contains("\"sha256After\":\"" + Sha256.of(item))
        .contains("\"sha256Before\":\"" + Sha256.of(item))
        .contains("\"to\":\"Bob\"")
        .contains("\"purpose\":\"analysis\"");
    terminal.said("custody", "show", kept(), "--find", "warrant 7");
    assertThat(terminal.out()).contains("to     Bob").contains("for    analysis");
    assertThat(terminal.run(transfer)).as("nothing is written over").isEqualTo(5);
  }

  @Test
  void handsNothingOverThatIsNotWhatTheLedgerSays() throws IOException {
    Path item = Files.copy(FALCO, dir.resolve("own.jsonl.gz"));
    Path medium = dir.resolve("medium");
    terminal.said("triage", item.toString(), "--case", dir.resolve("other").toString(), "-q");
    Files.writeString(item, "changed");
    assertThat(
            terminal.run(
                "custody",
                "transfer",
                dir.resolve("other").toString(),
                item.toString(),
                "--to",
                "Bob",
                "--purpose",
                "x",
                "--authority",
                "y",
                "--into",
                medium.toString()))
        .isEqualTo(5);
    assertThat(terminal.err()).contains("is not what the ledger says");
    assertThat(medium).doesNotExist();
    assertThat(terminal.said("custody", "show", dir.resolve("other").toString()))
        .contains("transfer failed");
  }

  @Test
  void exportsTheRecordsAsTheyAre() throws IOException {
    Path out = dir.resolve("ledger");
    byte[] before = Files.readAllBytes(dir.resolve("case").resolve(CustodyLedger.FILE));
    terminal.said("custody", "export", kept(), "--out", out.toString());
    assertThat(out.resolve(CustodyLedger.FILE)).hasBinaryContent(before);
    terminal.said("custody", "verify", out.toString());
    assertThat(shown().path("shown").size()).as("and says so").isEqualTo(2);
  }

  @Test
  void theLedgerGoesOnInASealedBundleAndSaysThatItWasSealedAndVerified() throws IOException {
    Path bundle = dir.resolve("sealed.zip");
    terminal.said(
        "seal",
        FALCO.toString(),
        "--out",
        bundle.toString(),
        "--unsigned",
        "--case",
        kept(),
        "--reason",
        "for the court");
    assertThat(terminal.run("verify", bundle.toString(), "--case", kept())).isEqualTo(11);
    JsonNode shown = shown().path("shown");
    assertThat(shown.path(1).path("result").asString()).startsWith("head ");
    assertThat(shown.path(2).path("result").asString()).isEqualTo("VALID-UNSIGNED, 1 fault");
    terminal.run("verify", bundle.toString(), "--json", "-");
    assertThat(JsonMapper.shared().readTree(terminal.out()).path("records").asInt())
        .as("that of the case, the file and the seal")
        .isEqualTo(3);
  }

  @Test
  void saysThatThereIsNoLedger() {
    assertThat(terminal.run("custody", "show", dir.resolve("nothing").toString())).isEqualTo(3);
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.ingest.checkpoint.CheckpointTar;
import salvor.report.CheckpointDifferenceReport;
import salvor.report.MemorySearchReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor memory}, typed into a terminal. */
class MemoryCommandTest {
  @TempDir Path folder;

  private final Terminal terminal = new Terminal();
  private String checkpoint = "";

  @BeforeEach
  void write() throws Exception {
    checkpoint =
        Files.write(folder.resolve("checkpoint.tar"), CheckpointTar.hacked().tar()).toString();
  }

  @Test
  void searchTellsWhoseMemoryItIs() {
    assertThat(terminal.said("memory", "search", checkpoint, "s3cr3t-"))
        .contains("7 kworkerds  0000555500001000  rw-p [heap]")
        .contains("token=s3cr3t-.across")
        .contains("1 hit in 24,576 bytes of memory")
        .doesNotContain("\u0007");
    assertThat(terminal.said("memory", "search", checkpoint, "73 33 ?? 72 33 74 2D", "--hex"))
        .contains("1 hit ");
    assertThat(terminal.said("memory", "search", checkpoint, "s3.r3t-", "--regex"))
        .contains("1 hit ");
    assertThat(terminal.run("memory", "search", checkpoint, "nowhere")).isEqualTo(1);
    assertThat(terminal.run("memory", "search", checkpoint, "(", "--regex")).isEqualTo(2);
    assertThat(terminal.err()).contains("the pattern is not understood");
    assertThat(terminal.run("memory", "search", folder + "/none", "x")).isEqualTo(3);
    assertThat(terminal.run("memory", "search", "README.md", "x")).isEqualTo(3);
    assertThat(terminal.err()).contains("README.md is no checkpoint that can be read");
  }

  @Test
  void searchIsMachineReadable() {
    JsonNode json =
        new JsonMapper()
            .readTree(
                terminal.said(
                    "memory", "search", checkpoint, "s3cr3t-", "--context", "6", "--json"));
    JsonNode hit = json.get("shown").get(0);
    assertThat(hit.at("/processes/0/pid").intValue()).isEqualTo(7);
    assertThat(hit.get("address").stringValue()).isEqualTo("0x555500001000");
    assertThat(hit.at("/mapping/path").stringValue()).isEqualTo("[heap]");
    assertThat(hit.get("context").stringValue()).isEqualTo("token=s3cr3t-.acros");
    assertThat(hit.get("contextHex").stringValue()).contains("2d07");
    assertThat(json.get("hits").intValue()).isEqualTo(1);
  }

  private static void assertValid(String schema, String json) {
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(published.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
  }

  @Test
  void theJsonIsWhatItsSchemaSays() throws Exception {
    String search = MemorySearchReport.schema();
    for (String pattern : new String[] {"s3cr3t", "a", "."}) {
      terminal.run("memory", "search", checkpoint, pattern, "--regex", "--most", "200", "--json");
      assertValid(search, terminal.out());
    }
    terminal.run("memory", "search", checkpoint, "nowhere", "--json");
    assertValid(search, terminal.out());
    byte[] whole = CheckpointTar.hacked().tar();
    String cut =
        Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, whole.length * 3 / 4))
            .toString();
    terminal.run("memory", "search", cut, "s3cr3t", "--json");
    assertValid(search, terminal.out());
    String compare = CheckpointDifferenceReport.schema();
    assertValid(compare, terminal.said("memory", "compare", checkpoint, cut, "--json"));
    assertThat(terminal.out()).contains("cut off");
    assertValid(compare, terminal.said("memory", "compare", checkpoint, checkpoint, "--json"));
  }

  @Test
  void extractAndCompareSayWhatTheyDid() {
    assertThat(
            terminal.run(
                "memory",
                "extract",
                checkpoint,
                "--pid",
                "1",
                "--out",
                folder.resolve("o").toString()))
        .isNotZero();
    assertThat(terminal.err()).contains("no page of that file is in the checkpoint");
    assertThat(terminal.said("memory", "compare", checkpoint, checkpoint))
        .contains("Sockets\n  the same")
        .contains("7 kworkerds: 0 changed, 4 the same, 0 gone, 0 new");
    assertThat(terminal.said("memory", "compare", checkpoint, checkpoint, "--json"))
        .contains("\"onlySecond\" : [ ]");
    assertThat(terminal.run("memory")).isEqualTo(2);
  }
}

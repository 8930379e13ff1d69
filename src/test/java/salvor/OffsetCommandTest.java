package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.report.TriageJson;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A clock that was wrong, corrected in the terminal, on a recorded incident. */
class OffsetCommandTest {
  private static final String SAMPLE = "evidence-samples/webshell";
  private static final Path SCHEMAS = Path.of("src/main/resources/salvor/report");

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private static void assertValid(String schema, String json) {
    Schema published =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(published.validate(json, InputFormat.JSON)).isEmpty();
  }

  private static Duration moved(JsonNode line) {
    return Duration.between(
        Instant.parse(line.get("originalTime").asString()),
        Instant.parse(line.get("time").asString()));
  }

  @Test
  void bothTimesOfACorrectedSourceAreTold() throws Exception {
    Path json = dir.resolve("x.json");
    Path lines = dir.resolve("x.jsonl");
    Path picture = dir.resolve("x.svg");
    assertThat(
            terminal.run(
                "triage",
                SAMPLE,
                "--offset",
                "falco.jsonl.gz=+3.2s",
                "--json",
                json.toString(),
                "--picture",
                picture.toString(),
                "--observations",
                lines.toString()))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out())
        .contains("Clock offsets apply to 1 source")
        .contains("+3.2s  ")
        .contains(", recorded as 2026-");
    assertThat(Files.readString(picture))
        .contains("Clock offset +3.2s for " + SAMPLE + "/evidence/falco.jsonl.gz; ");

    assertValid(TriageJson.schema(), Files.readString(json));
    JsonNode triage = JsonMapper.shared().readTree(json);
    for (JsonNode source : triage.get("sources")) {
      boolean corrected = source.get("path").asString().endsWith("/falco.jsonl.gz");
      assertThat(source.has("clockOffset")).isEqualTo(corrected);
      assertThat(source.path("clockOffset").asString("none"))
          .isEqualTo(corrected ? "+3.2s" : "none");
    }
    assertThat(triage.get("findings")).isNotEmpty();
    assertThat(triage.get("findings").get(0).has("originalLast")).isTrue();

    int corrected = 0;
    Instant last = Instant.MIN;
    String schema = Files.readString(SCHEMAS.resolve("observation.schema.json"));
    List<String> all = Files.readAllLines(lines);
    assertValid(schema, all.getFirst());
    for (String each : all) {
      JsonNode line = JsonMapper.shared().readTree(each);
      if (!line.get("time").isNull()) {
        boolean falco = line.get("source").asString().endsWith("/falco.jsonl.gz");
        corrected += falco ? 1 : 0;
        assertThat(moved(line)).isEqualTo(Duration.ofMillis(falco ? 3200 : 0));
        Instant time = Instant.parse(line.get("time").asString());
        assertThat(time).isAfterOrEqualTo(last);
        last = time;
      }
    }
    assertThat(corrected).isPositive();
  }

  @Test
  void anOffsetOfNothingChangesNoByte() throws Exception {
    assertThat(terminal.run("triage", SAMPLE, "--json", "-")).isZero();
    String plain = terminal.out();
    assertThat(terminal.run("triage", SAMPLE, "--offset", "falco.jsonl.gz=+0s", "--json", "-"))
        .isZero();
    assertThat(terminal.out()).isEqualTo(plain).doesNotContain("clockOffset", "originalTime");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "falco.jsonl.gz        | is not SOURCE=OFFSET, such as node.log=+3.2s",
        "falco.jsonl.gz=3.2s   | 3.2s is no offset; give a sign",
        "falco.jsonl.gz=       | after the = there is no offset",
        "nosuch.log=+3s        | no source is called nosuch.log",
        "falco.jsonl.gz=+106000d | would leave the years 1677 to 2262"
      })
  void whatIsWrongWithAnOffsetIsSaid(String offset, String said) {
    assertThat(terminal.run("triage", SAMPLE, "--offset", offset)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--offset: ").contains(said).doesNotContain("\tat ");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void anOffsetIsGivenOnceAndNotToACase() {
    assertThat(terminal.run("triage", SAMPLE, "--offset", "a=+1s", "--offset", "a=+2s"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("a is given twice");
    String folder = dir.resolve("case").toString();
    assertThat(terminal.run("triage", SAMPLE, "--offset", "a=+1s", "--case", folder))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("set it there with salvor offset DIR SOURCE=OFFSET");
    assertThat(Path.of(folder)).doesNotExist();
  }
}

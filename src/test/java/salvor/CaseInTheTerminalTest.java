package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.jobs.Progress;
import salvor.report.TriageJson;
import salvor.triage.Finding;
import salvor.triage.Findings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was decided in a case, and which baseline is doubted, as triage and findings say it. */
class CaseInTheTerminalTest {
  private static final Path WEBSHELL = Path.of("evidence-samples/webshell");

  private @TempDir Path dir;

  private static JsonNode valid(String json, String schema) {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json, InputFormat.JSON))
        .isEmpty();
    return JsonMapper.shared().readTree(json);
  }

  /** Accepts all of the second finding, and one event of the first. */
  private String folder(int[] events) throws Exception {
    Path folder = dir.resolve("case");
    try (OpenedCase opened =
        Salvor.cases()
            .open(Opening.inFolder(List.of(WEBSHELL), List.of(), folder), Progress.NONE)) {
      List<Finding> findings =
          Findings.of(
              opened.evidence(),
              opened.verdicts(),
              new salvor.baseline.Judge(opened.baselines(), opened.evidence().inventory())
                  .matching());
      int[] rows = new int[findings.get(1).rows().remaining()];
      findings.get(1).rows().duplicate().get(rows);
      opened.edits().accept("the nightly \u001b[31mbackup", rows);
      opened.edits().accept("a drill", findings.getFirst().rows().get(0));
      events[0] = findings.getFirst().rows().remaining();
      events[1] = rows.length;
      events[2] = findings.size();
    }
    return folder.toString();
  }

  @Test
  void acceptedFindingsAreSaidLastWithReasonAndAuthor() throws Exception {
    int[] events = new int[3];
    String folder = folder(events);
    String author = System.getProperty("user.name");

    String text = new Terminal().said("findings", "--case", folder);
    int apart = text.indexOf("Accepted as normal\n  1 finding\n");
    assertThat(apart).as(text).isPositive();
    assertThat(text)
        .doesNotContain("\u001b")
        .contains("1 of %,d observations accepted as normal".formatted(events[0]))
        .contains("accepted as normal by " + author + " at 20");
    assertThat(text.indexOf(": a drill")).isBetween(0, apart);
    assertThat(text.indexOf(": the nightly ")).isGreaterThan(apart);
    assertThat(new Terminal().said("triage", "--case", folder))
        .contains("Findings, the worst first: %d, and last 1 accepted".formatted(events[2] - 1));

    JsonNode json =
        valid(
            new Terminal().said("findings", "--case", folder, "--json", "-"),
            TriageJson.findingsSchema());
    assertThat(json.get("accepted")).hasSize(1);
    JsonNode how = json.get("accepted").get(0).get("accepted");
    assertThat(how.get("whole").asBoolean()).isTrue();
    assertThat(how.get("observations").intValue()).isEqualTo(events[1]);
    assertThat(how.get("reasons").get(0).get("author").asString()).isEqualTo(author);

    JsonNode all =
        valid(new Terminal().said("triage", "--case", folder, "--json", "-"), TriageJson.schema())
            .get("findings");
    assertThat(all).hasSize(events[2]);
    assertThat(all.get(events[2] - 1).get("accepted").get("whole").asBoolean()).isTrue();
    assertThat(all.get(0).get("accepted").get("whole").asBoolean()).isFalse();
    assertThat(all.get(1).get("accepted").isNull()).isTrue();

    new Terminal().said("undo", folder);
    new Terminal().said("undo", folder);
    assertThat(new Terminal().said("findings", "--case", folder)).doesNotContain("ccepted");
  }

  @Test
  void aBaselineThatMayHaveLearnedTheAttackIsSaid() throws Exception {
    String evidence = LearnedDuringTheAttack.EVIDENCE.toString();
    LearnedDuringTheAttack.in(dir);
    String baseline = dir.resolve("learned-too-long.json").toString();
    String text = new Terminal().said("triage", evidence, "--baseline", baseline);
    assertThat(text).contains("Warning: shop/deployment/web:web may have learned the attack");
    JsonNode json =
        valid(
            new Terminal().said("triage", evidence, "--baseline", baseline, "--json", "-"),
            TriageJson.schema());
    JsonNode first = json.get("contaminated").get(0);
    assertThat(first.get("from").asString()).isLessThan(first.get("last").asString());
    assertThat(json.get("findings").get(0).get("time").asString())
        .as("no earlier than the first out of profile")
        .isGreaterThanOrEqualTo(first.get("from").asString());

    String clean = new Terminal().said("triage", WEBSHELL.toString(), "--json", "-");
    assertThat(valid(clean, TriageJson.schema()).get("contaminated")).isEmpty();
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Verdict;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.jobs.Progress;
import salvor.report.ReviewReport;
import salvor.timeline.Milestone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The review of the recorded incidents, as the terminal gives it. */
class ReviewOfSamplesTest {
  private final Terminal terminal = new Terminal();

  private JsonNode review(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 3);
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[0] = "review";
    all[all.length - 2] = "--json";
    all[all.length - 1] = "-";
    String said = terminal.said(all);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ReviewReport.schema());
    assertThat(schema.validate(said, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(said.replace("\"dwell\"", "\"dwel\""), InputFormat.JSON))
        .as("a schema that refuses")
        .isNotEmpty();
    return JsonMapper.shared().readTree(said);
  }

  private static Set<Integer> attackerLines(String sample) throws Exception {
    Set<Integer> lines = new HashSet<>();
    for (String line :
        Files.readAllLines(Path.of("evidence-samples", sample, "truth/labels.csv"))) {
      String[] fields = line.split(",");
      if (fields[1].equals("attack")) {
        lines.add(Integer.parseInt(fields[0]));
      }
    }
    return lines;
  }

  /** The lines of the sensor's file among events. */
  private static Set<Integer> lines(Iterable<JsonNode> events, String file) {
    Set<Integer> lines = new HashSet<>();
    for (JsonNode event : events) {
      if (event.get("sha256").stringValue().equals(file)) {
        lines.add(event.get("line").intValue());
      }
    }
    return lines;
  }

  private static String falco(String sample) throws Exception {
    return salvor.custody.Sha256.of(Path.of("evidence-samples", sample, "evidence/falco.jsonl.gz"));
  }

  private static Map<String, JsonNode> replays(JsonNode review, String format) {
    Map<String, JsonNode> replays = new HashMap<>();
    for (JsonNode rule : review.get("rules")) {
      for (JsonNode each : rule.get("formats")) {
        if (each.get("format").stringValue().equals(format) && each.has("replay")) {
          replays.put(rule.get("id").stringValue(), each.get("replay"));
        }
      }
    }
    return replays;
  }

  @Test
  void theWebShellsActsAreTheAttackersAndTheRulesSayWhatTheyDo() throws Exception {
    JsonNode review = review("evidence-samples/webshell", "--compromise", "2026-11-23T04:43:46.5Z");
    Set<Integer> truth = attackerLines("webshell");
    String falco = falco("webshell");
    Set<Integer> found = new HashSet<>();
    for (JsonNode act : review.get("acts")) {
      found.addAll(lines(act.get("events"), falco));
    }
    assertThat(truth).as("only the attacker's").containsAll(found);
    Set<Integer> missed = new HashSet<>(truth);
    missed.removeAll(found);
    assertThat(missed.size()).as("of " + truth.size()).isLessThan(truth.size() / 4);
    assertThat(review.at("/dwell/achievable").stringValue()).startsWith("PT0.4");
    assertThat(review.get("unrecorded").toString()).contains("dns").doesNotContain("exec");
    Map<String, JsonNode> rules = replays(review, "falco");
    assertThat(rules).hasSizeGreaterThan(10);
    JsonNode payload = rules.get("salvor-shop-web-web-new-arguments");
    assertThat(payload.get("silent").booleanValue()).isTrue();
    assertThat(payload.get("fires").intValue()).isGreaterThanOrEqualTo(14);
    rules
        .values()
        .forEach(replay -> {
          assertThat(truth).containsAll(lines(replay.get("caught"), falco));
          boolean silent =
              replay.get("falseAlarms").intValue() == 0 && replay.get("elements").isEmpty();
          assertThat(replay.get("silent").booleanValue()).isEqualTo(silent);
          assertThat(lines(replay.get("samples"), falco)).noneMatch(truth::contains);
        });
    for (JsonNode exception : review.get("exceptions")) {
      assertThat(exception.get("offered").booleanValue())
          .isEqualTo(exception.get("hidden").intValue() == 0);
    }
  }

  @Test
  void theProgramFromMemoryGetsARuleThatIsSilentOnAllElse() throws Exception {
    JsonNode review = review("evidence-samples/memfd-no-shell");
    JsonNode replay = replays(review, "falco").get("salvor-shop-pay-pay-from-memory");
    assertThat(replay.get("silent").booleanValue()).isTrue();
    assertThat(attackerLines("memfd-no-shell"))
        .containsAll(lines(replay.get("caught"), falco("memfd-no-shell")));
    assertThat(review.at("/dwell/achievable").isNull()).as("no compromise is set").isTrue();
  }

  @Test
  void aCaseIsReviewedByItsMilestonesAndWhatWasAccepted(@TempDir Path dir) throws Exception {
    String folder = dir.resolve("case").toString();
    terminal.said("triage", "evidence-samples/memfd-no-shell", "--case", folder, "--quiet");
    JsonNode open = review(folder);
    assertThat(open.get("acts")).hasSize(3);
    try (OpenedCase opened =
        Salvor.cases()
            .open(Opening.inFolder(List.of(), List.of(), Path.of(folder)), Progress.NONE)) {
      var all = opened.evidence().observations();
      int first = 0;
      while (opened.verdicts().verdict(first) != Verdict.OUT) {
        first++;
      }
      opened.edits().milestone(Milestone.COMPROMISE_CONFIRMED, first);
      int[] rows =
          IntStream.range(first + 1, all.size())
              .filter(row -> opened.verdicts().verdict(row) == Verdict.OUT)
              .toArray();
      opened.edits().accept("a drill", rows);
    }
    JsonNode settled = review(folder);
    assertThat(settled.get("acts")).hasSize(1);
    assertThat(settled.at("/dwell/achievable").stringValue()).isEqualTo("PT0S");
    assertThat(review("--case", folder)).isEqualTo(settled);
  }

  @Test
  void whatTheBaselineLearnedAfterTheCompromiseIsNotNormal() throws Exception {
    JsonNode review = review("evidence-samples/webshell", "--compromise", "2026-11-23T04:40:00Z");
    Set<String> reasons = new HashSet<>();
    review.get("acts").forEach(act -> reasons.add(act.get("reason").toString()));
    assertThat(reasons).contains("\"FACET_TAINTED\"").doesNotContain("\"NEW_ARG_SHAPE\"");
    assertThat(terminal.said("review", "--help")).doesNotContain("--filter");
    assertThat(terminal.run("review", "evidence-samples/webshell", "--filter", "verdict = out"))
        .isEqualTo(2);
  }

  @Test
  void nothingIsToBeReviewedOfAQuietDay() throws Exception {
    assertThat(review("evidence-samples/clean").get("acts")).isEmpty();
    assertThat(terminal.said("review", "evidence-samples/clean"))
        .contains("there is nothing to review");
  }
}

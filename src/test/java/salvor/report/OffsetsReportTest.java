package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Judge;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;
import salvor.timeline.Anchored;
import salvor.workload.Inventory;

/** What is said of clocks, in words and in JSON. */
class OffsetsReportTest {
  private static final long START = 1_795_410_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static OffsetsReport report(String text, long ahead, int execs) {
    Anchored node = new Anchored();
    for (int i = 0; i < execs; i++) {
      long at = START + i * 10_000_000_001L;
      node.asked(text, "web", "cat " + i, at, 101);
      node.started(text, "web", "cat " + i, at + ahead);
    }
    Evidence evidence = node.evidence(text);
    int size = evidence.observations().size();
    BitSet all = new BitSet();
    all.set(0, size);
    Judgement unknown =
        new Judgement(
            Reason.NEW_ARG_SHAPE,
            Reason.NEW_ARG_SHAPE.base(),
            List.of(),
            "",
            "",
            "",
            List.of(),
            List.of(),
            null);
    Verdicts verdicts = new Verdicts(IntBuffer.wrap(new int[size]), List.of(unknown));
    Judge judge = new Judge(List.of(), Inventory.EMPTY);
    return OffsetsReport.of(
        new Overview(evidence, judge.matching(), verdicts, all, null), Progress.NONE);
  }

  private static String words(OffsetsReport report) {
    StringWriter out = new StringWriter();
    report.text(new PrintWriter(out), false);
    return out.toString();
  }

  @Test
  void aRefusalSaysWhy() {
    assertThat(words(report("web", 90 * SECOND, 2)))
        .contains("refused: only 2 anchors, at least 3 are needed")
        .contains("No time was changed.");
    assertThat(words(report("web", 0, 0))).doesNotContain("verdict");
  }

  @Test
  void anOffsetIsToldWithItsBoundsAndAWarning() {
    assertThat(words(report("web", 90 * SECOND, 4)))
        .contains("warning: this clock is 90.0 s ahead, really between 89.0 s ahead and 90.0 s");
    assertThat(words(report("web", -5 * SECOND, 4)))
        .contains("verdict    this clock is 5.000 s behind")
        .contains("differ by  \u22125.000 s to \u22125.000 s, spread 0.000 s")
        .contains("and 1 more anchor")
        .contains("salvor triage --offset");
    assertThat(words(report("web", 0, 4))).doesNotContain("triage --offset");
  }

  @ParameterizedTest
  @ValueSource(longs = {3600, -5 * 3600 - 1800})
  void aRoundNumberOfHoursLooksLikeATimeZone(long seconds) {
    assertThat(words(report("web", seconds * SECOND, 4))).contains("looks like a time zone");
    assertThat(words(report("web", (seconds + 100) * SECOND, 4))).doesNotContain("time zone");
  }

  @ParameterizedTest
  @MethodSource("salvor.report.HostileTextTest#texts")
  void hostileNamesStayText(String text) throws Exception {
    OffsetsReport report = report(text, 2 * SECOND, 3);
    assertThat(words(report).lines().count())
        .as("no text makes a line of its own")
        .isEqualTo(words(report("plain", 2 * SECOND, 3)).lines().count());
    assertThat(words(report).chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
        .isTrue();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.json(out);
    String json = out.toString(StandardCharsets.UTF_8);
    assertThat(json).contains("\"verdict\" : \"apart\"");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(OffsetsReport.schema())
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
  }
}

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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.baseline.Judge;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.evidence.TimeText;
import salvor.evidence.Unreadable;
import salvor.evidence.Visible;
import salvor.jobs.Progress;
import salvor.review.Review;
import salvor.review.ReviewFiles;
import salvor.triage.Findings;
import salvor.workload.Inventory;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whatever the evidence says, it stays text: on a terminal, in JSON, in a spreadsheet. */
class HostileTextTest {
  private static final long TIME = 1_795_410_000_000_000_000L;

  static List<String> texts() {
    return List.of(
        "\u001b[31mred\u001b]0;title\u0007",
        "one\ntwo\r\nthree",
        "invoice\u202egpj.exe\u2066",
        "a\0b\0c",
        "x".repeat(4000),
        "<script>alert(1)</script>&amp;[link](http://x)",
        "=HYPERLINK(\"http://x\",\"y\")",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "\uff1d1+1",
        "\t=1",
        "quote \" and , comma",
        "\ud800 lone \udfff",
        "\u0085\u2028\u2029\ufeff\u200b",
        "%s %n %d",
        "");
  }

  private static Triage triage(String text) {
    Location at = new Location(text, text, text, text, text, text, text, null, null);
    ProcessInfo process =
        new ProcessInfo(
            1,
            2,
            text,
            text,
            text,
            text,
            text,
            0,
            new ProcessInfo.Parent(1, text, text, text, text));
    List<Activity> activities =
        List.of(
            new Activity.ProcessStarted(),
            new Activity.FileWritten(text, text),
            new Activity.ConnectionOpened(Endpoint.NONE, new Endpoint(text, 1, text), text),
            new Activity.Alert(text, text, text, new Activity.NameLookedUp(text, text)));
    List<Observation> rows = new ArrayList<>();
    for (int i = 0; i < activities.size(); i++) {
      ObservedTime time = new ObservedTime(TIME + i, TimeText.rfc3339(TIME + i, 9));
      rows.add(
          new Observation(
              time, at, process, activities.get(i), Set.of(), new RecordRef(0, i + 1, i, 1)));
    }
    Source source =
        new Source(
            0,
            "in!" + text,
            "0".repeat(64),
            "falco",
            9,
            6,
            4,
            1,
            List.of(new Unreadable(5, 4, text)),
            Map.of(text, 1L),
            List.of(text));
    Judgement out =
        new Judgement(
            Reason.NEW_ARG_SHAPE,
            Reason.NEW_ARG_SHAPE.base(),
            List.of(),
            text,
            text,
            text,
            List.of(new Judgement.Difference("arguments", text, text)),
            List.of(),
            null);
    Evidence evidence = new Evidence(List.of(source), Observations.of(rows), Inventory.EMPTY);
    Verdicts verdicts = new Verdicts(IntBuffer.wrap(new int[4]), List.of(out));
    Judge judge = new Judge(List.of(), Inventory.EMPTY);
    BitSet all = new BitSet();
    all.set(0, 4);
    return new Triage(
        evidence,
        List.of(),
        judge.matching(),
        verdicts,
        Findings.of(evidence, verdicts, judge.matching()),
        all,
        text,
        List.of(text),
        Map.of(),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theTerminalIsNeverSteered(String text) {
    StringWriter out = new StringWriter();
    TriageText.write(triage(text), new PrintWriter(out), false);
    assertThat(
            out.toString().codePoints().filter(c -> c != '\n').noneMatch(HostileTextTest::steers))
        .isTrue();
    assertThat(out.toString().lines().mapToInt(String::length).max().orElse(0)).isLessThan(4600);
    StringWriter plain = new StringWriter();
    TriageText.write(triage("plain"), new PrintWriter(plain), false);
    assertThat(out.toString().lines().count())
        .as("no text makes a line of its own")
        .isLessThanOrEqualTo(plain.toString().lines().count());
  }

  private static Overview overview(String text) {
    Triage t = triage(text);
    return new Overview(t.evidence(), t.matching(), t.verdicts(), t.rows(), t.filter());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void noOverviewSteersTheTerminal(String text) {
    StringWriter out = new StringWriter();
    StringWriter plain = new StringWriter();
    for (StringWriter to : List.of(out, plain)) {
      PrintWriter print = new PrintWriter(to);
      Overview overview = overview(to == out ? text : "plain");
      ProcessesReport.of(overview, Progress.NONE).text(print, false);
      PeersReport.of(overview, Progress.NONE).text(print, false);
      ImagesReport.of(overview).text(print, false);
      TriageText.findings(triage(to == out ? text : "plain"), print, false);
    }
    assertThat(
            out.toString().codePoints().filter(c -> c != '\n').noneMatch(HostileTextTest::steers))
        .isTrue();
    assertThat(out.toString().lines().count())
        .as("no text makes a line of its own")
        .isLessThanOrEqualTo(plain.toString().lines().count());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyOverviewsJsonIsWhatItsSchemaSays(String text) throws Exception {
    Overview overview = overview(text);
    assertValid(ProcessesReport.schema(), ProcessesReport.of(overview, Progress.NONE)::json);
    assertValid(PeersReport.schema(), PeersReport.of(overview, Progress.NONE)::json);
    assertValid(ImagesReport.schema(), ImagesReport.of(overview)::json);
    Triage triage = triage(text);
    assertValid(TriageJson.findingsSchema(), out -> TriageJson.findings(triage, out));
  }

  private static ReviewReport review(String text) {
    Triage t = triage(text);
    Review review =
        Review.of(
            t.evidence(),
            t.verdicts(),
            List.of(),
            new BitSet(),
            new Review.Milestones(null, null, false, null, null),
            Progress.NONE);
    return new ReviewReport(review, t.evidence());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aReviewStaysTextAndItsRulesRulesOfOneDocument(String text) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter plain = new StringWriter();
    review(text).text(new PrintWriter(out), false);
    review("plain").text(new PrintWriter(plain), false);
    assertThat(
            out.toString().codePoints().filter(c -> c != '\n').noneMatch(HostileTextTest::steers))
        .isTrue();
    assertThat(out.toString().lines().count())
        .as("a format that cannot hold the text says so on one line")
        .isLessThanOrEqualTo(
            plain.toString().lines().count() + 4L * review("plain").review().proposals().size());
    assertValid(ReviewReport.schema(), review(text)::json);
    ReviewFiles.of(review(text).review())
        .forEach((name, file) -> {
          for (JsonNode document : documents(file)) {
            assertThat(document.isContainer()).as(name).isTrue();
          }
        });
  }

  private static List<JsonNode> documents(String yaml) {
    List<JsonNode> all = new ArrayList<>();
    for (String document : yaml.split("(?m)^---\n")) {
      all.add(new YAMLMapper().readTree(document));
    }
    return all;
  }

  private static void assertValid(String schema, Output.Writing document) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.to(out);
    String json = out.toString(StandardCharsets.UTF_8);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theJsonIsWhatTheSchemaSaysAndKeepsTheText(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TriageJson.write(triage(text), out);
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    TriageJson.write(triage(text), again);
    assertThat(again.toByteArray()).as("the same bytes each time").isEqualTo(out.toByteArray());
    String json = out.toString(StandardCharsets.UTF_8);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TriageJson.schema())
                .validate(json, InputFormat.JSON))
        .isEmpty();
    assertThat(
            JsonMapper.shared()
                .readTree(json)
                .get("sources")
                .get(0)
                .get("notes")
                .get(0)
                .stringValue())
        .isEqualTo(kept(text));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aLineIsAnObservationInOrderWithEveryCharacter(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObservationLines.json(ObservationRows.of(triage(text)), out, Progress.NONE);
    String lines = out.toString(StandardCharsets.UTF_8);
    assertThat(lines.chars().filter(c -> c == '\n').count()).isEqualTo(4);
    long line = 1;
    for (String each : lines.split("\n")) {
      assertThat(each).startsWith("{");
      JsonNode node = JsonMapper.shared().readTree(each);
      assertThat(node.get("line").longValue()).isEqualTo(line++);
      assertThat(node.get("pod").isNull() ? "" : node.get("pod").stringValue())
          .isEqualTo(kept(text));
    }
  }

  /** UTF-8 has no lone surrogates. */
  private static String kept(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void csvComesBackAndNoCellIsAFormula(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObservationLines.csv(ObservationRows.of(triage(text)), out, Progress.NONE);
    List<List<String>> rows = csv(out.toString(StandardCharsets.UTF_8));
    assertThat(rows).hasSize(5);
    int pod = rows.getFirst().indexOf("pod");
    for (List<String> row : rows) {
      assertThat(row).hasSameSizeAs(rows.getFirst());
      assertThat(row).noneMatch(c -> !c.isEmpty() && "=+-@\t\r\uff1d".indexOf(c.charAt(0)) >= 0);
    }
    String cell = rows.get(1).get(pod);
    assertThat(cell.startsWith("'") ? cell.substring(1) : cell).isEqualTo(Visible.text(kept(text)));
  }

  @Test
  void csvOfNothingIsItsHeader() throws Exception {
    Triage some = triage("x");
    Triage none =
        new Triage(
            some.evidence(),
            List.of(),
            some.matching(),
            some.verdicts(),
            List.of(),
            new BitSet(),
            null,
            List.of(),
            Map.of(),
            List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObservationLines.csv(ObservationRows.of(none), out, Progress.NONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("time,originalTime,kind,verdict")
        .endsWith("offset,localTime,cluster\r\n")
        .hasLineCount(1);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ObservationLines.json(ObservationRows.of(some), json, Progress.NONE);
    List<String> names =
        new ArrayList<>(
            JsonMapper.shared()
                .readTree(json.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow())
                .propertyNames());
    assertThat(csv(out.toString(StandardCharsets.UTF_8)).getFirst()).isEqualTo(names);
  }

  /** A reader of RFC 4180, written from the RFC. */
  private static List<List<String>> csv(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    return rows;
  }
}

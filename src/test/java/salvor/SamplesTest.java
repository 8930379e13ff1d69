package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.TimeText;
import salvor.jobs.Progress;
import salvor.report.Triage;
import salvor.report.TriageJson;
import salvor.triage.Findings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shipped incidents: each has the triage result that is expected of it, and the truth to
 * measure it by. {@code -Daccept=true} writes baselines and expected results anew.
 */
class SamplesTest {
  private static final Path SAMPLES = Path.of("evidence-samples");
  private static final boolean ACCEPT = Boolean.getBoolean("accept");

  /** The end of the normal part that each shipped baseline was learned from. */
  private static final Map<String, String> LEARNED_UNTIL =
      Map.of(
          "webshell",
          "2026-11-23T04:43:46Z",
          "memfd-no-shell",
          "2026-11-23T04:43:46Z",
          "clean",
          "2026-11-23T04:50:20Z");

  static Stream<String> samples() throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("README.md")))
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Triage triage(String sample) throws Exception {
    Given given = Salvor.reader().read(List.of(SAMPLES.resolve(sample)), Progress.NONE);
    Verdicts verdicts = Salvor.judge(given, null, Progress.NONE);
    Judge judge = new Judge(given.baselines(), given.evidence().inventory());
    BitSet rows = new BitSet();
    rows.set(0, given.evidence().observations().size());
    return new Triage(
        given.evidence(),
        given.baselines(),
        judge.matching(),
        verdicts,
        Findings.of(given.evidence(), verdicts, judge.matching()),
        rows,
        null,
        List.of(),
        Map.of(),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theTriageResultIsTheExpectedOne(String sample) throws Exception {
    Path expected = SAMPLES.resolve(sample).resolve("expected/triage.json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TriageJson.write(triage(sample), out);
    String actual = withoutItself(out.toString(StandardCharsets.UTF_8));
    if (ACCEPT) {
      Files.createDirectories(expected.getParent());
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  /** The expected result lies in the folder that is read, and cannot hold its own hash. */
  static String withoutItself(String json) {
    ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(json);
    ArrayNode others = JsonMapper.shared().createArrayNode();
    for (JsonNode source : tree.get("sources")) {
      if (!source.get("path").stringValue().endsWith("expected/triage.json")) {
        others.add(source);
      }
    }
    tree.set("sources", others);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theBaselineIsWhatIsLearnedFromTheNormalPart(String sample) throws Exception {
    String until = LEARNED_UNTIL.get(sample);
    if (until == null) {
      return; // this sample has none for the attacked workload, on purpose
    }
    Given given =
        Salvor.reader().read(List.of(SAMPLES.resolve(sample).resolve("evidence")), Progress.NONE);
    List<Profile> learned =
        Learner.learn(
            given.evidence().observations(),
            given.evidence().inventory(),
            given.evidence().sources(),
            Learning.until(TimeText.read(until).orElseThrow().nanos()),
            Progress.NONE);
    Path file = SAMPLES.resolve(sample).resolve("baseline.json");
    if (ACCEPT) {
      Files.writeString(file, ProfileJson.write(learned));
    }
    assertThat(ProfileJson.write(learned)).isEqualTo(Files.readString(file));
  }

  /** What became of the rows of one class in one sample. */
  private static final class Score {
    int attack;
    int found;
    int unknown;
    int shownAsNormal;
    int out;
    int falselyOut;

    String line(String sample, String what) {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %d | %d | %d | %d | %s | %s |",
          sample,
          what,
          attack,
          found,
          unknown,
          shownAsNormal,
          attack == 0 ? "–" : String.format(Locale.ROOT, "%.3f", (double) found / attack),
          out == 0 ? "–" : String.format(Locale.ROOT, "%.3f", (double) (out - falselyOut) / out));
    }
  }

  @Test
  void recallAndPrecisionAreThoseOfTheReadme() throws Exception {
    List<String> table = new ArrayList<>();
    for (String sample : samples().toList()) {
      Triage triage = triage(sample);
      Map<String, Score> scores = score(sample, triage);
      scores.forEach((what, score) -> table.add(score.line(sample, what)));
      if (sample.equals("clean")) {
        assertThat(triage.counts().get(Verdict.OUT))
            .as("out of profile in a recording without an attack")
            .isZero();
      }
      if (triage.baselines().isEmpty()) {
        continue;
      }
      for (String what : List.of("process starts", "connections")) {
        Score score = scores.get(what);
        if (score != null && !sample.equals("alerts-no-baseline")) {
          assertThat(score.found)
              .as(sample + ": " + what + " of the attacker found")
              .isEqualTo(score.attack);
        }
      }
    }
    table.forEach(System.out::println);
    if (!ACCEPT) {
      assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }
  }

  private static Map<String, Score> score(String sample, Triage triage) throws IOException {
    Map<Long, String> truth = new HashMap<>();
    for (String line :
        Files.readAllLines(SAMPLES.resolve(sample).resolve("truth/labels.csv")).stream()
            .skip(1)
            .toList()) {
      String[] fields = line.split(",", 4);
      truth.put(Long.parseLong(fields[0]), fields[1]);
    }
    Observations all = triage.evidence().observations();
    Map<String, Score> scores = new TreeMap<>();
    for (int row = 0; row < all.size(); row++) {
      if (!triage.evidence().sources().get(all.sourceId(row)).path().endsWith("falco.jsonl.gz")) {
        continue;
      }
      boolean attack = "attack".equals(truth.get(all.source(row).line()));
      Verdict verdict = triage.verdicts().verdict(row);
      Score score =
          scores.computeIfAbsent(what(all.activity(all.activityId(row))), _ -> new Score());
      score.attack += attack ? 1 : 0;
      score.found += attack && verdict == Verdict.OUT ? 1 : 0;
      score.unknown += attack && verdict == Verdict.UNKNOWN ? 1 : 0;
      score.shownAsNormal +=
          attack && (verdict == Verdict.IN || verdict == Verdict.EXPLAINED) ? 1 : 0;
      score.out += verdict == Verdict.OUT ? 1 : 0;
      score.falselyOut += !attack && verdict == Verdict.OUT ? 1 : 0;
    }
    return scores;
  }

  private static String what(Activity activity) {
    if (activity instanceof Activity.Alert) {
      return "alerts";
    }
    Kind kind = activity.kind();
    return switch (kind) {
      case PROCESS_STARTED, PROCESS_ENDED -> "process starts";
      case CONNECTION_OPENED, CONNECTION_ACCEPTED, LISTENING, NAME_LOOKED_UP -> "connections";
      case FILE_OPENED, FILE_WRITTEN, FILE_DELETED -> "files";
      case KERNEL_ACTION, API_REQUEST, ALERT, EVENTS_LOST, CLUSTER_EVENT, NOT_HEARD, LOGGED ->
          "other";
    };
  }
}

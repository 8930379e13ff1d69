package salvor.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.playbook.PlaybookProblem.Cause;

class PlaybookTextTest {
  static final String SMALL =
      """
      kind: salvor.io/playbook:1.0.0
      name: small
      title: A small one
      steps:
        - id: cut
          task: isolate
          title: Cut it off
          gate: {contained: verified}
          within: 15m
        - id: count
          task: recover
          title: Count them
          gate: {bad-digest-pods: 0}
          owner: team
      """;

  private @TempDir Path dir;

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(BuiltIn.schema());
  }

  static List<String> builtIn() {
    return BuiltIn.NAMES;
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void theBuiltInOnesAreReadAndFitTheSchema(String name) throws IOException {
    Playbook playbook = BuiltIn.named(name).orElseThrow();
    assertThat(playbook.name()).isEqualTo(name);
    assertThat(schema().validate(playbook.text(), InputFormat.YAML)).isEmpty();
    assertThat(playbook.steps()).allSatisfy(step -> assertThat(step.gate()).isNotEmpty());
    assertThat(playbook.steps()).allSatisfy(step -> assertThat(step.owner()).isNotNull());
    assertThat(playbook.steps()).extracting(Playbook.Step::task).contains(Task.SCOPE, Task.REVIEW);
  }

  @Test
  void readsWhatIsWritten() {
    Playbook read = PlaybookText.read(SMALL).playbook();
    assertThat(read).isNotNull();
    assertThat(read.steps().getFirst().within()).isEqualTo(Duration.ofMinutes(15));
    assertThat(read.steps().getFirst().gate())
        .containsExactly(new Condition(Fact.CONTAINED, "verified"));
    assertThat(read.steps().getLast().after()).as("the step before").containsExactly("cut");
    assertThat(read.steps().getLast().owner()).isEqualTo("team");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "salvor.io/playbook:1.0.0 | salvor.io/playbook:2.0.0 | BAD_KIND | 1 | kind",
        "name: small | name: Small Name | BAD_NAME | 2 | name",
        "name: small | nome: small | UNKNOWN_ENTRY | 2 | nome",
        "title: A small one | title: [a] | WRONG_TYPE | 3 | title",
        "task: isolate | task: explode | UNKNOWN_TASK | 6 | steps[0].task",
        "contained: verified | contained: yes | BAD_VALUE | 8 | steps[0].gate.contained",
        "contained: verified | containd: verified | UNKNOWN_FACT | 8 | steps[0].gate.containd",
        "bad-digest-pods: 0 | bad-digest-pods: few | BAD_VALUE | 13 | steps[1].gate.bad-digest-pods",
        "within: 15m | within: soon | BAD_TIME | 9 | steps[0].within",
        "id: count | id: cut | DUPLICATE | 10 | steps[1].id",
        "owner: team | after: [later] | BAD_ORDER | 14 | steps[1].after[0]",
        "owner: team | after: [count] | BAD_ORDER | 14 | steps[1].after[0]",
        "title: Count them | title: ' ' | MISSING | 10 | steps[1]"
      })
  void tellsWhatIsWrongAndWhere(String was, String is, Cause cause, int line, String place)
      throws IOException {
    String text = SMALL.replace(was, is);
    assertThat(text).isNotEqualTo(SMALL);
    PlaybookText.Reading reading = PlaybookText.read(text);
    assertThat(reading.playbook()).isNull();
    assertThat(reading.problems())
        .anySatisfy(problem -> {
          assertThat(problem.cause()).isEqualTo(cause);
          assertThat(problem.line()).isEqualTo(line);
          assertThat(problem.place()).isEqualTo(place);
        });
    boolean needsMore = List.of(Cause.DUPLICATE, Cause.BAD_ORDER, Cause.MISSING).contains(cause);
    assertThat(schema().validate(text, InputFormat.YAML).isEmpty())
        .as("the schema says the same, but for what no schema can say")
        .isEqualTo(needsMore);
  }

  @Test
  void refusesWhatIsNotPlain() {
    for (String bad :
        List.of(
            SMALL.replace("title: A small one", "title: !!java.net.URL x"),
            SMALL.replace("title: A small one", "title: !x y"),
            SMALL.replace("title: A small one", "title: &a x\ndescription: *a"),
            "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            SMALL.replace("steps:", "steps: !!set"))) {
      assertThat(causes(bad)).as(bad).containsExactly(Cause.NOT_PLAIN);
    }
  }

  private static List<Cause> causes(String text) {
    PlaybookText.Reading reading = PlaybookText.read(text);
    assertThat(reading.playbook()).isNull();
    return reading.problems().stream().map(PlaybookProblem::cause).toList();
  }

  @Test
  void refusesWhatIsTooMuch() {
    assertThat(causes("#".repeat(PlaybookText.MOST_CHARACTERS) + "\n"))
        .containsExactly(Cause.TOO_LARGE);
    assertThat(causes("a: " + "[".repeat(30) + "]".repeat(30))).containsExactly(Cause.TOO_DEEP);
    assertThat(causes(SMALL + "---\n" + SMALL)).containsExactly(Cause.SEVERAL_DOCUMENTS);
    assertThat(causes(SMALL.replace("A small one", "x".repeat(2001)))).contains(Cause.TOO_LONG);
    String many =
        IntStream.range(0, 101)
            .mapToObj(i -> "  - {id: s" + i + ", task: other, title: t}\n")
            .collect(Collectors.joining());
    assertThat(causes(SMALL.substring(0, SMALL.indexOf("  - id")) + many)).contains(Cause.TOO_MANY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "a", "[", "- a", "steps: {}", "a: b: c", "'\u0000'", "steps: [x]", "kind: {}"})
  void nothingIsAPlaybookThatIsNone(String text) {
    assertThat(causes(text)).isNotEmpty();
  }

  @Test
  void aFileThatIsNoTextIsNoPlaybook() throws IOException {
    Path file = Files.write(dir.resolve("x"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(PlaybookText.read(file).problems())
        .extracting(PlaybookProblem::cause)
        .containsExactly(Cause.NOT_YAML);
  }

  @Test
  void noDamageIsMoreThanAProblem() throws IOException {
    String text = BuiltIn.named("web-shell").orElseThrow().text();
    String odd = "{}[]:,&*!|>'\"%@`#-?\t\u0000\u2028\ud800\uffff0aZ ";
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      StringBuilder damaged = new StringBuilder(text);
      for (int i = 0; i <= random.nextInt(6); i++) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(4)) {
          case 0 -> damaged.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
          case 1 -> damaged.insert(at, odd.charAt(random.nextInt(odd.length())));
          case 2 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(40)));
          default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 60)));
        }
      }
      PlaybookText.Reading reading = PlaybookText.read(damaged.toString());
      assertThat(reading.playbook() == null)
          .as("seed " + seed)
          .isEqualTo(!reading.problems().isEmpty());
    }
  }
}

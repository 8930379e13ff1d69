package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.jobs.Progress;
import salvor.report.MarksReport;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Marks in the terminal, on a recorded incident. */
class MarkCommandsTest {
  private static final Path WEBSHELL = Path.of("evidence-samples/webshell");

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();
  private String folder = "";

  @BeforeEach
  void makeTheCase() throws Exception {
    folder = dir.resolve("case").toString();
    open().close();
  }

  private OpenedCase open() throws Exception {
    return Salvor.cases()
        .open(Opening.inFolder(List.of(WEBSHELL), List.of(), dir.resolve("case")), Progress.NONE);
  }

  private JsonNode marks() throws Exception {
    assertThat(terminal.run("marks", folder, "--json", "-")).isZero();
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(MarksReport.schema());
    assertThat(schema.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate("{}", InputFormat.JSON)).as("a schema that refuses").isNotEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  @Test
  void eventsAreMarkedByAFilterAndListedUndoneAndDoneAgain() throws Exception {
    assertThat(
            terminal.run("mark", folder, "--filter", "kworkerds and verdict=out", "--tag", "miner"))
        .isZero();
    assertThat(terminal.out()).startsWith("tag “miner” on ").contains(" events");
    JsonNode list = marks();
    int count = list.get("marks").size();
    assertThat(count).isGreaterThan(1);
    JsonNode edit = list.get("edits").get(0);
    assertThat(edit.get("author").asString()).isEqualTo(System.getProperty("user.name"));
    assertThat(edit.get("at").asString()).startsWith("20");

    String event = list.get("marks").get(0).get("event").asString();
    assertThat(
            terminal.run(
                "mark",
                folder,
                "--event",
                event,
                "--milestone",
                "ISOLATED",
                "--comment",
                "cut off \u001b[31mby hand",
                "--accept",
                "a drill",
                "--star"))
        .isZero();
    assertThat(terminal.run("marks", folder)).isZero();
    assertThat(terminal.out())
        .contains(
            "milestone: isolated (verified)", "comment: cut off ", "accepted as normal: a drill")
        .contains("event " + event)
        .doesNotContain("\u001b");

    for (int i = 0; i < 4; i++) {
      assertThat(terminal.run("undo", folder)).isZero();
      assertThat(terminal.out()).startsWith("undone: ");
    }
    assertThat(marks().get("marks").get(0).get("comments")).isEmpty();
    assertThat(terminal.run("redo", folder)).isZero();
    assertThat(terminal.out()).isEqualTo("done again: star on 1 event" + System.lineSeparator());
  }

  @Test
  void aCaseThatIsOpenElsewhereIsLeftAlone() throws Exception {
    OpenedCase window = open();
    for (String[] command :
        new String[][] {
          {"mark", folder, "--filter", "verdict=out", "--star"},
          {"undo", folder},
          {"redo", folder},
          {"marks", folder}
        }) {
      assertThat(terminal.run(command)).isEqualTo(ExitCode.CASE_UNUSABLE);
      assertThat(terminal.err()).contains("another program has this case open", "close it there");
    }
    window.close();
    assertThat(terminal.run("undo", folder)).isZero();
    assertThat(terminal.out()).contains("nothing to do");
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLineAndChangesNothing() throws Exception {
    String[][] wrong = {
      {"mark", folder, "--star"},
      {"mark", folder, "--filter", "verdict=out"},
      {"mark", folder, "--filter", "verdict=", "--star"},
      {"mark", folder, "--filter", "zzzzzz", "--star"},
      {"mark", folder, "--event", "nothing", "--star"},
      {"mark", folder, "--event", "ab:1", "--star"},
      {"mark", folder, "--filter", "verdict=out", "--milestone", "isolated"},
      {"mark", folder, "--filter", "verdict=out", "--comment", " "},
    };
    for (String[] command : wrong) {
      assertThat(terminal.run(command)).as(String.join(" ", command)).isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err()).startsWith("salvor mark: ");
    }
    assertThat(terminal.run("marks", dir.resolve("nowhere").toString()))
        .isEqualTo(ExitCode.CASE_UNUSABLE);
    assertThat(marks().get("edits")).isEmpty();
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.baseline.VersionState;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.Opening;
import salvor.workbench.FxWatchdog;
import salvor.workbench.OpenRequest;
import salvor.workbench.Opener;
import salvor.workbench.fx.Theme;

/** From the open case to a baseline of what was normal before the incident. */
@ExtendWith(FxWatchdog.class)
class LearnStoryTest extends WindowStory {
  private @TempDir Path dir;

  LearnStoryTest() {
    super(1600, 1000, Theme.DARK);
  }

  private BaselineLibrary library() {
    return new BaselineLibrary(dir.resolve("library"), Salvor.reader(), Clock.systemUTC());
  }

  @Override
  protected Opener opener() {
    Opener own = Salvor.opener(Salvor.cases());
    return new Opener() {
      @Override
      public OpenRequest evidence(List<Path> paths) {
        return own.evidence(paths);
      }

      @Override
      public OpenRequest judgedBy(Path folder, String name, List<Path> baselines) {
        return own.judgedBy(folder, name, baselines);
      }

      @Override
      public Optional<BaselineLibrary> library() {
        return Optional.of(LearnStoryTest.this.library());
      }
    };
  }

  private void openSheet(FxRobot robot) throws Exception {
    Path kept = ReviewedCase.in(dir.resolve("webshell"));
    open(robot, Salvor.request(Salvor.cases(), Opening.inFolder(List.of(), List.of(), kept)));
    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    robot.write("learn a base");
    robot.type(KeyCode.ENTER);
    learned(robot);
  }

  private static void learned(FxRobot robot) throws Exception {
    until(() ->
        robot
            .lookup("#learn-profiles")
            .tryQuery()
            .filter(list -> !((ListView<?>) list).getItems().isEmpty())
            .isPresent());
  }

  private static String until(FxRobot robot) {
    return robot.lookup("#learn-until").<TextField>query().getText();
  }

  private void fire(FxRobot robot, String button) {
    robot.interact(() -> robot.lookup(button).<Button>query().fire());
  }

  @Test
  void theFileIsTheCommandsByteForByte(FxRobot robot) throws Exception {
    openSheet(robot);
    String compromise = until(robot);
    assertThat(compromise).startsWith("2026-11-23T04:43:46.");
    assertThat(text(robot, "#learn-left-out")).contains("outside of the window");
    Path file = dir.resolve("window.json");
    robot.interact(() -> robot.lookup("#learn-file").<TextField>query().setText(file.toString()));
    fire(robot, "#learn-write");
    until(() -> text(robot, "#learn-kept").startsWith("Written to window.json"));

    Terminal terminal = new Terminal();
    Path command = dir.resolve("command.json");
    assertThat(
            terminal.run(
                "baseline",
                "learn",
                WEB_SHELL.toString(),
                "--suspect",
                compromise,
                "--out",
                command.toString()))
        .as(terminal.err())
        .isZero();
    assertThat(Files.readString(file)).isEqualTo(Files.readString(command));

    // and the case is judged by it
    fire(robot, "#learn-judge");
    until(() -> robot.lookup("#learn").tryQuery().isEmpty());
    until(() -> text(robot, "#to-sources").equals("11 sources"));
  }

  @Test
  void whatIsAfterTheCompromiseIsNotLearnedWhateverTheWindowSays(FxRobot robot) throws Exception {
    openSheet(robot);
    String before = text(robot, "#learn-left-out");
    robot.interact(() -> robot.lookup("#learn-until").<TextField>query().setText("soon"));
    assertThat(robot.lookup("#learn-write").query().isDisabled()).isTrue();
    fire(robot, "#learn-again");
    until(() ->
        robot.lookup(".empty").queryAllAs(javafx.scene.control.Label.class).stream()
            .anyMatch(label -> label.getText().contains("no RFC 3339 time")));
    robot.interact(() -> robot.lookup("#learn-until").<TextField>query().setText(""));
    focus(robot, "#learn-until");
    robot.type(KeyCode.ENTER);
    learned(robot);
    until(() -> text(robot, "#learn-left-out").equals(before));
  }

  @Test
  void theChosenOnesAreDraftsOfTheLibrary(FxRobot robot) throws Exception {
    openSheet(robot);
    ListView<?> profiles = robot.lookup("#learn-profiles").query();
    int all = profiles.getItems().size();
    focus(robot, "#learn-profiles");
    robot.type(KeyCode.SPACE); // without the first
    until(() -> text(robot, "#learn-keep").equals("_Keep " + (all - 1) + " in the library"));
    robot.interact(() -> robot.lookup("#learn-reason").<TextField>query().setText("quiet part"));
    fire(robot, "#learn-keep");
    until(() -> text(robot, "#learn-kept").startsWith("Kept in the library as drafts"));
    assertThat(library().open().versions().all())
        .hasSize(all - 1)
        .allSatisfy(version -> {
          assertThat(version.state()).isEqualTo(VersionState.DRAFT);
          assertThat(version.by().reason()).isEqualTo("quiet part");
          assertThat(version.sources()).isNotEmpty();
        });
  }
}

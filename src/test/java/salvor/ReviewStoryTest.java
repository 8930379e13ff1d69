package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.casefile.Opening;
import salvor.custody.Sha256;
import salvor.custody.SigningKey;
import salvor.report.ChangeSet;
import salvor.report.ChangeSetCheck;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.Theme;

/** From the incident to a signed folder of changes, by the keyboard. */
@ExtendWith(FxWatchdog.class)
class ReviewStoryTest extends WindowStory {
  private final String home = System.getProperty("user.home");
  private @TempDir Path dir;

  ReviewStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @BeforeEach
  void ownKey() {
    System.setProperty("user.home", dir.resolve("home").toString());
  }

  @AfterEach
  void userKey() {
    System.setProperty("user.home", home);
  }

  private Path openReviewed(FxRobot robot) throws Exception {
    Path kept = ReviewedCase.in(dir.resolve("webshell"));
    open(robot, Salvor.request(Salvor.cases(), Opening.inFolder(List.of(), List.of(), kept)));
    focus(robot, "#timeline");
    robot.write("r");
    until(() ->
        robot.lookup("#review-acts").tryQuery().filter(javafx.scene.Node::isFocused).isPresent());
    return kept;
  }

  private static ListView<?> list(FxRobot robot, String id) {
    return robot.lookup(id).query();
  }

  @Test
  void anActLeadsToItsEventAndToTheRuleThatCatchesIt(FxRobot robot) throws Exception {
    openReviewed(robot);
    robot.type(KeyCode.DOWN, 4);
    until(() -> text(robot, "#reason").startsWith("A program of the image ran"));
    assertThat(robot.lookup("#review-page").queryAll()).isNotEmpty();
    robot.interact(
        () -> ((javafx.scene.control.Hyperlink) robot.lookup("Falco rule").query()).fire());
    until(() -> robot.lookup("#review-text").<TextArea>query().getText().contains("- rule:"));
    assertThat(list(robot, "#review-changes").isFocused()).isTrue();
    // its text is copied as it is exported
    robot.interact(() -> robot.lookup("#review-copy").<javafx.scene.control.Button>query().fire());
    assertThat(robot.lookup("#review-text").<TextArea>query().getText())
        .contains("salvor-shop-web-web");
  }

  @Test
  void theChangeSetIsTheCommandsByteForByte(FxRobot robot) throws Exception {
    Path kept = openReviewed(robot);
    export(robot, dir.resolve("window"), "all of it");
    until(() -> text(robot, "#change-told").contains("as they were signed"));
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#change-set").tryQuery().isEmpty());
    robot.interact(() -> model.close());

    Terminal terminal = new Terminal();
    assertThat(
            terminal.run(
                "review",
                kept.toString(),
                "--out",
                dir.resolve("command").toString(),
                "--reason",
                "all of it",
                "--key",
                SigningKey.ofUser().toString(),
                "--passphrase-file",
                Files.writeString(dir.resolve("passphrase"), "open sesame\n").toString()))
        .as(terminal.err())
        .isZero();
    assertThat(files(dir.resolve("window"))).isEqualTo(files(dir.resolve("command")));
    assertThat(withoutTime(dir.resolve("window"))).isEqualTo(withoutTime(dir.resolve("command")));
  }

  @Test
  void whatIsLeftOutIsNotInTheFolder(FxRobot robot) throws Exception {
    openReviewed(robot);
    robot.interact(
        () -> robot.lookup("#review-to-changes").<javafx.scene.control.ToggleButton>query().fire());
    focus(robot, "#review-changes");
    robot.type(KeyCode.HOME);
    robot.type(KeyCode.SPACE); // all rules
    until(() -> text(robot, "#review-to-changes").contains(" of "));
    export(robot, dir.resolve("part"), "no rules");
    until(() -> text(robot, "#change-told").contains("as they were signed"));
    assertThat(files(dir.resolve("part")).keySet())
        .noneMatch(name -> name.startsWith("rules/falco.yaml") || name.contains("sigma"))
        .anyMatch(name -> name.startsWith("policies/networkpolicy/"));
    assertThat(ChangeSetCheck.of(dir.resolve("part")).problems()).isEmpty();
    assertThat(Files.readString(dir.resolve("part").resolve(ChangeSet.DOCUMENT)))
        .contains("\"rules\" : [ ]");
    // and nobody writes over it
    robot.interact(() -> robot.lookup("#change-write").<javafx.scene.control.Button>query().fire());
    until(() -> text(robot, "#change-told").contains("is not empty"));
  }

  @Test
  void whatIsAcceptedAsNormalIsNoActAnyMore(FxRobot robot) throws Exception {
    openReviewed(robot);
    String before = text(robot, "#review-to-acts");
    robot.type(KeyCode.DOWN, 4);
    until(() -> text(robot, "#reason").startsWith("A program of the image ran"));
    robot.write("k");
    until(() -> robot.lookup("#accept-reason").tryQuery().isPresent());
    robot.write("a drill");
    robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
    until(() ->
        !text(robot, "#review-to-acts").equals(before)
            && robot.lookup("#review-acts").tryQuery().isPresent());
    assertThat(before).isEqualTo("_Acts 78");
    assertThat(text(robot, "#review-to-acts")).isEqualTo("_Acts 77");
  }

  private static void export(FxRobot robot, Path folder, String reason) throws Exception {
    robot.interact(
        () -> robot.lookup("#review-export").<javafx.scene.control.Button>query().fire());
    until(() -> robot.lookup("#change-folder").query().isFocused());
    robot.interact(
        () -> robot.lookup("#change-folder").<TextField>query().setText(folder.toString()));
    robot.type(KeyCode.TAB, 3);
    until(() -> robot.lookup("#change-reason").query().isFocused());
    robot.interact(() -> robot.lookup("#change-reason").<TextField>query().setText(reason));
    robot.interact(
        () -> robot.lookup("#change-passphrase").<TextField>query().setText("open sesame"));
    until(() -> !robot.lookup("#change-write").query().isDisabled());
    focus(robot, "#change-write");
    robot.type(KeyCode.SPACE);
  }

  /** What every file but the document and its seal holds. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith(ChangeSet.DOCUMENT)) {
          files.put(name, Sha256.of(file));
        }
      }
    }
    return files;
  }

  private static String withoutTime(Path folder) throws IOException {
    return Files.readString(folder.resolve(ChangeSet.DOCUMENT))
        .replaceFirst("\"at\" : \"[^\"]*\"", "");
  }
}

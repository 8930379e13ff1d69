package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.recovery.FakeForge;
import salvor.workbench.fx.Theme;

/** Pictures of the sheets that bring a cluster back, in {@code target/gallery}. */
class RecoveryGalleryTest extends Gallery {
  private static final String FIXED =
      "sha256:8cc973f45cbd121cb895b4c906f0455e97fae9e874727422165db3d88dc74810";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1280,720"})
  void rolling(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = LivePractice.faster(folder, 0, 10)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      victim(robot);
      rebuilds(robot, practice, suffix);
      victim(robot);
      robot.press(KeyCode.SHIFT).type(KeyCode.R).release(KeyCode.SHIFT);
      until(() -> robot.lookup("#rollout-fixed").tryQuery().isPresent());
      until(() -> !robot.lookup("#rollout-do").query().isDisabled());
      over(robot, "#rollout-sheet", "rollout-ready" + suffix);
      robot.interact(() -> robot.lookup("#rollout-do").<Button>query().fire());
      until(() -> text(robot, "#rollout-figures").contains("2"));
      robot.interact(() -> robot.lookup("#rollout-hold").<ToggleButton>query().fire());
      over(robot, "#rollout-sheet", "rollout-rolling" + suffix);
      until(() -> text(robot, "#rollout-against").contains("All workloads are through"));
      over(robot, "#rollout-sheet", "rollout-through" + suffix);
      robot.interact(() -> robot.lookup("#rollout-back").<Button>query().fire());
      until(() -> text(robot, "#rollout-against").contains("Rolled back"));
      over(robot, "#rollout-sheet", "rollout-back" + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1280,720"})
  void endingVictimsAndStuck(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = LivePractice.faster(folder, 20, 10)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      victim(robot);
      until(() -> isOut(robot));
      robot.press(KeyCode.SHIFT).type(KeyCode.R).release(KeyCode.SHIFT);
      until(() -> robot.lookup("#rollout-fixed").tryQuery().isPresent());
      over(robot, "#rollout-sheet", "rollout-not-planned" + suffix);
      robot.interact(() -> {
        robot.lookup("#rollout-fixed").<TextField>query().setText("sha256:" + "b".repeat(64));
        robot.lookup("#rollout-plan").<Button>query().fire();
      });
      until(() -> robot.lookup("#rollout-victims").query().isVisible());
      robot.interact(() -> {
        robot.lookup("#rollout-reason").<TextField>query().setText("Incident 2026-117");
        robot.lookup("#rollout-allow").<Button>query().fire();
      });
      until(() -> text(robot, "#rollout-against").startsWith("Pods of the incident"));
      over(robot, "#rollout-sheet", "rollout-victims" + suffix);
      robot.interact(
          () -> robot.lookup("#rollout-even-evidence").<CheckBox>query().setSelected(true));
      until(() -> !robot.lookup("#rollout-do").query().isDisabled());
      robot.interact(() -> robot.lookup("#rollout-do").<Button>query().fire());
      until(() -> text(robot, "#rollout-against").contains("do not start"));
      over(robot, "#rollout-sheet", "rollout-stuck" + suffix);
      robot.interact(() -> robot.lookup("#rollout-back").<Button>query().fire());
      until(() -> text(robot, "#rollout-against").contains("Rolled back"));
      over(robot, "#rollout-sheet", "rollout-stuck-back" + suffix);
    }
  }

  private static boolean isOut(FxRobot robot) {
    return robot
        .lookup("#pods")
        .<TableView<?>>query()
        .getItems()
        .getFirst()
        .toString()
        .contains("severity=CRITICAL");
  }

  private static void victim(FxRobot robot) throws Exception {
    TableView<?> pods = robot.lookup("#pods").query();
    robot.interact(() -> robot.lookup("#live-filter").<TextField>query().setText("8ppl7"));
    until(() -> pods.getItems().size() == 1);
    robot.interact(() -> pods.getSelectionModel().select(0));
    until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
    focus(robot, "#pods");
  }

  private void rebuilds(FxRobot robot, LivePractice practice, String suffix) throws Exception {
    try (FakeForge forge = new FakeForge()) {
      robot.press(KeyCode.SHIFT).type(KeyCode.H).release(KeyCode.SHIFT);
      until(() -> text(robot, "#hotfix-stands").contains("is not there"));
      over(robot, "#hotfix-sheet", "hotfix-no-settings" + suffix);
      Files.writeString(
          practice.live.folder().resolve("hotfix.json"), RecoveryStoryTest.settings(forge, folder));
      robot.interact(() -> robot.lookup("#hotfix-read").<Button>query().fire());
      until(() -> text(robot, "#hotfix-against").startsWith("Read-only"));
      over(robot, "#hotfix-sheet", "hotfix-ready" + suffix);
      forge
          .then(200, "{\"workflow_runs\": []}")
          .then(200, "{\"workflow_run_id\": 42, \"html_url\": \"https://forge.example/42\"}")
          .then(200, "{\"id\": 42, \"status\": \"in_progress\", \"conclusion\": null}")
          .then(200, "{\"id\": 42, \"status\": \"completed\", \"conclusion\": \"success\"}");
      robot.interact(() -> {
        robot.lookup("#hotfix-reason").<TextField>query().setText("Incident 2026-117: CVE-2026-1");
        robot.lookup("#hotfix-allow").<Button>query().fire();
      });
      until(() -> !robot.lookup("#hotfix-trigger").query().isDisabled());
      robot.interact(() -> robot.lookup("#hotfix-trigger").<Button>query().fire());
      until(() -> text(robot, "#hotfix-stands").contains("in_progress"));
      over(robot, "#hotfix-sheet", "hotfix-following" + suffix);
      until(() -> text(robot, "#hotfix-stands").contains("does not tell the digest"));
      over(robot, "#hotfix-sheet", "hotfix-not-told" + suffix);
      robot.interact(() -> {
        robot.lookup("#hotfix-said").<TextField>query().setText(FIXED);
        robot.lookup("#hotfix-why").<TextField>query().setText("as the registry lists it");
        robot.lookup("#hotfix-confirm").<Button>query().fire();
      });
      until(() -> robot.lookup("#hotfix-rollout").query().isVisible());
      over(robot, "#hotfix-sheet", "hotfix-known" + suffix);
      robot.interact(() -> robot.lookup("#hotfix-close").<Button>query().fire());
    }
  }
}

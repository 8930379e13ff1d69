package salvor;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of the sheets that bring a cluster back, in {@code target/gallery}. */
class RecoveryGalleryTest extends Gallery {
  private static final String FIXED =
      "sha256:8cc973f45cbd121cb895b4c906f0455e97fae9e874727422165db3d88dc74810";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1280,720"})
  void rolling(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = LivePractice.faster(folder, 20, 10)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() ->
          !pods.getItems().isEmpty()
              && pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      focus(robot, "#pods");
      robot.press(KeyCode.SHIFT).type(KeyCode.R).release(KeyCode.SHIFT);
      until(() -> robot.lookup("#rollout-fixed").tryQuery().isPresent());
      over(robot, "#rollout-sheet", "rollout-asking" + suffix);
      robot.interact(() -> {
        robot.lookup("#rollout-fixed").<TextField>query().setText(FIXED);
        robot.lookup("#rollout-plan").<Button>query().fire();
      });
      until(() -> text(robot, "#rollout-against").startsWith("Read-only"));
      over(robot, "#rollout-sheet", "rollout-planned" + suffix);
      robot.interact(() -> {
        robot
            .lookup("#rollout-reason")
            .<TextField>query()
            .setText("Incident 2026-117: CVE-2026-1 is mended in build 4711");
        robot.lookup("#rollout-allow").<Button>query().fire();
      });
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
}

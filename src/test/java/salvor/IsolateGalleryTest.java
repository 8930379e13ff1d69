package salvor;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of the sheet that cuts pods off, in {@code target/gallery}. */
class IsolateGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1920,1080", "LIGHT,1280,720", "DARK,1280,720"})
  void isolating(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && victimIsFirst(pods));
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      save("pod-page-isolate" + suffix);
      robot.interact(() -> robot.lookup("#pod-isolate").<Button>query().fire());
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      over(robot, "#isolate-sheet", "isolate-plan" + suffix);
      robot.interact(() -> robot.lookup("#isolate-yaml").<ToggleButton>query().fire());
      over(robot, "#isolate-sheet", "isolate-yaml" + suffix);
      robot.interact(() -> {
        robot.lookup("#isolate-yaml").<ToggleButton>query().fire();
        robot.lookup("#isolate-all").<Button>query().fire();
        robot
            .lookup("#isolate-reason")
            .<TextField>query()
            .setText("Incident 2026-117: isolate shop/web as told by the head of operations");
        robot.lookup("#isolate-allow").<Button>query().fire();
      });
      until(() -> !robot.lookup("#isolate-do").query().isDisabled());
      over(robot, "#isolate-sheet", "isolate-ready" + suffix);
      robot.interact(() -> robot.lookup("#isolate-do").<Button>query().fire());
      until(() -> text(robot, "#isolate-result").startsWith("The cluster accepted"));
      over(robot, "#isolate-sheet", "isolate-accepted" + suffix);
      robot.interact(
          () -> ((Stage) robot.lookup("#isolate-sheet").query().getScene().getWindow()).close());
      until(() -> pods.getItems().toString().contains("quarantine=case-"));
      save("pods-isolated" + suffix);
    }
  }

  private static boolean victimIsFirst(TableView<?> pods) {
    return pods.getItems().getFirst().toString().contains(LivePractice.VICTIM);
  }
}

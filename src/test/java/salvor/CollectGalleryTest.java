package salvor;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.training.apiserver.Faults;
import salvor.workbench.fx.Theme;

/** Pictures of the sheet that takes evidence, in {@code target/gallery}. */
class CollectGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"DARK,1280,720", "LIGHT,1280,720", "LIGHT,1920,1080", "DARK,1920,1080"})
  void collecting(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && victimIsFirst(pods));
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      save("pod-page-collect" + suffix);
      robot.interact(() -> robot.lookup("#pod-collect").<Button>query().fire());
      until(() -> text(robot, "#collect-against").startsWith("Read-only"));
      over(robot, "#collect-sheet", "collect-plan" + suffix);
      robot.interact(() -> robot.lookup("#collect-seconds").<TextField>query().setText("soon"));
      over(robot, "#collect-sheet", "collect-wrong" + suffix);
      robot.interact(() -> {
        robot.lookup("#collect-seconds").<TextField>query().setText("300");
        robot.lookup("#collect-all").<Button>query().fire();
        robot
            .lookup("#collect-reason")
            .<TextField>query()
            .setText("Incident 2026-117: evidence of shop/web as told by the head of operations");
        robot.lookup("#collect-allow").<Button>query().fire();
        robot.lookup("#collect-sign").<CheckBox>query().setSelected(false);
      });
      until(() -> !robot.lookup("#collect-do").query().isDisabled());
      over(robot, "#collect-sheet", "collect-ready" + suffix);
      practice
          .practice
          .faults()
          .plan(
              1,
              request -> request.path().endsWith("/rolebindings"),
              new Faults.Fault.Failure(403, "Forbidden", "no", 0));
      robot.interact(() -> robot.lookup("#collect-do").<Button>query().fire());
      over(robot, "#collect-sheet", "collect-running" + suffix);
      until(() -> !text(robot, "#collect-result").isEmpty());
      over(robot, "#collect-sheet", "collect-done" + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720"})
  void refused(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice
          .practice
          .faults()
          .plan(
              9,
              request -> request.path().endsWith("/ephemeralcontainers"),
              new Faults.Fault.Failure(
                  403,
                  "Forbidden",
                  "pods \"web\" is forbidden: violates PodSecurity \"restricted:latest\":"
                      + " allowPrivilegeEscalation != false",
                  0));
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && victimIsFirst(pods));
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      robot.interact(() -> robot.lookup("#pod-collect").<Button>query().fire());
      until(() -> text(robot, "#collect-against").startsWith("Read-only"));
      robot.interact(() -> {
        robot.lookup("#collect-reason").<TextField>query().setText("incident 7");
        robot.lookup("#collect-allow").<Button>query().fire();
      });
      until(() -> text(robot, "#collect-verdict").contains("not let into"));
      over(robot, "#collect-sheet", "collect-refused" + suffix);
    }
  }

  private static boolean victimIsFirst(TableView<?> pods) {
    return pods.getItems().getFirst().toString().contains(LivePractice.VICTIM);
  }
}

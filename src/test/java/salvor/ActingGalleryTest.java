package salvor;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of the switch that allows acting on a cluster, in {@code target/gallery}. */
class ActingGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void acting(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      until(() ->
          !robot.lookup("#pods").<javafx.scene.control.TableView<?>>query().getItems().isEmpty());
      save("acting-read-only" + suffix);
      robot.interact(() -> robot.lookup("#acting-turn").<Button>query().fire());
      over(robot, "#acting-sheet", "acting-sheet" + suffix);
      robot.interact(() ->
          robot
              .lookup("#acting-reason")
              .<TextField>query()
              .setText("Incident 2026-117: isolate shop/web as told by the head of operations"));
      robot.interact(() -> robot.lookup("#acting-allow").<Button>query().fire());
      until(() -> text(robot, "#acting").contains("ACTING ALLOWED"));
      save("acting-allowed" + suffix);
      robot.interact(() ->
          robot
              .lookup("#acting-sheet")
              .tryQuery()
              .ifPresent(sheet -> ((Stage) sheet.getScene().getWindow()).close()));
    }
  }
}

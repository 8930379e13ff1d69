package salvor;

import java.nio.file.Path;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of all tabs of a pod's page. */
class PodPageGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void aPodsPage(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() ->
          !pods.getItems().isEmpty()
              && pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      robot.write("3");
      until(() -> pods.getItems().getFirst().toString().contains("SUSPICIOUS"));
      TabPane tabs = robot.lookup("#pod-tabs").query();
      for (int tab = 0; tab < tabs.getTabs().size(); tab++) {
        int chosen = tab;
        robot.interact(() -> tabs.getSelectionModel().select(chosen));
        if (tab == 4) {
          until(() -> !robot.lookup("#log-lines .list-cell").queryAll().isEmpty());
        }
        save("pod-page-" + tab + suffix);
      }
      ChoiceBox<?> by = robot.lookup("#group-by").query();
      robot.interact(() -> by.getSelectionModel().select(1));
      until(() -> robot.lookup("#groups .table-row-cell").queryAll().size() > 2);
      save("pod-groups" + suffix);
    }
  }
}

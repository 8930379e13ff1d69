package salvor;

import java.nio.file.Path;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.training.apiserver.Faults;
import salvor.workbench.fx.Theme;

/**
 * Pictures of readiness: of a cluster, of long names, of nothing, and of one that does not tell.
 */
class ReadinessGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void whatIsMissing(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.live.begin("", _ -> {});
      String suffix = show(robot, practice.model, theme, width, height);
      TabPane tabs = robot.lookup("#live-tabs").query();
      robot.interact(() ->
          tabs.getTabs().stream()
              .filter(tab -> "tab-readiness".equals(tab.getId()))
              .forEach(tabs.getSelectionModel()::select));
      TableView<?> workloads = robot.lookup("#readiness").query();
      until(() -> workloads.getItems().size() > 5);
      save("readiness" + suffix);
      TextField filter = robot.lookup("#readiness-filter").query();
      robot.interact(() -> filter.setText("nothing like this"));
      until(() -> workloads.getItems().isEmpty());
      save("readiness-none" + suffix);
      practice
          .practice
          .faults()
          .plan(99, _ -> true, new Faults.Fault.Failure(500, "InternalError", "etcd is away", 0));
      robot.interact(() ->
          robot
              .lookup(".readiness-tools .button")
              .queryAs(javafx.scene.control.Button.class)
              .fire());
      until(() -> !robot.lookup("#readiness-trouble").queryAs(Labeled.class).getText().isEmpty());
      save("readiness-trouble" + suffix);
    }
  }
}

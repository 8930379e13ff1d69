package salvor;

import java.nio.file.Path;
import javafx.scene.control.TabPane;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of a baseline that may have learned the attack. */
class ContaminatedGalleryTest extends Gallery {

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "DARK,1280,720"})
  void isNamed(Theme theme, int width, int height, @TempDir Path folder, FxRobot robot)
      throws Exception {
    String suffix = open(robot, LearnedDuringTheAttack.in(folder), theme, width, height);
    until(() -> robot.lookup("#notice-contaminated").tryQuery().isPresent());
    save("contaminated-open" + suffix);
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(tab -> tab.getText().startsWith("Baselines"))
            .forEach(tabs.getSelectionModel()::select));
    save("contaminated-baselines" + suffix);
  }
}

package salvor;

import java.nio.file.Path;
import javafx.scene.control.Hyperlink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of what the window says at once of the shipped samples: whether it is over. */
class EndingsGalleryTest extends Gallery {
  @ParameterizedTest
  @CsvSource({
    "webshell,LIGHT,1600,1000",
    "webshell,DARK,1280,720",
    "webshell,LIGHT,1280,720",
    "webshell,DARK,1600,1000",
    "clean,LIGHT,1280,720"
  })
  void whetherItIsOver(String sample, Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    String suffix =
        open(robot, evidence(Path.of("evidence-samples", sample)), theme, width, height);
    String told = sample.equals("webshell") ? "#endings .ending" : "#endings .muted";
    until(() -> robot.lookup(told).tryQuery().isPresent());
    save("endings-" + sample + suffix);
    if (sample.equals("webshell")) {
      until(() -> !robot.lookup("#endings .ending-fold").queryAll().isEmpty());
      robot.interact(() -> robot.lookup("#endings .ending-fold").<Hyperlink>query().fire());
      save("endings-unfolded-" + sample + suffix);
    }
  }
}

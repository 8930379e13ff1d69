package salvor;

import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of comparisons in {@code target/gallery}, for people to look at. */
class CompareGalleryTest extends Gallery {

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void theAttackedPodBesideItsReplica(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    focus(robot, "#timeline");
    robot.write("c");
    compared(robot);
    save("compare-replica" + suffix);
    focus(robot, "#mirror");
    robot.type(KeyCode.F).type(KeyCode.S).type(KeyCode.S).type(KeyCode.S).type(KeyCode.S);
    robot.interact(
        () -> robot.lookup("#compare-BOTH").query().fireEvent(new javafx.event.ActionEvent()));
    save("compare-near" + suffix);
    robot.push(KeyCode.SHORTCUT, KeyCode.P).write("before and after").type(KeyCode.ENTER);
    compared(robot);
    save("compare-around" + suffix);
    focus(robot, "#mirror");
    robot.clickOn("#side-b");
    until(() -> robot.lookup("#side-field").tryQuery().isPresent());
    robot.write("web");
    over(robot, "#side-field", "compare-choose" + suffix);
    robot.type(KeyCode.ESCAPE);
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void aPodBesideWhatItsBaselineKnows(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    focus(robot, "#timeline");
    robot.push(KeyCode.SHIFT, KeyCode.C);
    compared(robot);
    save("compare-baseline" + suffix);
    open(robot, evidence(WEB_SHELL.resolveSibling("clean")), theme, width, height);
    focus(robot, "#timeline");
    robot.push(KeyCode.SHIFT, KeyCode.C);
    until(() -> robot.lookup("#side-a").tryQuery().isPresent());
    robot.interact(robot.lookup("#side-a").<Button>query()::fire);
    until(() -> robot.lookup("#side-field").tryQuery().isPresent());
    robot.write("gdhhg").type(KeyCode.ENTER);
    compared(robot);
    focus(robot, "#mirror");
    robot.type(KeyCode.DOWN);
    save("compare-unseen" + suffix);
  }

  private static void compared(FxRobot robot) throws Exception {
    until(() -> painted(robot, "#mirror-picture"));
    until(() -> !robot.lookup("#differences").<TableView<?>>query().getItems().isEmpty());
  }
}

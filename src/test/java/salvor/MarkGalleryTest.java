package salvor;

import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of what people add to a case, in {@code target/gallery}. */
class MarkGalleryTest extends Gallery {

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720"})
  void marks(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    focus(robot, "#timeline");
    robot.write("x");
    robot.write("m").type(KeyCode.DIGIT2);
    robot.write("t");
    until(() -> robot.lookup("#tag-field").tryQuery().isPresent());
    robot.write("initial access").type(KeyCode.ENTER).write("checked").type(KeyCode.ENTER);
    robot.write("c");
    over(robot, "#tag-sheet", "marks-tag" + suffix);
    robot.type(KeyCode.ESCAPE);
    robot.write("n");
    until(() -> robot.lookup("#comment-text").tryQuery().isPresent());
    robot.write("The shell came from the export page: the csv parameter is passed to sh.");
    over(robot, "#comment-sheet", "marks-comment" + suffix);
    robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
    TableView<Integer> table = robot.lookup("#events").query();
    robot.interact(() -> table.getSelectionModel().select(table.getItems().size() - 2200));
    robot.write("m").type(KeyCode.DIGIT5);
    robot.interact(() -> table.getSelectionModel().select(table.getItems().size() - 1200));
    robot.write("m");
    until(() -> robot.lookup("#milestones").tryQuery().isPresent());
    over(robot, "#milestone-sheet", "marks-milestone" + suffix);
    robot.type(KeyCode.DIGIT4);
    robot.interact(table::requestFocus);
    robot.write("....k");
    until(() -> robot.lookup("#accept-reason").tryQuery().isPresent());
    robot.write("The export runs each night, says its team.");
    over(robot, "#accept-sheet", "marks-accept" + suffix);
    robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
    robot.write(",,,,");
    robot.interact(table::requestFocus);
    robot.push(KeyCode.SHIFT, KeyCode.DOWN).push(KeyCode.SHIFT, KeyCode.DOWN);
    robot.write("t");
    until(() -> robot.lookup("#tag-field").tryQuery().isPresent());
    robot.write("checked").type(KeyCode.ENTER).type(KeyCode.ENTER);
    save("marks-window" + suffix);
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(tab -> tab.getText().startsWith("Marks"))
            .findFirst()
            .ifPresent(tabs.getSelectionModel()::select));
    save("marks-tab" + suffix);
    if (robot.lookup("#show-history").tryQuery().isPresent()) {
      robot.clickOn("#show-history");
      save("marks-history" + suffix);
    }
  }
}

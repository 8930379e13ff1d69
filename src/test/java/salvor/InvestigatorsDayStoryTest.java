package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.headless.BenchApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.Theme;

/**
 * A day's work on a real incident, by the keyboard alone: open, find, explain, tag, filter,
 * compare, export, and open the case again.
 */
@ExtendWith(FxWatchdog.class)
class InvestigatorsDayStoryTest extends WindowStory {
  InvestigatorsDayStoryTest() {
    super(1280, 720, Theme.DARK);
  }

  @Override
  protected void close() {
    super.close();
    if ("Bench".equals(System.getProperty("glass.platform"))) {
      BenchApplication.chooserAnswer = List.of();
    }
  }

  private void open(FxRobot robot, Path folder) throws Exception {
    open(robot, storedIn(folder, WEB_SHELL));
    focus(robot, "#timeline");
  }

  private static int rows(FxRobot robot) {
    return robot.lookup("#events").<TableView<?>>query().getItems().size();
  }

  @Test
  void fromTheFirstLookToTheCaseReopened(@TempDir Path folder, FxRobot robot) throws Exception {
    Path kept = folder.resolve("case");
    open(robot, kept);
    int all = rows(robot);
    // find and explain: the worst finding is chosen already, and says why
    assertThat(robot.lookup("#findings").<ListView<?>>query().getSelectionModel().isEmpty())
        .isFalse();
    assertThat(text(robot, "#reason")).contains("token");
    // tag it
    robot.write("t");
    until(() -> robot.lookup("#tag-field").tryQuery().isPresent());
    robot.write("entry").type(KeyCode.ENTER);
    until(() -> text(robot, "#notice-text").contains("entry"));
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#tag-field").tryQuery().isEmpty());
    // everything of the attacked pod that is out of profile, and then what was tagged
    robot.write("/");
    TextField filter = robot.lookup("#filter").query();
    until(filter::isFocused);
    robot.write("verdict=out pod=web-*").type(KeyCode.ENTER);
    until(() -> rows(robot) > 1 && rows(robot) < all / 10);
    int out = rows(robot);
    robot.push(KeyCode.SHORTCUT, KeyCode.A).write("tag=entry").type(KeyCode.ENTER);
    until(() -> rows(robot) >= 1 && rows(robot) < out);
    robot.type(KeyCode.ESCAPE).type(KeyCode.ESCAPE);
    until(() -> rows(robot) == all);
    // compare with the replica
    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    until(() -> robot.lookup("#palette").tryQuery().isPresent());
    robot.write("compare with a replica").type(KeyCode.ENTER);
    until(() -> text(robot, "#compare-sum").contains("differences"));
    until(() -> robot.lookup("#mirror").query().isFocused());
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
    // export what the table shows
    Path csv = folder.resolve("events.csv");
    if ("Bench".equals(System.getProperty("glass.platform"))) { // a real chooser cannot be answered
      BenchApplication.chooserAnswer = List.of(csv.toFile());
      robot.push(KeyCode.SHORTCUT, KeyCode.E);
      until(() -> text(robot, ".outcome-text").contains("events.csv"));
      assertThat(Files.readAllLines(csv)).hasSize(all + 1);
    }
    // take the tag back, and that back again
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> text(robot, "#notice-text").startsWith("Undone"));
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
    until(() -> !text(robot, "#notice-text").startsWith("Undone"));
    // the case opened again has all of it
    robot.interact(model::closeCase);
    until(() -> robot.lookup("#timeline").tryQuery().isEmpty());
    open(robot, kept);
    robot.write("/").write("tag=entry").type(KeyCode.ENTER);
    until(() -> rows(robot) >= 1 && rows(robot) < out);
  }
}

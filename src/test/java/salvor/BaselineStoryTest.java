package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.Theme;

/** From an event to what its baseline knows, and back. */
@ExtendWith(FxWatchdog.class)
class BaselineStoryTest extends WindowStory {
  BaselineStoryTest() {
    super(1280, 720, Theme.DARK);
  }

  private static String chosen(FxRobot robot) {
    return robot
        .lookup("#baseline-page")
        .tryQuery()
        .flatMap(page ->
            page.lookupAll(".list-cell").stream()
                .filter(n -> n instanceof ListCell<?> c && c.isSelected() && !c.isEmpty())
                .map(n -> Objects.requireNonNullElse(n.getAccessibleText(), ""))
                .findFirst())
        .orElse("");
  }

  private static void untilChosen(FxRobot robot, String words) throws TimeoutException {
    until(() -> chosen(robot).contains(words));
  }

  @Test
  void whatFallsOutsideIsFoundInItsBaselineAndItsEventFromThere(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    robot.interact(() -> robot.lookup("#filter").<TextField>query().setText(""));
    Hyperlink link = robot.lookup("#show-in-baseline").query();
    robot.interact(link::fire);
    untilChosen(robot, "Service account token read by a tool");
    assertThat(
            robot.lookup("#baselines").<ListView<?>>query().getSelectionModel().getSelectedItem())
        .isNotNull();
    String first = text(robot, "#reason");

    // another act, chosen by the keys, is selected everywhere
    focus(robot, "#baseline-page");
    robot.type(KeyCode.DOWN);
    until(() -> !text(robot, "#reason").equals(first) && !chosen(robot).isEmpty());
    String second = chosen(robot);
    assertThat(second).doesNotContain("Service account token read by a tool, high, level");

    // and so is the one before, from there
    robot.type(KeyCode.UP);
    until(() -> text(robot, "#reason").equals(first));
    untilChosen(robot, "Service account token read by a tool");

    // what is looked for, and its events alone
    robot.interact(() -> robot.lookup("#baseline-search").<TextField>query().setText("kworkerds"));
    until(() -> robot.lookup("#baseline-page").<ListView<?>>query().getItems().size() < 40);
    robot.interact(() -> {
      ListView<?> page = robot.lookup("#baseline-page").query();
      page.requestFocus();
      page.getSelectionModel().selectLast();
      page.scrollTo(page.getItems().size() - 1);
    });
    untilChosen(robot, "kworkerds");
    robot.type(KeyCode.ENTER);
    until(() -> robot.lookup("#filter").<TextField>query().getText().startsWith("baseline="));
    until(() -> text(robot, "#baseline-filtered").startsWith("Counts of this case"));

    // the keys lead there from anywhere else
    robot.interact(() -> robot.lookup("#tabs").<TabPane>query().getSelectionModel().select(0));
    focus(robot, "#timeline");
    robot.write("i");
    until(() -> robot.lookup("#baseline-page").query().isFocused());
    assertThat(robot.lookup("#baseline-search").<TextField>query().getText()).isEmpty();
    untilChosen(robot, "kworkerds");
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** A responder looks for pods: words go to the filter, and a slip leaves what was found. */
@Timeout(180)
class LiveFilterStoryTest extends WindowStory {
  @TempDir Path folder;

  LiveFilterStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Test
  void aWordThatIsTypedInTheTableGoesToTheFilter(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() > 10);
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      robot.write("tcp-nowhere");
      until(() -> filter(robot).getText().equals("tcp-nowhere"));
      until(() -> pods.getItems().isEmpty());
      TabPane tabs = robot.lookup("#live-tabs").query();
      assertThat(tabs.getSelectionModel().getSelectedIndex()).as("T is a letter here").isZero();
      robot.type(KeyCode.ESCAPE);
      until(() -> pods.getItems().size() > 10 && pods.isFocused());
      robot.type(KeyCode.HOME, KeyCode.DIGIT3);
      until(() -> pods.getItems().toString().contains("SUSPICIOUS"));
      assertThat(filter(robot).getText()).as("documented keys are no words").isEmpty();
      robot.interact(tabs::requestFocus);
      robot.write("web");
      until(() -> filter(robot).getText().equals("web"));
    }
  }

  @Test
  void aSlipLeavesThePodsThatWereFoundAndIsTold(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() > 10);
      robot.interact(() -> filter(robot).setText("image~web"));
      until(() -> pods.getItems().size() < 10);
      int found = pods.getItems().size();
      assertThat(found).isPositive();
      for (String slip :
          new String[] {"namesp", "namespace:", "namespace:shop", "nonsense=x", "(", "pod=we"}) {
        robot.interact(() -> filter(robot).setText(slip));
        assertThat(text(robot, "#live-slip"))
            .as(slip)
            .endsWith("Shown are still those of \u201cimage~web\u201d.");
        assertThat(pods.getItems()).as(slip).hasSize(found);
      }
      robot.interact(() -> filter(robot).setText(""));
      assertThat(text(robot, "#live-slip")).isEmpty();
      until(() -> pods.getItems().size() > 10);
    }
  }

  @Test
  void theLetterOfACommandIsNoWord(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() > 10);
      robot.interact(() -> {
        pods.requestFocus();
        pods.getSelectionModel().select(0);
        fire(pods, KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED, KeyCode.R);
        fire(pods, KeyEvent.KEY_TYPED, "R", KeyCode.UNDEFINED);
        fire(pods, KeyEvent.KEY_RELEASED, KeyEvent.CHAR_UNDEFINED, KeyCode.R);
      });
      until(() -> robot.listWindows().size() > 1);
      assertThat(filter(robot).getText()).isEmpty();
      robot.interact(() -> fire(pods, KeyEvent.KEY_TYPED, "R", KeyCode.UNDEFINED));
      assertThat(filter(robot).getText()).as("of a command is the first only").isEqualTo("R");
    }
  }

  private static void fire(
      TableView<?> at, EventType<KeyEvent> type, String character, KeyCode code) {
    Event.fireEvent(at, new KeyEvent(type, character, "", code, true, false, false, false));
  }

  private static TextField filter(FxRobot robot) {
    return robot.lookup("#live-filter").query();
  }
}

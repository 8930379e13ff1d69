package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** A responder watches the timeline while it happens, looks back, and catches up. */
@Timeout(180)
class LiveTimelineStoryTest extends WindowStory {
  private static final Pattern NOT_DRAWN =
      Pattern.compile("^Stands still: ([0-9,]+) .* arrived since");

  @TempDir Path folder;

  LiveTimelineStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Test
  void theTimelineFollowsStandsStillAndCatchesUp(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 10)) {
      practice.model.begin();
      show(robot, practice.model);
      TabPane tabs = robot.lookup("#live-tabs").query();
      robot.interact(() -> tabs.getSelectionModel().select(1));
      until(() -> !robot.lookup("#timeline").queryAll().isEmpty());
      Node lanes = robot.lookup("#timeline").query();
      Button follow = robot.lookup("#live-follow").query();
      assertThat(words(robot)).startsWith("Follows");

      robot.interact(lanes::requestFocus);
      until(() -> {
        if (robot.lookup("#reason").queryAll().isEmpty()) {
          robot.type(KeyCode.PERIOD); // there may be nothing out of profile yet
        }
        return !robot.lookup("#reason").queryAll().isEmpty();
      });
      assertThat(lanes.getAccessibleText()).contains("Selected: Out of profile");

      robot.type(KeyCode.A);
      until(() -> words(robot).startsWith("Does not follow"));
      assertThat(follow.isDisabled()).isFalse();
      robot.type(KeyCode.N);
      until(() -> words(robot).startsWith("Follows") && follow.isDisabled());

      // by now every key was heard: what is selected now stays
      String reason = text(robot, "#reason");
      String subject = text(robot, "#subject");
      robot.press(KeyCode.SHIFT).type(KeyCode.N).release(KeyCode.SHIFT);
      List<Long> notDrawn = new ArrayList<>();
      until(() -> {
        Matcher still = NOT_DRAWN.matcher(words(robot));
        Long now = still.find() ? Long.valueOf(still.group(1).replace(",", "")) : null;
        if (now != null && (notDrawn.isEmpty() || !now.equals(notDrawn.getLast()))) {
          notDrawn.add(now);
        }
        return notDrawn.size() > 6; // time enough for what does not stand still to be drawn
      });
      assertThat(notDrawn).isSorted();
      assertThat(robot.lookup("#live-still").queryAs(ToggleButton.class).isSelected()).isTrue();
      assertThat(text(robot, "#reason")).isEqualTo(reason);
      robot.press(KeyCode.SHIFT).type(KeyCode.N).release(KeyCode.SHIFT);
      until(() -> words(robot).startsWith("Follows"));
      assertThat(text(robot, "#subject")).isEqualTo(subject);
      until(() -> lanes.getAccessibleText().contains("Selected: Out of profile"));

      robot.interact(() -> tabs.getSelectionModel().select(0));
      TableView<?> pods = robot.lookup("#pods").query();
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> !robot.lookup("#pod-page .case-name").queryAll().isEmpty());
      robot.press(KeyCode.SHIFT).type(KeyCode.T).release(KeyCode.SHIFT);
      until(() -> tabs.getSelectionModel().getSelectedIndex() == 1);
      assertThat(text(robot, "#live-only")).startsWith("Only the lanes of ");
      robot.interact(tabs::requestFocus); // as a click on the heading of the tab does
      robot.press(KeyCode.SHIFT).type(KeyCode.N).release(KeyCode.SHIFT);
      until(() -> robot.lookup("#live-still").queryAs(ToggleButton.class).isSelected());
      until(() -> robot.lookup("#hidden-lanes").query().isVisible());
    }
  }

  private static String words(FxRobot robot) {
    return text(robot, "#live-follows");
  }
}

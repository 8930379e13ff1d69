package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import salvor.WindowStory;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Theme;

/** From one place in time to another, and back, by keys. */
@ExtendWith(FxWatchdog.class)
class GoStoryTest extends WindowStory {
  GoStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  private Session open(FxRobot robot) throws TimeoutException {
    open(robot, SampleCase.request());
    focus(robot, "#timeline");
    return SampleCase.session(model);
  }

  @Test
  void aWrittenTimeIsUnderstoodBeforeOneGoesThere(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.type(KeyCode.W).type(KeyCode.W).type(KeyCode.W).type(KeyCode.W);
    robot.write("g");
    until(() -> robot.lookup("#go-to-time").tryQuery().isPresent());
    robot.write("02/03/2026");
    Labeled moment = robot.lookup("#go-to-moment").query();
    until(() -> !moment.getText().isEmpty());
    robot.type(KeyCode.ENTER);
    assertThat(robot.lookup("#go-to-time").tryQuery()).as("day or month first?").isPresent();
    robot.push(KeyCode.SHORTCUT, KeyCode.A).write("04:01:30");
    until(() -> moment.getText().contains("04:01:30"));
    robot.type(KeyCode.ENTER);
    until(() -> robot.lookup("#go-to-time").tryQuery().isEmpty());
    long wanted = SampleCase.BEGIN + 90 * SampleCase.SECOND;
    Viewport now = session.timeline().viewport().get();
    assertThat(session.timeline().goToTime().cursor().get()).isEqualTo(wanted);
    assertThat(now.x(wanted)).isBetween(now.width() / 2 - 2, now.width() / 2 + 2);
    robot.type(KeyCode.ESCAPE);
    until(() -> session.timeline().goToTime().cursor().get() == null);
  }

  @Test
  void backAndForwardLeadThroughTheViews(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.type(KeyCode.ESCAPE);
    until(() -> session.selection().row().get() < 0);
    robot.write(".");
    until(() -> session.selection().row().get() >= 0);
    int first = session.selection().row().get();
    Viewport all = session.timeline().viewport().get();
    robot.type(KeyCode.F);
    until(() -> !session.timeline().viewport().get().equals(all));
    Viewport near = session.timeline().viewport().get();
    robot.write(".").type(KeyCode.END);
    until(() -> !session.timeline().viewport().get().equals(near));
    until(() -> session.timeline().history().canGoBack().get());
    robot.push(KeyCode.ALT, KeyCode.LEFT).push(KeyCode.ALT, KeyCode.LEFT);
    until(() -> session.timeline().viewport().get().equals(near));
    assertThat(session.selection().row().get()).isEqualTo(first);
    robot.push(KeyCode.ALT, KeyCode.RIGHT);
    until(() -> session.selection().row().get() != first);
    robot.clickOn("#back");
    until(() -> session.timeline().viewport().get().equals(near));
  }

  @Test
  void whatHappenedAroundAnEventIsShownAndLeft(FxRobot robot) throws Exception {
    Session session = open(robot);
    int all = session.table().order().get().size();
    robot.type(KeyCode.J);
    until(() -> session.table().order().get().size() < all);
    long time = session.timeline().model().observations().time(session.selection().row().get());
    assertThat(session.selection().range().get().from()).isEqualTo(time - 300 * SampleCase.SECOND);
    robot.type(KeyCode.J);
    until(() -> session.table().order().get().size() == all);
  }
}

package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import javafx.scene.control.MenuButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import salvor.WindowStory;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.fx.Theme;

/** Which lanes stand at the top. */
@ExtendWith(FxWatchdog.class)
class LaneStoryTest extends WindowStory {
  LaneStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  private Session open(FxRobot robot) throws TimeoutException {
    open(robot, SampleCase.request());
    focus(robot, "#timeline");
    return SampleCase.session(model);
  }

  private static Lane first(Session session) {
    return session.timeline().lanes().get().lines().stream()
        .filter(line -> !line.heading())
        .findFirst()
        .orElseThrow()
        .lane();
  }

  @Test
  void theAttackedPodIsInSightAtOnceAndTheOrderIsRemembered(FxRobot robot) throws Exception {
    Session session = open(robot);
    assertThat(session.timeline().model().worst(first(session)))
        .isEqualTo(salvor.timeline.DrawingClass.OUT);
    assertThat(session.timeline().viewport().get().scroll()).isZero();
    MenuButton menu = robot.lookup("#lane-order").query();
    assertThat(menu.getText()).isEqualTo("_Lanes: worst first");
    robot.clickOn(menu).clickOn("By name: alphabetical, the Kubernetes API last");
    until(() -> session.timeline().arrangement().order().get() == LaneOrder.NAME);
    assertThat(session.timeline().lanes().get().lines())
        .isEqualTo(session.timeline().model().lanes().lines());
    assertThat(session.memory().get(WindowMemory.Item.LANES)).contains("NAME");
    robot.interact(() ->
        session.commands().all().stream()
            .filter(command -> command.id().equals("lanes.events"))
            .forEach(command -> command.run()));
    assertThat(menu.getText()).isEqualTo("_Lanes: most events");
  }
}

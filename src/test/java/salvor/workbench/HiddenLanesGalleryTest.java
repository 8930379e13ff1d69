package salvor.workbench;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.Gallery;
import salvor.timeline.Lane;
import salvor.workbench.fx.Theme;

/** Pictures of a timeline with hidden lanes, and of an event on one of them. */
class HiddenLanesGalleryTest extends Gallery {

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void areCounted(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    Session session = SampleCase.session(model);
    var timeline = session.timeline();
    int selected = session.selection().row().get();
    Lane lane = timeline.model().laneOf(selected);
    robot.interact(() -> {
      timeline.arrangement().hideQuiet(true);
      timeline.arrangement().hide(lane);
    });
    until(() -> robot.lookup("#hidden-event").query().isVisible());
    save("lanes-hidden" + suffix);
  }
}

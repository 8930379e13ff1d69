package salvor.workbench;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.Gallery;
import salvor.timeline.Lane;
import salvor.workbench.fx.Theme;

/** Pictures of a timeline with pinned lanes, few and more than there is room for. */
class PinnedLanesGalleryTest extends Gallery {

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void standFirst(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    var timeline = SampleCase.session(model).timeline();
    robot.interact(() -> {
      timeline.model().tree().roots().getLast().children().stream()
          .filter(Lane::isTrack)
          .limit(1)
          .forEach(timeline::pin);
      timeline.pin(timeline.laneAtHand().orElseThrow());
      timeline.scroll(60);
    });
    save("lanes-pinned" + suffix);
    robot.interact(() -> {
      timeline.lanes().get().lines().stream()
          .filter(line -> !line.heading())
          .skip(2)
          .limit(12)
          .forEach(line -> timeline.pin(line.lane()));
      timeline.scroll(70);
    });
    until(() -> robot.lookup("#pinned-lanes").query().isVisible());
    save("lanes-pinned-many" + suffix);
  }
}

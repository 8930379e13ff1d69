package salvor.workbench;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.Gallery;
import salvor.workbench.fx.Theme;
import salvor.workbench.selection.Span;

/** Pictures of containers that start and stop, from afar and near by. */
class PhaseGalleryTest extends Gallery {
  private static final long MINUTE = 60_000_000_000L;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void areShaded(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    Session session = SampleCase.session(model);
    save("phases" + suffix);
    long last = session.timeline().model().last();
    robot.interact(() -> session.timeline().show(new Span(last - 2 * MINUTE, last + 1)));
    save("phases-near" + suffix);
  }
}

package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.HourlyRecording;
import salvor.WindowStory;
import salvor.baseline.Verdict;
import salvor.workbench.fx.Theme;

/** Somebody looks for hours in which a container did too much or nothing. */
class RatesStoryTest extends WindowStory {
  @TempDir private Path dir;

  RatesStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  @Test
  void unusualHoursAreFoundByKeysAndChangeNoVerdict(FxRobot robot) throws Exception {
    Path days = HourlyRecording.days(dir, 9, 8);
    open(robot, evidence(days, HourlyRecording.baseline(dir)));
    Session session = SampleCase.session(model);
    Map<Verdict, Long> before = session.counts();
    robot.press(KeyCode.E).release(KeyCode.E);
    until(() -> said(robot).startsWith("1 hour above, 1 silent of 214 hours; by chance 0.43"));
    assertThat(said(robot)).contains("A weak signal: it changes no verdict.");
    robot.press(KeyCode.U).release(KeyCode.U);
    until(() -> said(robot).startsWith("2026-11-09 05:00:00 to 06:00:00 UTC: programs 400"));
    assertThat(said(robot))
        .contains("More often than ever, a weak signal: by chance 0.43 of 214 hours");
    robot.press(KeyCode.U).release(KeyCode.U);
    until(() -> said(robot).startsWith("2026-11-09 11:00:00 to 12:00:00 UTC: programs 0"));
    assertThat(said(robot)).contains("Expected, but silent, a weak signal");
    assertThat(robot.lookup("#timeline").<Node>query().getAccessibleText())
        .contains("Expected, but silent, a weak signal");
    robot.press(KeyCode.SHIFT, KeyCode.U).release(KeyCode.U, KeyCode.SHIFT);
    until(() -> said(robot).contains("More often than ever"));
    assertThat(session.counts()).isEqualTo(before).doesNotContainKey(Verdict.OUT);
    assertThat(session.sharing().now().lanes().rates()).isTrue();
    robot.press(KeyCode.E).release(KeyCode.E);
    until(() -> !robot.lookup("#rates").query().isVisible());
  }

  @Test
  void aRecordingOfMinutesSaysWhyItsRatesAreUnknown(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    robot.press(KeyCode.E).release(KeyCode.E);
    until(() -> said(robot).startsWith("Unknown: 0 of 7 days recorded in the baseline."));
    Session session = SampleCase.session(model);
    assertThat(session.rates().all()).isNotEmpty();
    assertThat(session.rates().all())
        .allSatisfy(
            lane -> assertThat(lane.facets()).allSatisfy(f -> assertThat(f.outside()).isEmpty()));
  }

  private static String said(FxRobot robot) {
    return robot.lookup("#rates-said").<Labeled>query().getText();
  }
}

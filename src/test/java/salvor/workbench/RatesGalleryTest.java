package salvor.workbench;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.Gallery;
import salvor.HourlyRecording;
import salvor.workbench.fx.Theme;

/** Pictures of rates by the hour: known, known too little, and of a recording of minutes. */
class RatesGalleryTest extends Gallery {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void ofNineDays(Theme theme, int width, int height, FxRobot robot) throws Exception {
    Path days = HourlyRecording.days(dir, 9, 8);
    String suffix =
        open(robot, evidence(days, HourlyRecording.baseline(dir)), theme, width, height);
    Session session = SampleCase.session(model);
    robot.interact(() -> session.rates().on().set(true));
    until(() -> session.rates().shown().get() != null);
    save("rates" + suffix);
    robot.interact(() -> session.rates().next());
    robot.interact(() -> session.rates().next());
    save("rates-missing" + suffix);
    long day = 86_400_000_000_000L;
    robot.interact(() -> {
      long last = session.timeline().model().last();
      session.timeline().show(new salvor.workbench.selection.Span(last - day, last + 1));
    });
    save("rates-day" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void ofTooFewDays(Theme theme, int width, int height, FxRobot robot) throws Exception {
    Path days = HourlyRecording.days(dir, 4, 2);
    String suffix =
        open(robot, evidence(days, HourlyRecording.baseline(dir)), theme, width, height);
    Session session = SampleCase.session(model);
    robot.interact(() -> session.rates().on().set(true));
    until(() -> session.rates().shown().get() != null);
    save("rates-few-days" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void ofMinutes(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    Session session = SampleCase.session(model);
    robot.interact(() -> session.rates().on().set(true));
    until(() -> session.rates().shown().get() != null);
    save("rates-minutes" + suffix);
  }
}

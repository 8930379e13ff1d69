package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Times that cannot be believed, in the window. */
@ExtendWith(ApplicationExtension.class)
class ClockStoryTest {
  private static final long HOUR = 3_600L * SampleCase.SECOND;
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());

  @Start
  void start(Stage stage) {
    Scene scene =
        new Scene(
            new Workbench(model, _ -> new OpenRequest("", _ -> SampleCase.investigation())),
            1600,
            1000);
    Theme.LIGHT.applyTo(scene);
    stage.setScene(scene);
    stage.show();
  }

  @Stop
  void stop() {
    model.close();
  }

  private Session open(FxRobot robot, OpenRequest request) throws Exception {
    robot.interact(() -> model.open(request));
    until(() -> model.state().get() instanceof WorkbenchViewModel.State.Open);
    return ((WorkbenchViewModel.State.Open) model.state().get()).session();
  }

  @Test
  void impossibleTimesDoNotStretchTheTimelineAndCanBeSeen(FxRobot robot) throws Exception {
    Session session = open(robot, new OpenRequest("far", _ -> SampleCase.withFarTimes()));
    assertThat(session.timeline().viewport().get().span()).isLessThan(HOUR);
    assertThat(
            session
                .timeline()
                .ruler()
                .extent(session.timeline().model().observations())
                .orElseThrow())
        .as("from the first to the last out of profile")
        .isLessThan(HOUR);
    until(() -> robot.lookup("#notice-far").tryQuery().isPresent());
    Hyperlink later =
        robot.lookup("#notice-far .hyperlink").<Hyperlink>queryAll().stream()
            .filter(link -> link.getText().equals("Show the later"))
            .findFirst()
            .orElseThrow();
    robot.interact(later::fire);
    TableView<?> events = robot.lookup("#events").query();
    until(() -> events.getItems().size() == 1);
    int row = session.selection().row().get();
    assertThat(row).isEqualTo(session.timeline().model().observations().timed() - 1);
    robot.interact(() -> session.timeline().fitAll());
    assertThat(session.timeline().viewport().get().span()).isLessThan(HOUR);
  }

  @Test
  void theStatusLineLeadsToWhatHasNoTime(FxRobot robot) throws Exception {
    open(robot, new OpenRequest("webshell", _ -> SampleCase.investigation()));
    until(() -> robot.lookup("#to-untimed").tryQuery().isPresent());
    Hyperlink link = robot.lookup("#to-untimed").query();
    assertThat(link.getText()).isEqualTo("1 without a time");
    robot.interact(link::fire);
    TableView<?> events = robot.lookup("#events").query();
    until(() -> events.getItems().size() == 1);
    assertThat(robot.lookup("#untimed").<ToggleButton>query().isSelected()).isTrue();
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }
}

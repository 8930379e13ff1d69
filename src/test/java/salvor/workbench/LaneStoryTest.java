package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.MenuButton;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Which lanes stand at the top. */
@ExtendWith(ApplicationExtension.class)
class LaneStoryTest {
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());

  @Start
  void start(Stage stage) {
    Scene scene =
        new Scene(
            new Workbench(model, _ -> new OpenRequest("chosen", _ -> SampleCase.investigation())),
            1280,
            720);
    Theme.LIGHT.applyTo(scene);
    stage.setScene(scene);
    stage.show();
  }

  @Stop
  void stop() {
    model.close();
  }

  private Session open(FxRobot robot) throws TimeoutException {
    robot.interact(() -> model.open(new OpenRequest("webshell", _ -> SampleCase.investigation())));
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> ((ImageView) p).getImage() != null)
            .isPresent());
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    return ((WorkbenchViewModel.State.Open) model.state().get()).session();
  }

  private static void until(BooleanSupplier holds) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
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

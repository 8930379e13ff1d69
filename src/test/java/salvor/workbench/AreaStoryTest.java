package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.timeline.Area;
import salvor.timeline.DrawingClass;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;
import salvor.workbench.selection.Section;
import salvor.workbench.timeline.AreaViewModel.State;

/** A part of the recording is marked, read, walked through and let go. */
@ExtendWith(ApplicationExtension.class)
class AreaStoryTest {
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

  private static State.Counted counted(Session session) throws TimeoutException {
    until(() ->
        session.timeline().area().state().get() instanceof State.Counted counted
            && counted.part().equals(session.selection().section().get())
            && !session.table().busy().get());
    return (State.Counted) session.timeline().area().state().get();
  }

  @Test
  void anAreaIsDrawnByThePointerAndTheTableShowsIt(FxRobot robot) throws Exception {
    Session session = open(robot);
    ImageView picture = robot.lookup("#timeline-picture").query();
    robot.interact(() -> {});
    var at = picture.localToScreen(picture.getBoundsInLocal());
    robot
        .drag(at.getMinX() + 260, at.getMinY() + 50, javafx.scene.input.MouseButton.PRIMARY)
        .dropTo(at.getMaxX() - 20, at.getMinY() + 90);
    until(() -> session.selection().section().get() instanceof Section part && part.area() != null);
    State.Counted counted = counted(session);
    assertThat(session.table().order().get().size()).isEqualTo((int) counted.counts().total());
    Label summary = robot.lookup("#area-summary").query();
    assertThat(summary.getText()).contains("lane").endsWith("events");
    robot.clickOn("#area-drop");
    until(() -> session.selection().section().get() == null);
    until(() -> !robot.lookup("#area").query().isVisible());
  }

  @Test
  void keysMarkAnAreaFromTheSelectedEventAndEscapeDropsIt(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.interact(() -> session.findings().choose(session.findings().findings().get(1)));
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    int row = session.selection().row().get();
    robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT, 9).type(KeyCode.DOWN);
    robot.release(KeyCode.SHIFT);
    until(() ->
        session.timeline().area().state().get() instanceof State.Counted it
            && it.area().lanes().size() == 2);
    State.Counted counted = counted(session);
    Area area = counted.area();
    assertThat(area.lanes()).hasSize(2);
    assertThat(area.isOn(row)).isTrue();
    assertThat(session.timeline().model().observations().time(row))
        .isBetween(area.from(), area.to() - 1);
    robot.interact(() -> session.timeline().area().step(DrawingClass.OUT));
    assertThat(counted.counts().classes().get(DrawingClass.OUT)).isGreaterThan(1);
    until(() -> session.selection().row().get() != row);
    assertThat(area.isOn(session.selection().row().get())).isTrue();
    assertThat(session.timeline().model().drawingClass(session.selection().row().get()))
        .isEqualTo(DrawingClass.OUT);
    robot.type(KeyCode.ESCAPE);
    until(() -> session.selection().section().get() == null);
    assertThat(session.selection().row().get()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void anAreaBecomesAFilterThatLeavesItsEvents(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.interact(session.timeline()::nextOut);
    robot.press(KeyCode.SHIFT).type(KeyCode.RIGHT, 4).release(KeyCode.SHIFT);
    State.Counted counted = counted(session);
    Button filter = robot.lookup("#area-filter").query();
    assertThat(filter.isDisabled()).isFalse();
    robot.clickOn(filter);
    until(() -> !session.filter().busy().get() && !session.filter().inForce().get().isEmpty());
    assertThat(session.filter().trouble().get()).isEmpty();
    assertThat(session.filter().inForce().get()).startsWith("time>=").contains(" and ");
    until(() -> session.timeline().model().shown() == counted.counts().total());
    assertThat(session.selection().section().get()).isNull();
  }

  @Test
  void theContextOfAnEventGivesWayToWhatWasLookedAtBefore(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.interact(session.timeline()::nextOut);
    robot.interact(() -> session.timeline().zoom(0.4));
    var before = session.timeline().viewport().get();
    robot.interact(session.timeline().context()::toggle);
    assertThat(session.timeline().viewport().get()).isNotEqualTo(before);
    assertThat(session.selection().range().get()).isNotNull();
    robot.interact(session.timeline().context()::toggle);
    assertThat(session.timeline().viewport().get().from()).isEqualTo(before.from());
    assertThat(session.timeline().viewport().get().to()).isEqualTo(before.to());
    assertThat(session.selection().section().get()).isNull();
  }

  @Test
  void eventsWalkedOverQuicklyAreOneViewOfTheHistory(FxRobot robot) throws Exception {
    Session session = open(robot);
    int first = session.selection().row().get();
    robot.interact(() -> {
      session.timeline().history().begin();
      for (int i = 0; i < 5; i++) {
        session.timeline().nextOut();
      }
    });
    assertThat(session.selection().row().get()).isNotEqualTo(first);
    robot.interact(session.timeline().history()::back);
    assertThat(session.selection().row().get()).isEqualTo(first);
    assertThat(session.timeline().history().canGoBack().get()).isFalse();
  }
}

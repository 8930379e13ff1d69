package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.workbench.fx.FxThread;
import salvor.workbench.preferences.PreferencesViewModel;
import salvor.workbench.welcome.RecentCase;
import salvor.workbench.welcome.RecentCases;
import salvor.workbench.welcome.Sample;
import salvor.workbench.welcome.WelcomeViewModel;

/** From the welcome screen into a case, to another one, and back. */
@ExtendWith(ApplicationExtension.class)
class WelcomeStoryTest {
  private final List<Path> asked = new ArrayList<>();
  private WorkbenchViewModel model;
  private Path folder;
  private Scene scene;

  @BeforeEach
  void nothingAskedYet() {
    asked.clear();
  }

  @Start
  void start(Stage stage) throws Exception {
    folder = Files.createTempDirectory("salvor");
    Jobs jobs = new Jobs();
    FxThread fx = new FxThread();
    RecentCases recent = new RecentCases(folder.resolve("recent.json"));
    recent.add(new RecentCase("gone", folder.resolve("gone"), 1_000_000_000L, 2));
    recent.add(new RecentCase("incident-7", folder, 2_000_000_000L, 19));
    Sample sample = new Sample("A web shell", "Recorded in a lab.", Path.of("webshell"));
    model =
        new WorkbenchViewModel(
            jobs,
            fx,
            PreferencesViewModel.unkept(jobs, fx),
            new WelcomeViewModel(() -> List.of(sample), recent, jobs, fx));
    scene =
        new Scene(
            new Workbench(
                model,
                paths -> {
                  asked.addAll(paths);
                  return new OpenRequest("chosen", _ -> SampleCase.investigation());
                }),
            1280,
            720);
    stage.setScene(scene);
    stage.show();
  }

  @Stop
  void stop() {
    model.close();
  }

  private static void until(BooleanSupplier holds) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private static Button choice(FxRobot robot, String begins) {
    return robot.lookup(".choice-button").queryAllAs(Button.class).stream()
        .filter(b -> b.getAccessibleText().startsWith(begins))
        .findFirst()
        .orElseThrow();
  }

  private boolean isOpen() {
    return model.state().get() instanceof WorkbenchViewModel.State.Open;
  }

  @Test
  void aSampleIsOneKeyAwayAndAMissingCaseSaysWhatToDo(FxRobot robot) throws Exception {
    until(() -> robot.lookup(".choice-button").queryAll().size() == 3);
    Button gone = choice(robot, "gone");
    assertThat(gone.isDisabled()).isTrue();
    assertThat(gone.getAccessibleText()).contains("not there", "forget");
    assertThat(choice(robot, "incident-7").getAccessibleText()).contains("19 findings");
    robot.interact(() -> choice(robot, "A web shell").requestFocus());
    robot.type(KeyCode.SPACE);
    until(this::isOpen);
    assertThat(asked).containsExactly(Path.of("webshell"));
    robot.push(KeyCode.SHORTCUT, KeyCode.W);
    until(() -> robot.lookup("#welcome").tryQuery().isPresent());
    until(() -> robot.lookup(".choice-button").queryAll().size() == 3);
    robot.interact(() -> {
      Node line = choice(robot, "gone").getParent();
      ((Button) line.lookup(".icon-button")).fire();
    });
    until(() -> robot.lookup(".choice-button").queryAll().size() == 2);
    robot.interact(() -> choice(robot, "incident-7").fire());
    until(this::isOpen);
    assertThat(asked).contains(folder);
  }

  @Test
  void whoGivesUpWaitingForAnotherCaseHasTheFirstOneBack(FxRobot robot) throws Exception {
    robot.interact(() -> model.open(new OpenRequest("a", _ -> SampleCase.investigation())));
    until(this::isOpen);
    Session first = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
    Node view = robot.lookup("#timeline").query();
    robot.interact(() -> first.selection().select(7));
    CountDownLatch stopped = new CountDownLatch(1);
    robot.interact(() ->
        model.open(
            new OpenRequest(
                "b",
                progress -> {
                  progress.onCancel(stopped::countDown);
                  stopped.await();
                  progress.at(1, 2, "");
                  throw new AssertionError("it went on");
                })));
    until(() -> robot.lookup("#cancel-opening").tryQuery().isPresent());
    robot.clickOn("#cancel-opening");
    until(this::isOpen);
    assertThat(((WorkbenchViewModel.State.Open) model.state().get()).session()).isSameAs(first);
    assertThat(robot.lookup("#timeline").<Node>query()).isSameAs(view);
    assertThat(first.selection().row().get()).isEqualTo(7);
    assertThat(robot.lookup("#menu-view").tryQuery()).as("its menus are back").isPresent();
    robot.interact(() ->
        model.open(
            new OpenRequest(
                "c",
                _ -> {
                  throw new java.nio.file.NoSuchFileException("c");
                })));
    until(() -> robot.lookup("#back").tryQuery().isPresent());
    robot.clickOn("#back");
    until(this::isOpen);
    assertThat(((WorkbenchViewModel.State.Open) model.state().get()).session()).isSameAs(first);
  }
}

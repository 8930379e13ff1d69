package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Theme;

/** A walk over every screen: read aloud, read with weak eyes, and reached by the keyboard. */
@ExtendWith(ApplicationExtension.class)
class EverybodyTest {
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
  private Scene scene;
  private Stage stage;

  @Start
  void start(Stage shown) {
    stage = shown;
    scene =
        new Scene(
            new Workbench(model, _ -> new OpenRequest("chosen", _ -> SampleCase.investigation())),
            1600,
            1000);
    shown.setScene(scene);
    shown.show();
  }

  @Stop
  void stop() {
    model.close();
    Scale.set(100, Scale.Density.COMFORTABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "LIGHT,100,1600,1000",
    "DARK,100,1280,720",
    "LIGHT,150,1600,1000",
    "DARK,150,1600,1000"
  })
  void everyScreenCanBeRead(Theme theme, int percent, int width, int height, FxRobot robot)
      throws Exception {
    robot.interact(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      model.preferences().theme(theme);
      model.preferences().letters(percent);
    });
    List<String> complaints = new ArrayList<>();
    look("welcome", complaints);
    robot.interact(() ->
        model.open(
            new OpenRequest(
                "incident-7",
                _ -> {
                  throw new NoSuchFileException("/home/analyst/incident-7/falco.jsonl");
                })));
    until(() -> robot.lookup("#failed").tryQuery().isPresent());
    look("failed", complaints);
    open(robot);
    for (String pane : List.of("#left", "#tabs")) {
      TabPane tabs = robot.lookup(pane).query();
      for (int i = 0; i < tabs.getTabs().size(); i++) {
        int tab = i;
        robot.interact(() -> tabs.getSelectionModel().select(tab));
        WaitForAsyncUtils.waitForFxEvents(20);
        until(() -> robot.lookup("#review-stop").tryQuery().isEmpty());
        look(tabs.getTabs().get(i).getText(), complaints);
      }
    }
    robot.interact(() -> robot.lookup("#review-to-changes").<ToggleButton>query().fire());
    look("changes", complaints);
    robot.interact(() -> robot.lookup("#review-export").<Button>query().fire());
    look(robot.lookup("#change-set").query().getScene(), "change set", complaints);
    robot.type(KeyCode.ESCAPE);
    robot.interact(() -> robot.lookup("#baseline-learn").<Button>query().fire());
    until(() -> robot.lookup("#learn-stop").tryQuery().isEmpty());
    look(robot.lookup("#learn").query().getScene(), "learn", complaints);
    assertThat(complaints).isEmpty();
  }

  private void look(String screen, List<String> complaints) throws Exception {
    look(scene, screen, complaints);
  }

  private static void look(Scene scene, String screen, List<String> complaints) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(10);
    WaitForAsyncUtils.asyncFx(
            () -> {
              scene.getRoot().applyCss();
              scene.getRoot().layout();
              for (String complaint : Legibility.complaints(scene)) {
                if (complaints.stream().noneMatch(c -> c.endsWith(complaint))) {
                  complaints.add(screen + ": " + complaint);
                }
              }
            })
        .get();
  }

  private Session open(FxRobot robot) throws Exception {
    robot.interact(() -> model.open(new OpenRequest("webshell", _ -> SampleCase.investigation())));
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> ((ImageView) p).getImage() != null)
            .isPresent());
    return ((WorkbenchViewModel.State.Open) model.state().get()).session();
  }

  @Test
  void theTabKeyReachesEveryPartAndComesBack(FxRobot robot) throws Exception {
    open(robot);
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    List<Node> reached = new ArrayList<>();
    Node first = scene.getFocusOwner();
    for (int i = 0; i < 200; i++) {
      robot.type(KeyCode.TAB);
      WaitForAsyncUtils.waitForFxEvents();
      Node now = scene.getFocusOwner();
      reached.add(now);
      if (now == first) {
        break;
      }
    }
    assertThat(reached).as("the way leads round").endsWith(first).doesNotHaveDuplicates();
    for (String part : List.of("#timeline", "#filter", "#findings", "#left", "#tabs", "#events")) {
      assertThat(reached).as(part).contains(robot.lookup(part).<Node>query());
    }
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }
}

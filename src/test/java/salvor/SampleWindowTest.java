package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.casefile.Cases;
import salvor.casefile.Opening;
import salvor.jobs.Jobs;
import salvor.timeline.Palette;
import salvor.workbench.FxWatchdog;
import salvor.workbench.Workbench;
import salvor.workbench.WorkbenchViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** A shipped sample in the window, from its files to an attack that is seen and explains itself. */
@ExtendWith({ApplicationExtension.class, FxWatchdog.class})
class SampleWindowTest {
  private final Cases cases = Salvor.cases();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());

  @Start
  void start(Stage stage) {
    Scene scene =
        new Scene(
            new Workbench(
                model, paths -> Salvor.request(cases, Opening.inMemory(paths, List.of()))),
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

  @Test
  void theAttackIsSeenAndExplainedWithoutATouch(FxRobot robot) throws Exception {
    Path evidence = Path.of("evidence-samples", "webshell");
    robot.interact(
        () -> model.open(Salvor.request(cases, Opening.inMemory(List.of(evidence), List.of()))));
    until(() ->
        robot
            .lookup("#raw")
            .tryQuery()
            .filter(raw -> !((TextArea) raw).getText().isEmpty())
            .isPresent());
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> holds(((ImageView) p).getImage(), Palette.LIGHT.out()))
            .isPresent());
    assertThat(robot.lookup("#reason").<Labeled>query().getText()).isNotBlank();
    assertThat(
            robot.lookup("#findings").<ListView<?>>query().getSelectionModel().getSelectedIndex())
        .as("below the heading of its workload")
        .isEqualTo(1);
    assertThat(robot.lookup("#events").<TableView<?>>query().getSelectionModel().getSelectedIndex())
        .isPositive();
    assertThat(robot.lookup("#timeline").query().getAccessibleText())
        .contains("web-5468d8c4df-8ppl7");
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private static boolean holds(Image image, int argb) {
    for (int y = 0; image != null && y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getPixelReader().getArgb(x, y) == argb) {
          return true;
        }
      }
    }
    return false;
  }
}

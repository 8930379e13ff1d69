package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.casefile.Cases;
import salvor.casefile.Opening;
import salvor.jobs.Jobs;
import salvor.workbench.Png;
import salvor.workbench.Workbench;
import salvor.workbench.WorkbenchViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Pictures of comparisons in {@code target/gallery}, for people to look at. */
@Tag("gallery")
@ExtendWith(ApplicationExtension.class)
class CompareGalleryTest {
  private final Cases cases = Salvor.cases();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
  private Stage stage;
  private Scene scene;

  @Start
  void start(Stage shown) {
    stage = shown;
    scene =
        new Scene(
            new Workbench(
                model, paths -> Salvor.request(cases, Opening.inMemory(paths, List.of()))),
            1600,
            1000);
    shown.setScene(scene);
    shown.show();
  }

  @Stop
  void stop() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void theAttackedPodBesideItsReplica(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    robot.interact(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      theme.applyTo(scene);
      model.open(
          Salvor.request(
              cases,
              Opening.inMemory(List.of(Path.of("evidence-samples", "webshell")), List.of())));
    });
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
    String suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    robot.write("c");
    compared(robot);
    save("compare-replica" + suffix);
    robot.interact(() -> robot.lookup("#mirror").query().requestFocus());
    robot.type(KeyCode.F).type(KeyCode.S).type(KeyCode.S).type(KeyCode.S).type(KeyCode.S);
    robot.interact(
        () -> robot.lookup("#compare-BOTH").query().fireEvent(new javafx.event.ActionEvent()));
    save("compare-near" + suffix);
    robot.push(KeyCode.SHORTCUT, KeyCode.P).write("before and after").type(KeyCode.ENTER);
    compared(robot);
    save("compare-around" + suffix);
    robot.interact(() -> robot.lookup("#mirror").query().requestFocus());
    robot.clickOn("#side-b");
    until(() -> robot.lookup("#side-field").tryQuery().isPresent());
    robot.write("web");
    Scene over = robot.lookup("#side-field").query().getScene();
    Image image = WaitForAsyncUtils.asyncFx(() -> over.snapshot(null)).get();
    Png.write(
        image,
        Files.createDirectories(Path.of("target/gallery"))
            .resolve("compare-choose" + suffix + ".png"));
    robot.type(KeyCode.ESCAPE);
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
  }

  private static void compared(FxRobot robot) throws Exception {
    until(() ->
        robot
            .lookup("#mirror-picture")
            .tryQuery()
            .filter(p -> ((ImageView) p).getImage() != null)
            .isPresent());
    until(() -> !robot.lookup("#differences").<TableView<?>>query().getItems().isEmpty());
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private void save(String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(60);
    Image image = WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get();
    Png.write(image, Files.createDirectories(Path.of("target/gallery")).resolve(name + ".png"));
  }
}

package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
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

/** Pictures of what people add to a case, in {@code target/gallery}. */
@Tag("gallery")
@ExtendWith(ApplicationExtension.class)
class MarkGalleryTest {
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
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720"})
  void marks(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
    robot.interact(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      theme.applyTo(scene);
      model.open(
          Salvor.request(
              cases, Opening.inMemory(List.of(Path.of("evidence-samples/webshell")), List.of())));
    });
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> ((ImageView) p).getImage() != null)
            .isPresent());
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    robot.write("x");
    robot.write("m").type(KeyCode.DIGIT2);
    robot.write("t");
    until(() -> robot.lookup("#tag-field").tryQuery().isPresent());
    robot.write("initial access").type(KeyCode.ENTER).write("checked").type(KeyCode.ENTER);
    robot.write("c");
    over(robot, "#tag-sheet", "marks-tag" + suffix);
    robot.type(KeyCode.ESCAPE);
    robot.write("n");
    until(() -> robot.lookup("#comment-text").tryQuery().isPresent());
    robot.write("The shell came from the export page: the csv parameter is passed to sh.");
    over(robot, "#comment-sheet", "marks-comment" + suffix);
    robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
    TableView<Integer> table = robot.lookup("#events").query();
    robot.interact(() -> table.getSelectionModel().select(table.getItems().size() - 2200));
    robot.write("m").type(KeyCode.DIGIT5);
    robot.interact(() -> table.getSelectionModel().select(table.getItems().size() - 1200));
    robot.write("m");
    until(() -> robot.lookup("#milestones").tryQuery().isPresent());
    over(robot, "#milestone-sheet", "marks-milestone" + suffix);
    robot.type(KeyCode.DIGIT4);
    robot.interact(table::requestFocus);
    robot.write("....k");
    until(() -> robot.lookup("#accept-reason").tryQuery().isPresent());
    robot.write("The export runs each night, says its team.");
    over(robot, "#accept-sheet", "marks-accept" + suffix);
    robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
    robot.write(",,,,");
    robot.interact(table::requestFocus);
    robot.push(KeyCode.SHIFT, KeyCode.DOWN).push(KeyCode.SHIFT, KeyCode.DOWN);
    robot.write("t");
    until(() -> robot.lookup("#tag-field").tryQuery().isPresent());
    robot.write("checked").type(KeyCode.ENTER).type(KeyCode.ENTER);
    save("marks-window" + suffix);
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(tab -> tab.getText().startsWith("Marks"))
            .findFirst()
            .ifPresent(tabs.getSelectionModel()::select));
    save("marks-tab" + suffix);
    if (robot.lookup("#show-history").tryQuery().isPresent()) {
      robot.clickOn("#show-history");
      save("marks-history" + suffix);
    }
  }

  private void over(FxRobot robot, String id, String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(30);
    Node sheet = robot.lookup(id).query();
    write(WaitForAsyncUtils.asyncFx(() -> sheet.getScene().snapshot(null)).get(), name);
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private void save(String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(60);
    write(WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get(), name);
  }

  private static void write(Image image, String name) throws Exception {
    Png.write(image, Files.createDirectories(Path.of("target/gallery")).resolve(name + ".png"));
  }
}

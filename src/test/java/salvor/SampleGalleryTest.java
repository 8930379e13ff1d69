package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

/** Pictures of the shipped samples in {@code target/gallery}, for people to look at. */
@Tag("gallery")
@ExtendWith(ApplicationExtension.class)
class SampleGalleryTest {
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
  @CsvSource({
    "webshell,LIGHT,1600,1000",
    "webshell,DARK,1600,1000",
    "webshell,LIGHT,1280,720",
    "webshell,DARK,1280,720",
    "memfd-no-shell,LIGHT,1600,1000",
    "alerts-no-baseline,LIGHT,1600,1000",
    "clean,LIGHT,1600,1000"
  })
  void aSample(String sample, Theme theme, int width, int height, FxRobot robot) throws Exception {
    robot.interact(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      theme.applyTo(scene);
      model.open(
          Salvor.request(
              cases, Opening.inMemory(List.of(Path.of("evidence-samples", sample)), List.of())));
    });
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> ((ImageView) p).getImage() != null)
            .isPresent());
    until(() ->
        robot.lookup("#raw").tryQuery().map(r -> !((TextArea) r).getText().isEmpty()).orElse(true));
    String suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
    save("sample-" + sample + "-open" + suffix);
    TabPane left = robot.lookup("#left").query();
    robot.interact(() -> left.getSelectionModel().select(1));
    save("sample-" + sample + "-navigator" + suffix);
    robot.interact(() -> left.getSelectionModel().select(0));
    TabPane tabs = robot.lookup("#tabs").query();
    for (int i = 1; i < tabs.getTabs().size(); i++) {
      int tab = i;
      robot.interact(() -> tabs.getSelectionModel().select(tab));
      save("sample-" + sample + "-tab" + tab + suffix);
    }
    robot.interact(() -> tabs.getSelectionModel().select(0));
    for (String filter : List.of("verdict=out", "pod=web-* and program=", "pod=nosuchpod")) {
      TextField field = robot.lookup("#filter").query();
      robot.interact(() -> field.setText(filter));
      WaitForAsyncUtils.waitForFxEvents(30);
      until(() -> !robot.lookup(".filtering").query().isVisible());
      save("sample-" + sample + "-filter" + filter.length() + suffix);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void whatOpensOverTheWindow(Theme theme, FxRobot robot) throws Exception {
    aSample("webshell", theme, 1600, 1000, robot);
    for (String opened : List.of("palette", "key-sheet", "go-to-time")) {
      robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
      if (opened.equals("palette")) {
        robot.push(KeyCode.SHORTCUT, KeyCode.P).write("out");
      } else if (opened.equals("go-to-time")) {
        robot.write("g");
        until(() -> robot.lookup("#go-to-time").tryQuery().isPresent());
        robot.write("23/Nov/2026:05:43:50 +0100");
      } else {
        robot.write("?");
      }
      until(() -> robot.lookup("#" + opened).tryQuery().isPresent());
      WaitForAsyncUtils.waitForFxEvents(30);
      Scene over = robot.lookup("#" + opened).query().getScene();
      Image image = WaitForAsyncUtils.asyncFx(() -> over.snapshot(null)).get();
      String name = opened + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png";
      Png.write(image, Files.createDirectories(Path.of("target/gallery")).resolve(name));
      robot.type(KeyCode.ESCAPE);
      until(() -> robot.lookup("#" + opened).tryQuery().isEmpty());
    }
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private void save(String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(30);
    Image image = WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get();
    Png.write(image, Files.createDirectories(Path.of("target/gallery")).resolve(name + ".png"));
  }
}

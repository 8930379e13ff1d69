package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import salvor.casefile.Cases;
import salvor.casefile.Opening;
import salvor.jobs.Jobs;
import salvor.workbench.Png;
import salvor.workbench.Workbench;
import salvor.workbench.WorkbenchViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** A shipped sample in the window, from its files to an event that explains itself; with pictures of it. */
@ExtendWith(ApplicationExtension.class)
class SampleWindowTest {
  private final Cases cases = Salvor.cases();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
  private Scene scene;

  @Start
  void start(Stage stage) {
    scene = new Scene(new Workbench(model, paths -> Salvor.request(cases, Opening.inMemory(paths, List.of()))), 1600, 1000);
    stage.setScene(scene);
    stage.show();
  }

  @ParameterizedTest
  @CsvSource({"webshell,LIGHT", "webshell,DARK", "memfd-no-shell,LIGHT"})
  void aSampleShowsWhatIsOutAndWhy(String sample, Theme theme, FxRobot robot) throws Exception {
    Path evidence = Path.of("evidence-samples", sample);
    robot.interact(
        () -> {
          theme.applyTo(scene);
          model.open(Salvor.request(cases, Opening.inMemory(List.of(evidence), List.of())));
        });
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> picture(robot) != null);
    save(robot, sample + "-open-" + theme);
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    robot.write(".");
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> robot.lookup("#raw").tryQuery().filter(SampleWindowTest::isFilled).isPresent());
    assertThat(robot.lookup("#reason").<Labeled>query().getText()).isNotBlank();
    save(robot, sample + "-out-" + theme);
  }

  private static boolean isFilled(Node raw) {
    return !((TextArea) raw).getText().isEmpty();
  }

  private static Image picture(FxRobot robot) {
    return robot.lookup("#timeline-picture").tryQuery().map(p -> ((ImageView) p).getImage()).orElse(null);
  }

  private void save(FxRobot robot, String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(20);
    Image image = WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get();
    Path folder = Files.createDirectories(Path.of("target/gallery"));
    Png.write(image, folder.resolve("sample-" + name.toLowerCase(java.util.Locale.ROOT) + ".png"));
  }
}

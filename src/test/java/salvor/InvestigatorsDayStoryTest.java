package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.headless.BenchApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.casefile.Cases;
import salvor.casefile.Opening;
import salvor.jobs.Jobs;
import salvor.workbench.Workbench;
import salvor.workbench.WorkbenchViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/**
 * A day's work on a real incident, by the keyboard alone: open, find, explain, tag, filter,
 * compare, export, and open the case again.
 */
@ExtendWith(ApplicationExtension.class)
class InvestigatorsDayStoryTest {
  private static final Path EVIDENCE = Path.of("evidence-samples", "webshell");
  private final Cases cases = Salvor.cases();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());

  @Start
  void start(Stage stage) {
    Scene scene =
        new Scene(
            new Workbench(
                model, paths -> Salvor.request(cases, Opening.inMemory(paths, List.of()))),
            1280,
            720);
    Theme.DARK.applyTo(scene);
    stage.setScene(scene);
    stage.show();
  }

  @Stop
  void stop() {
    model.close();
    if ("Bench".equals(System.getProperty("glass.platform"))) {
      BenchApplication.chooserAnswer = List.of();
    }
  }

  private void open(FxRobot robot, Path folder) throws Exception {
    robot.interact(() ->
        model.open(Salvor.request(cases, Opening.inFolder(List.of(EVIDENCE), List.of(), folder))));
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> ((ImageView) p).getImage() != null)
            .isPresent());
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
  }

  private static void until(BooleanSupplier holds) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private static int rows(FxRobot robot) {
    return robot.lookup("#events").<TableView<?>>query().getItems().size();
  }

  private static String text(FxRobot robot, String node) {
    return robot.lookup(node).tryQuery().map(n -> ((Labeled) n).getText()).orElse("");
  }

  @Test
  void fromTheFirstLookToTheCaseReopened(@TempDir Path folder, FxRobot robot) throws Exception {
    Path kept = folder.resolve("case");
    open(robot, kept);
    int all = rows(robot);
    // find and explain: the worst finding is chosen already, and says why
    assertThat(robot.lookup("#findings").<ListView<?>>query().getSelectionModel().isEmpty())
        .isFalse();
    assertThat(text(robot, "#reason")).contains("token");
    // tag it
    robot.write("t");
    until(() -> robot.lookup("#tag-field").tryQuery().isPresent());
    robot.write("entry").type(KeyCode.ENTER);
    until(() -> text(robot, "#notice-text").contains("entry"));
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#tag-field").tryQuery().isEmpty());
    // everything of the attacked pod that is out of profile, and then what was tagged
    robot.write("/");
    TextField filter = robot.lookup("#filter").query();
    until(filter::isFocused);
    robot.write("verdict=out pod=web-*").type(KeyCode.ENTER);
    until(() -> rows(robot) > 1 && rows(robot) < all / 10);
    int out = rows(robot);
    robot.push(KeyCode.SHORTCUT, KeyCode.A).write("tag=entry").type(KeyCode.ENTER);
    until(() -> rows(robot) >= 1 && rows(robot) < out);
    robot.type(KeyCode.ESCAPE).type(KeyCode.ESCAPE);
    until(() -> rows(robot) == all);
    // compare with the replica
    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    until(() -> robot.lookup("#palette").tryQuery().isPresent());
    robot.write("compare with a replica").type(KeyCode.ENTER);
    until(() -> text(robot, "#compare-sum").contains("differences"));
    until(() -> robot.lookup("#mirror").query().isFocused());
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
    // export what the table shows
    Path csv = folder.resolve("events.csv");
    if ("Bench".equals(System.getProperty("glass.platform"))) { // a real chooser cannot be answered
      BenchApplication.chooserAnswer = List.of(csv.toFile());
      robot.push(KeyCode.SHORTCUT, KeyCode.E);
      until(() -> text(robot, ".outcome-text").contains("events.csv"));
      assertThat(Files.readAllLines(csv)).hasSize(all + 1);
    }
    // take the tag back, and that back again
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> text(robot, "#notice-text").startsWith("Undone"));
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
    until(() -> !text(robot, "#notice-text").startsWith("Undone"));
    // the case opened again has all of it
    robot.interact(model::closeCase);
    until(() -> robot.lookup("#timeline").tryQuery().isEmpty());
    open(robot, kept);
    robot.write("/").write("tag=entry").type(KeyCode.ENTER);
    until(() -> rows(robot) >= 1 && rows(robot) < out);
  }
}

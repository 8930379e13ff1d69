package salvor;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.casefile.Opening;
import salvor.workbench.Opener;
import salvor.workbench.fx.Theme;

/** Pictures of what baselines know, in {@code target/gallery}. */
class BaselineGalleryTest extends Gallery {
  @Override
  protected Opener opener() {
    return Salvor.opener(Salvor.cases());
  }

  private static void show(FxRobot robot) throws Exception {
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() -> {
      for (Tab tab : tabs.getTabs()) {
        if ("tab-baselines".equals(tab.getId())) {
          tabs.getSelectionModel().select(tab);
        }
      }
    });
    until(() -> robot.lookup("#baseline-page").tryQuery().isPresent());
  }

  private static void larger(FxRobot robot) {
    robot.interact(() ->
        robot.lookup(".split-pane").queryAllAs(SplitPane.class).stream()
            .filter(s -> s.getOrientation() == javafx.geometry.Orientation.VERTICAL)
            .filter(s -> s.lookup("#tabs") != null)
            .forEach(s -> s.setDividerPositions(0.38)));
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void theWebShell(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    show(robot);
    save("baselines-followed" + suffix);
    larger(robot);
    ListView<?> page = robot.lookup("#baseline-page").query();
    robot.interact(() -> page.scrollTo(0));
    save("baselines-top" + suffix);
    for (int part = 1; part < 5; part++) {
      int to = page.getItems().size() * part / 5;
      robot.interact(() -> page.scrollTo(to));
      save("baselines-" + part + suffix);
    }
    robot.interact(() -> robot.lookup("#baseline-outside").<ToggleButton>query().fire());
    save("baselines-outside" + suffix);
    robot.interact(() -> {
      robot.lookup("#baseline-all").<ToggleButton>query().fire();
      robot.lookup("#baseline-search").<TextField>query().setText("python");
    });
    save("baselines-search" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void learnedDuringTheAttack(
      Theme theme, int width, int height, @TempDir Path folder, FxRobot robot) throws Exception {
    String suffix = open(robot, LearnedDuringTheAttack.in(folder), theme, width, height);
    show(robot);
    larger(robot);
    ListView<?> page = robot.lookup("#baseline-page").query();
    robot.interact(() -> page.scrollTo(0));
    save("baselines-doubtful" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000"})
  void withoutAny(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix =
        open(robot, evidence(Path.of("evidence-samples/alerts-no-baseline")), theme, width, height);
    show(robot);
    save("baselines-none" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void learnedFromTheCase(Theme theme, int width, int height, @TempDir Path folder, FxRobot robot)
      throws Exception {
    Path kept = ReviewedCase.in(folder.resolve("webshell"));
    String suffix =
        open(
            robot,
            Salvor.request(Salvor.cases(), Opening.inFolder(List.of(), List.of(), kept)),
            theme,
            width,
            height);
    show(robot);
    save("baselines-learn" + suffix);
    robot.interact(() -> robot.lookup("#baseline-learn").<Button>query().fire());
    until(() -> robot.lookup("#learn-profiles").tryQuery().isPresent());
    over(robot, "#learn", "learn" + suffix);
    robot.interact(
        () -> robot.lookup("#learn-file").<TextField>query().setText(folder + "/learned.json"));
    robot.interact(() -> robot.lookup("#learn-write").<Button>query().fire());
    until(() -> text(robot, "#learn-kept").startsWith("Written"));
    over(robot, "#learn", "learn-kept" + suffix);
    robot.interact(
        () -> ((javafx.stage.Stage) robot.lookup("#learn").query().getScene().getWindow()).close());
  }
}

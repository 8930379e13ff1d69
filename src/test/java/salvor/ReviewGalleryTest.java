package salvor;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.casefile.Opening;
import salvor.workbench.fx.Theme;

/** Pictures of the review of an incident, in {@code target/gallery}. */
class ReviewGalleryTest extends Gallery {
  static void show(FxRobot robot) throws Exception {
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(tab -> "tab-review".equals(tab.getId()))
            .forEach(tabs.getSelectionModel()::select));
    until(() -> robot.lookup("#review-acts").tryQuery().isPresent());
  }

  private static void larger(FxRobot robot) {
    robot.interact(() ->
        robot.lookup(".split-pane").queryAllAs(SplitPane.class).stream()
            .filter(s -> s.getOrientation() == Orientation.VERTICAL)
            .filter(s -> s.lookup("#tabs") != null)
            .forEach(s -> s.setDividerPositions(0.38)));
  }

  private static void choose(FxRobot robot, String list, int line) {
    robot.interact(() -> {
      ListView<?> view = robot.lookup(list).query();
      view.getSelectionModel().clearAndSelect(line);
      view.scrollTo(Math.max(0, line - 2));
    });
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void theWebShell(Theme theme, int width, int height, @TempDir Path folder, FxRobot robot)
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
    save("review-incident" + suffix);
    larger(robot);
    save("review-large" + suffix);
    choose(robot, "#review-acts", 4);
    save("review-act" + suffix);
    ListView<?> acts = robot.lookup("#review-acts").query();
    choose(robot, "#review-acts", acts.getItems().size() - 1);
    save("review-last" + suffix);
    robot.interact(() -> robot.lookup("#review-to-changes").<ToggleButton>query().fire());
    choose(robot, "#review-changes", 2);
    save("review-changes" + suffix);
    ListView<?> changes = robot.lookup("#review-changes").query();
    choose(robot, "#review-changes", changes.getItems().size() - 3);
    save("review-policies" + suffix);
    robot.interact(
        () -> robot.lookup("#review-export").<javafx.scene.control.Button>query().fire());
    robot.interact(() -> {
      robot.lookup("#change-folder").<TextField>query().setText("/srv/changes/webshell");
      robot.lookup("#change-reason").<TextField>query().setText("the web shell of 23 November");
    });
    over(robot, "#change-set", "review-export" + suffix);
    robot.interact(() ->
        ((javafx.stage.Stage) robot.lookup("#change-set").query().getScene().getWindow()).close());
  }
}

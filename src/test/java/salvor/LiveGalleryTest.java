package salvor;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of a practice cluster while the incident happens. */
class LiveGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void theIncidentHappens(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() > 10);
      save("live-begin" + suffix);
      until(() -> pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> pods.getItems().get(1).toString().contains(LivePractice.SECOND_VICTIM));
      save("live" + suffix);
      TabPane tabs = robot.lookup("#live-tabs").query();
      robot.interact(() -> tabs.getSelectionModel().select(1));
      until(() ->
          painted(robot, "#timeline-picture") && robot.lookup("#timeline").query().isFocused());
      robot.type(KeyCode.PERIOD);
      until(() -> !robot.lookup("#reason").queryAll().isEmpty());
      save("live-timeline" + suffix);
      robot.type(KeyCode.N);
      save("live-timeline-follows" + suffix);
      practice.loseASensor();
      Label words = robot.lookup("#live-follows").query();
      until(() -> words.getText().contains("not heard since"));
      save("live-not-heard-yet" + suffix);
      Label connection = robot.lookup("#live-connection").query();
      until(() -> connection.getText().contains("is not heard since"));
      robot.type(KeyCode.W, 2);
      robot.clickOn("#live-follow");
      until(() -> practice.sinceLost(30));
      save("live-not-heard" + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void baselinesAreLearned(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 10, null, List.of())) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().toString().contains("unknown="));
      for (String item : List.of("live-learn", "live-kubescape")) {
        robot.interact(() ->
            robot.lookup("#live-baselines").<MenuButton>query().getItems().stream()
                .filter(each -> item.equals(each.getId()))
                .forEach(MenuItem::fire));
        over(robot, "#learn-left-out", item + "-begin" + suffix);
        if (item.equals("live-learn")) {
          until(() -> text(robot, "#learn-suspicion").contains("Nothing from"));
          until(() -> !text(robot, "#learn-growth").isEmpty());
        } else {
          until(() -> text(robot, "#learn-left-out").contains("Kubescape"));
        }
        over(robot, "#learn-left-out", item + suffix);
        robot.type(KeyCode.ESCAPE);
      }
    }
  }
}

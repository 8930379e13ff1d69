package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListCell;
import javafx.scene.control.TabPane;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.Theme;

/** A baseline that was learned while the web shell was used, and one that was not. */
@ExtendWith(FxWatchdog.class)
class ContaminatedBaselineTest extends WindowStory {
  ContaminatedBaselineTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Test
  void isNamedWhereverItJudgesAndReplicasAreOffered(@TempDir Path folder, FxRobot robot)
      throws Exception {
    open(robot, LearnedDuringTheAttack.in(folder));
    until(() -> robot.lookup("#notice-contaminated").tryQuery().isPresent());
    TextFlow said = robot.lookup("#notice-contaminated TextFlow").query();
    assertThat(said.getAccessibleText()).contains("may have learned the attack", "suspected time");
    assertThat(text(robot, "#caution")).startsWith("This baseline may have learned the attack:");
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(tab -> tab.getText().startsWith("Baselines"))
            .forEach(tabs.getSelectionModel()::select));
    until(() -> robot.lookup("#baselines .list-cell").tryQuery().isPresent());
    ListCell<?> first = robot.lookup("#baselines .list-cell").query();
    assertThat(first.getAccessibleText())
        .contains("shop/deployment/web:web", "May know the attack");
    Hyperlink replicas = robot.lookup("#notice-contaminated .hyperlink").query();
    robot.interact(replicas::fire);
    until(() -> robot.lookup("#mirror").tryQuery().isPresent());
    assertThat(robot.lookup("#notice-contaminated").tryQuery())
        .as("the timeline gave way")
        .isEmpty();
  }

  @Test
  void whatWasLearnedBeforeTheAttackIsNotBlamed(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    assertThat(text(robot, "#reason")).as("an event is shown").isNotBlank();
    assertThat(robot.lookup("#notice-contaminated").tryQuery()).isEmpty();
    assertThat(robot.lookup("#caution").tryQuery()).isEmpty();
  }
}

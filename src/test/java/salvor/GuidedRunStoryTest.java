package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.playbook.BuiltIn;
import salvor.playbook.Course;
import salvor.playbook.Deviation;
import salvor.playbook.RunLog;
import salvor.workbench.fx.Theme;

/**
 * A newcomer follows the playbook of the web shell: isolates, sees it verified, seals the evidence,
 * finds the others and decides of each; every gate is passed by what was done, by the keyboard.
 */
@Timeout(900)
class GuidedRunStoryTest extends WindowStory {
  @TempDir Path folder;

  GuidedRunStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static void presses(FxRobot robot, String id) throws Exception {
    until(() ->
        robot
            .lookup("#" + id)
            .tryQuery()
            .filter(node -> node.isVisible() && !node.isDisabled())
            .isPresent());
    byTab(robot, id);
    robot.type(KeyCode.SPACE);
  }

  private static Course course(LivePractice practice) {
    try {
      return new RunLog(practice.live.custody().ledger())
          .course(BuiltIn.named("web-shell").orElseThrow());
    } catch (Exception cause) {
      throw new AssertionError(cause);
    }
  }

  private static boolean isListed(FxRobot robot, String id) {
    return robot
        .lookup(id)
        .tryQuery()
        .filter(node -> node instanceof ListView<?> list && !list.getItems().isEmpty())
        .isPresent();
  }

  private static void toPlaybook(FxRobot robot) throws Exception {
    robot.targetWindow(robot.lookup("#live-tabs").query().getScene().getWindow());
    byTab(robot, "live-tabs");
    robot.type(KeyCode.END);
    robot.type(KeyCode.LEFT);
    robot.type(KeyCode.LEFT);
    until(() -> robot.lookup("#dwell").tryQuery().filter(Node::isVisible).isPresent());
  }

  /** Chooses a step, and does what it has to be done. */
  private static void does(FxRobot robot, int step) throws Exception {
    chooses(robot, step);
    robot.type(KeyCode.ENTER);
  }

  private static void chooses(FxRobot robot, int step) throws Exception {
    byTab(robot, "steps");
    robot.type(KeyCode.HOME);
    for (int i = 1; i < step; i++) {
      robot.type(KeyCode.DOWN);
    }
    until(() -> text(robot, "#step-title").startsWith(step + "  "));
  }

  /** Says that a step is done, once its gate lets that be said. */
  private static void says(FxRobot robot, LivePractice practice, int step, String id)
      throws Exception {
    chooses(robot, step);
    until(() -> text(robot, "#step-chip").contains("READY"));
    presses(robot, "step-done");
    until(() -> isAt(robot, "say-text"));
    robot.targetWindow(robot.lookup("#say-text").query().getScene().getWindow());
    robot.write("seen on the screen");
    robot.type(KeyCode.ENTER);
    until(() -> course(practice).step(id).orElseThrow().state() == Course.State.DONE);
    robot.targetWindow(robot.lookup("#live-tabs").query().getScene().getWindow());
    until(() -> text(robot, "#step-title").startsWith((step + 1) + "  "));
  }

  @Test
  void goesByThePlaybookFromTheAlertToTheLastSibling(FxRobot robot) throws Exception {
    String home = System.setProperty("user.home", folder.toString()); // where a key is made
    try (LivePractice practice =
        new LivePractice(
            folder, 0, LivePractice.UNDER_ATTACK, List.of(WEB_SHELL.resolve("baseline.json")))) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() ->
          !pods.getItems().isEmpty()
              && pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
      until(pods::isFocused);
      begins(robot);
      isolates(robot);
      says(robot, practice, 1, "isolate");
      until(
          () -> text(robot, "#dwell-verified").matches("\u25d1 1 of [2-9] pods out of profile.*"));
      collects(robot);
      says(robot, practice, 2, "collect");
      does(robot, 3);
      until(pods::isFocused);
      until(() -> pods.getSelectionModel().getSelectedItems().size() > 1);
      decides(robot, pods);
      toPlaybook(robot);
      says(robot, practice, 3, "scope");
      says(robot, practice, 4, "assess");
      assertThat(course(practice).deviations())
          .as("nothing left the order")
          .filteredOn(each -> !(each instanceof Deviation.Late))
          .isEmpty();
      assertThat(course(practice).next().orElseThrow().step().id()).isEqualTo("revoke");
    } finally {
      System.setProperty("user.home", home);
    }
  }

  private static void begins(FxRobot robot) throws Exception {
    toPlaybook(robot);
    until(() -> isListed(robot, "#playbooks"));
    byTab(robot, "playbooks");
    robot.type(KeyCode.HOME);
    robot.type(KeyCode.DOWN);
    robot.type(KeyCode.DOWN);
    robot.type(KeyCode.ENTER);
    until(() -> isListed(robot, "#steps"));
    until(() -> text(robot, "#step-about").contains(LivePractice.VICTIM));
    assertThat(text(robot, "#dwell-verified")).startsWith("\u25cf Both go on");
  }

  /** Cut off, looked at from inside before and after, and what went on was ended. */
  private static void isolates(FxRobot robot) throws Exception {
    does(robot, 1);
    until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
    byTab(robot, "isolate-first");
    robot.type(KeyCode.SPACE);
    until(() -> text(robot, "#isolate-leaves").contains("ephemeral container"));
    byTab(robot, "isolate-reason");
    robot.write("incident 7");
    robot.type(KeyCode.ENTER);
    until(() -> text(robot, "#isolate-do").startsWith("Look first, and _isolate"));
    presses(robot, "isolate-do");
    until(() -> text(robot, "#isolate-result").contains("targets answered from inside"));
    presses(robot, "isolate-verify");
    presses(robot, "verify-do");
    until(() -> text(robot, "#verify-chip").contains("PARTIAL"));
    presses(robot, "verify-end");
    until(() -> text(robot, "#verify-chip").contains("VERIFIED"));
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#verify-sheet").tryQuery().isEmpty());
    presses(robot, "isolate-close");
    until(() -> robot.lookup("#isolate-sheet").tryQuery().isEmpty());
    robot.targetWindow(robot.lookup("#live-tabs").query().getScene().getWindow());
  }

  private static void collects(FxRobot robot) throws Exception {
    does(robot, 2);
    until(() -> robot.lookup("#collect-passphrase").tryQuery().isPresent());
    byTab(robot, "collect-passphrase");
    robot.write("a long one");
    byTab(robot, "collect-again");
    robot.write("a long one");
    presses(robot, "collect-do");
    until(() -> text(robot, "#collect-chip").equals("\u2713 SEALED, VALID"));
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#collect-do").tryQuery().isEmpty());
    robot.targetWindow(robot.lookup("#live-tabs").query().getScene().getWindow());
  }

  /** Of each that was chosen together: what the table of pods is left with. */
  private static void decides(FxRobot robot, TableView<?> pods) {
    robot.type(KeyCode.HOME);
    for (int i = 0; i < pods.getItems().size(); i++) {
      robot.type(KeyCode.DIGIT3);
      robot.type(KeyCode.DOWN);
    }
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Target;
import salvor.timeline.Milestone;
import salvor.workbench.fx.Theme;

/** A responder cuts a pod off and sees that on the timeline at once, with the clock beside it. */
@Timeout(300)
class ResponseStoryTest extends WindowStory {
  @TempDir Path folder;

  ResponseStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static boolean isIsolated(FxRobot robot) {
    return robot
        .lookup("#milestone-" + (Milestone.ISOLATED.ordinal() + 1))
        .tryQuery()
        .filter(Node::isVisible)
        .isPresent();
  }

  private static void looked(LivePractice practice, String result, String since) throws Exception {
    CaseLedger ledger = practice.live.custody().ledger();
    String uid =
        practice.live.pods().all().stream()
            .filter(pod -> pod.name().equals(LivePractice.VICTIM))
            .findFirst()
            .orElseThrow()
            .uid();
    ledger.write(
        ledger
            .entry(Deed.ACTION, "incident 7")
            .on(Target.of(null, null).in("shop", LivePractice.VICTIM, uid))
            .asked(
                Map.of("verb", "look-inside", "purpose", "after"),
                since.isEmpty()
                    ? Map.of("result", result)
                    : Map.of("result", result, "since", since)));
  }

  @Test
  void whatIsDoneStandsOnTheTimelineAtOnce(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 1)) {
      practice.model.begin();
      show(robot, practice.model);
      isolates(robot);
      TabPane tabs = robot.lookup("#live-tabs").query();
      robot.interact(() ->
          tabs.getTabs().stream()
              .filter(tab -> "tab-timeline".equals(tab.getId()))
              .forEach(tabs.getSelectionModel()::select));
      until(() -> robot.lookup("#response").tryQuery().filter(Node::isVisible).isPresent());
      until(() -> text(robot, "#response-said").contains("quarantine"));
      assertThat(text(robot, "#response-said")).contains("done", "incident 7");
      assertThat(isIsolated(robot)).as("accepted is not verified").isFalse();
      Instant since = Instant.now();
      looked(practice, "verified", since.toString());
      until(() -> isIsolated(robot));
      until(() -> text(robot, "#response-said").contains("look from inside"));
      byTab(robot, "response-0");
      robot.type(KeyCode.SPACE);
      until(() ->
          text(robot, "#response-said").contains("acting on the cluster is allowed")
              || text(robot, "#response-said").contains("that stand here"));
      looked(practice, "partial", "");
      until(() -> !isIsolated(robot));
    }
  }

  private static void isolates(FxRobot robot) throws Exception {
    TableView<?> pods = robot.lookup("#pods").query();
    until(() -> pods.getItems().size() > 5);
    until(pods::isFocused);
    robot.type(KeyCode.SLASH);
    until(() -> robot.lookup("#live-filter").query().isFocused());
    robot.write("8ppl7");
    until(() -> pods.getItems().size() == 1);
    byTab(robot, "pods");
    robot.type(KeyCode.HOME);
    until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
    robot.press(KeyCode.SHIFT).type(KeyCode.I).release(KeyCode.SHIFT);
    until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
    byTab(robot, "isolate-reason");
    robot.write("incident 7");
    robot.type(KeyCode.ENTER);
    until(() -> !robot.lookup("#isolate-do").query().isDisabled());
    byTab(robot, "isolate-do");
    robot.type(KeyCode.SPACE);
    until(() -> text(robot, "#isolate-result").startsWith("The cluster accepted"));
    byTab(robot, "isolate-close");
    robot.type(KeyCode.SPACE);
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.cluster.ObjectKind;
import salvor.training.apiserver.LoggedRequest;
import salvor.workbench.containment.MeasureChoice;
import salvor.workbench.fx.Theme;
import tools.jackson.databind.JsonNode;

/** A responder blocks a destination and takes that back, by the keyboard alone. */
@Timeout(300)
class MeasureStoryTest extends WindowStory {
  @TempDir Path folder;

  MeasureStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static List<LoggedRequest> changes(LivePractice practice) {
    return practice.practice.requests().stream()
        .filter(request -> request.method().matches("POST|PATCH|DELETE|PUT"))
        .filter(request -> !request.query().contains("dryRun"))
        .filter(request ->
            !request.path().contains("authorization.k8s.io")
                && !request.path().contains("authentication.k8s.io"))
        .toList();
  }

  @Test
  void blocksADestinationSeesItAmongTheActionsAndUndoesIt(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      JsonNode before = labels(practice);
      practice.model.begin();
      show(robot, practice.model);
      chooses(robot);
      robot.press(KeyCode.SHIFT).type(KeyCode.M).release(KeyCode.SHIFT);
      until(() -> text(robot, "#measure-against").startsWith("Read-only"));
      ScrollPane choices = robot.lookup("#measure-choices").query();
      until(choices::isFocused);
      for (MeasureChoice choice : MeasureChoice.values()) {
        until(() -> choices.getAccessibleText().contains(choice.title()));
        until(() -> !robot.lookup("#measure-bar").query().isVisible());
        until(() ->
            isWholeInSight(robot.lookup("#measure-choice-" + choice.word()).query(), choices));
        robot.interact(() -> walk(robot.lookup("#measure-sheet").query()));
        robot.type(KeyCode.DOWN);
      }
      until(() -> text(robot, "#measure-against").startsWith("Locked."));
      robot.type(KeyCode.HOME);
      robot.type(KeyCode.DOWN);
      until(() -> text(robot, "#measure-against").equals("Say which addresses."));
      byTab(robot, "measure-to");
      robot.write("203.0.113.66");
      robot.type(KeyCode.ENTER);
      until(() -> text(robot, "#measure-against").startsWith("Read-only"));
      robot.interact(() -> walk(robot.lookup("#measure-sheet").query()));
      assertThat(changes(practice)).as("a plan sends nothing").isEmpty();
      byTab(robot, "measure-reason");
      robot.write("incident 7");
      robot.type(KeyCode.ENTER);
      until(() -> !robot.lookup("#measure-do").query().isDisabled());
      assertThat(changes(practice)).as("a dry run changes nothing").isEmpty();
      byTab(robot, "measure-do");
      robot.type(KeyCode.SPACE);
      until(() -> text(robot, "#measure-result").startsWith("The cluster accepted all of it"));
      assertThat(text(robot, "#measure-chip")).contains("ACCEPTED, not verified");
      assertThat(changes(practice))
          .extracting(LoggedRequest::toString)
          .as("the policy first, then the label")
          .satisfiesExactly(
              policy -> assertThat(policy).startsWith("POST ").contains("/networkpolicies"),
              label -> assertThat(label).startsWith("PATCH ").contains(LivePractice.VICTIM));
      robot.type(KeyCode.ESCAPE);
      undoes(robot, practice);
      assertThat(labels(practice)).isEqualTo(before);
      assertThat(practice.cluster.list(ObjectKind.NETWORK_POLICIES, "shop"))
          .noneMatch(policy -> policy.at("/metadata/name").asString().startsWith("salvor-"));
    }
  }

  private static JsonNode labels(LivePractice practice) throws Exception {
    return practice
        .cluster
        .get(ObjectKind.PODS, "shop", LivePractice.VICTIM)
        .at("/metadata/labels");
  }

  private static void chooses(FxRobot robot) throws Exception {
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
  }

  private static void undoes(FxRobot robot, LivePractice practice) throws Exception {
    byTab(robot, "live-tabs");
    robot.type(KeyCode.END);
    robot.type(KeyCode.LEFT);
    TableView<?> measures = robot.lookup("#measures").query();
    until(() -> measures.getItems().toString().contains("kind=BLOCK"));
    byTab(robot, "measures");
    robot.type(KeyCode.HOME);
    until(() -> !robot.lookup("#measure-undo").query().isDisabled());
    int sent = changes(practice).size();
    byTab(robot, "measure-undo");
    robot.type(KeyCode.SPACE);
    until(() ->
        robot.lookup("#undo-do").tryQuery().filter(button -> !button.isDisabled()).isPresent());
    byTab(robot, "undo-do");
    robot.type(KeyCode.SPACE);
    until(() -> text(robot, "#undo-result").contains("Taken back"));
    assertThat(changes(practice).subList(sent, changes(practice).size()))
        .extracting(LoggedRequest::method)
        .as("the label first, then the policy")
        .containsExactly("PATCH", "DELETE");
    robot.type(KeyCode.ESCAPE);
    until(() -> measures.getItems().toString().contains("AsBefore"));
  }

  /** Rows are of unlike heights; the chosen one is never cut. */
  private static boolean isWholeInSight(Node row, ScrollPane list) {
    Bounds of = list.sceneToLocal(row.localToScene(row.getBoundsInLocal()));
    return of.getMinY() >= 0 && of.getMaxY() <= list.getHeight();
  }

  /** Every control says what it is. */
  private static void walk(Node node) {
    if (node.isFocusTraversable() && node.isVisible()) {
      boolean text =
          node instanceof Labeled labeled
              && labeled.getText() != null
              && !labeled.getText().isBlank();
      boolean spoken = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
      assertThat(text || spoken).as(node + " says what it is").isTrue();
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(MeasureStoryTest::walk);
    }
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.training.apiserver.LoggedRequest;
import salvor.workbench.fx.Theme;
import tools.jackson.databind.JsonNode;

/** A responder cuts the attacked pod off and takes that back, by the keyboard alone. */
@Timeout(300)
class IsolateStoryTest extends WindowStory {
  private static final String LABELS = "/metadata/labels";
  private static final String ATTACK = "203.0.113.66";

  @TempDir Path folder;

  IsolateStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static JsonNode pod(LivePractice practice, String name) throws Exception {
    return practice.cluster.get(ObjectKind.PODS, "shop", name);
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
  void isolatesThePodBeforeTheAttackAndUndoesIt(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      JsonNode before = pod(practice, LivePractice.VICTIM).at(LABELS);
      practice.model.begin();
      show(robot, practice.model);
      chooses(robot);
      robot.press(KeyCode.SHIFT).type(KeyCode.I).release(KeyCode.SHIFT);
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      assertThat(changes(practice)).as("a plan sends nothing").isEmpty();
      allows(robot);
      until(() -> !robot.lookup("#isolate-do").query().isDisabled());
      assertThat(changes(practice)).as("a dry run changes nothing").isEmpty();
      byTab(robot, "isolate-do");
      robot.type(KeyCode.SPACE);
      until(() -> text(robot, "#isolate-result").startsWith("The cluster accepted it for 1 pod"));
      assertThat(text(robot, "#isolate-chip")).contains("ACCEPTED, not verified");
      assertThat(changes(practice))
          .extracting(LoggedRequest::toString)
          .as("the policy first, then the label")
          .satisfiesExactly(
              policy -> assertThat(policy).startsWith("POST ").contains("/networkpolicies"),
              label -> assertThat(label).startsWith("PATCH ").contains(LivePractice.VICTIM));
      byTab(robot, "isolate-close");
      robot.type(KeyCode.SPACE);
      until(() -> text(robot, "#pod-state").contains("not verified"));
      assertThat(robot.lookup("#pod-state").query().getStyleClass())
          .as("the colour of the same words in the sheet")
          .contains("shape-open");
      takesBackFromThePage(robot);
      nothingReachesIt(robot, practice);
      undoes(robot, practice);
      assertThat(pod(practice, LivePractice.VICTIM).at(LABELS)).isEqualTo(before);
      assertThat(practice.cluster.list(ObjectKind.NETWORK_POLICIES, "shop"))
          .noneMatch(policy -> policy.at("/metadata/name").asString().startsWith("salvor-"));
    }
  }

  /** The page of the pod leads to the same sheet as the tab of the actions. */
  private static void takesBackFromThePage(FxRobot robot) throws Exception {
    until(() -> !robot.lookup("#pod-undo").query().isDisabled());
    assertThat(robot.lookup("#pod-undo").query().getAccessibleHelp()).contains("Shift+U");
    byTab(robot, "pods");
    robot.press(KeyCode.SHIFT).type(KeyCode.U).release(KeyCode.SHIFT);
    until(() -> robot.lookup("#undo-sheet").tryQuery().isPresent());
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#undo-sheet").tryQuery().isEmpty());
    robot.targetWindow(robot.lookup("#pods").query().getScene().getWindow());
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

  private static void allows(FxRobot robot) throws Exception {
    byTab(robot, "isolate-reason");
    robot.write("incident 7");
    robot.type(KeyCode.ENTER);
    until(() -> text(robot, "#isolate-acting").contains("ACTING ALLOWED"));
  }

  /** Plays the rest of the incident: no request of the attacker is answered by this pod. */
  private void nothingReachesIt(FxRobot robot, LivePractice practice) throws Exception {
    Path recorded = Path.of("evidence-samples/webshell/evidence/falco.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(recorded)), StandardCharsets.UTF_8))) {
      assertThat(lines.lines().filter(IsolateStoryTest::isOfTheAttack))
          .as("so it was recorded")
          .isNotEmpty();
    }
    practice.clock.speed(60);
    until(() -> text(robot, "#live-arrived").contains("all that was recorded has happened"));
    try (Stream<String> heard = lines(folder.resolve("case").resolve("sensors"))) {
      assertThat(heard.filter(IsolateStoryTest::isOfTheAttack)).isEmpty();
    }
  }

  private static boolean isOfTheAttack(String line) {
    return line.contains(LivePractice.VICTIM) && line.contains(ATTACK);
  }

  private static Stream<String> lines(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines.stream();
  }

  private static void undoes(FxRobot robot, LivePractice practice) throws Exception {
    byTab(robot, "live-tabs");
    robot.type(KeyCode.END);
    robot.type(KeyCode.LEFT);
    TableView<?> measures = robot.lookup("#measures").query();
    until(() -> measures.getItems().toString().contains(LivePractice.VICTIM));
    byTab(robot, "measures");
    robot.type(KeyCode.HOME);
    until(() -> !robot.lookup("#measure-undo").query().isDisabled());
    int sent = changes(practice).size();
    byTab(robot, "measure-undo");
    robot.type(KeyCode.SPACE);
    until(() -> robot.lookup("#undo-even-evidence").tryQuery().filter(Node::isVisible).isPresent());
    assertThat(text(robot, "#undo-back"))
        .as("one of them goes, and one was entered as well")
        .contains(LivePractice.VICTIM + " may be deleted", "OUT OF PROFILE; NO SEALED EVIDENCE");
    assertThat(robot.lookup("#undo-do").query().isDisabled()).isTrue();
    assertThat(robot.lookup("#undo-close").<Button>query().isDefaultButton()).isTrue();
    assertThat(text(robot, "#undo-origin")).startsWith("Written down by ").contains("in both");
    byTab(robot, "undo-even-evidence");
    robot.type(KeyCode.SPACE);
    until(() -> !robot.lookup("#undo-do").query().isDisabled());
    assertThat(text(robot, "#undo-do")).isEqualTo("_Undo for 1 pod");
    byTab(robot, "undo-do");
    robot.type(KeyCode.SPACE);
    until(() -> text(robot, "#undo-result").contains("Taken back"));
    assertThat(changes(practice).subList(sent, changes(practice).size()))
        .extracting(LoggedRequest::method)
        .as("the label first, then the policy")
        .containsExactly("PATCH", "DELETE");
    robot.type(KeyCode.ESCAPE);
    until(() -> measures.getItems().toString().contains("AsBefore"));
    assertThat(
            practice.live.pods().all().stream()
                .filter(pod -> pod.name().equals(LivePractice.VICTIM))
                .map(LivePod::quarantine))
        .containsExactly((String) null);
  }
}

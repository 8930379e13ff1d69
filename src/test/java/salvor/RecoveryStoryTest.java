package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.cluster.Change;
import salvor.cluster.ObjectKind;
import salvor.playbook.BuiltIn;
import salvor.playbook.Course;
import salvor.playbook.Fact;
import salvor.playbook.RunLog;
import salvor.recovery.FakeForge;
import salvor.workbench.fx.Theme;
import tools.jackson.databind.JsonNode;

/** A responder has the image rebuilt, rolls it out, and takes that back, by the keyboard alone. */
@Timeout(300)
class RecoveryStoryTest extends WindowStory {
  private static final String FIXED =
      "sha256:8cc973f45cbd121cb895b4c906f0455e97fae9e874727422165db3d88dc74810";

  @TempDir Path folder;

  RecoveryStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  /** The settings of a pipeline of a server on this machine. */
  static String settings(FakeForge forge, Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "t0ken-that-nobody-may-see");
    return """
    {"system": "github", "api": "%s", "repository": "team/shop", "workflow": "b.yml", "ref": "main",
     "token": {"file": "%s"}}
    """
        .formatted(forge.url(), secret);
  }

  /** Goes on by the Tab key until a node has the keys. */
  private static void tabTo(FxRobot robot, String id) {
    for (int i = 0; i < 80 && !hasKeys(robot, id); i++) {
      robot.type(KeyCode.TAB);
      WaitForAsyncUtils.waitForFxEvents();
    }
    assertThat(hasKeys(robot, id)).as("reached by the Tab key: " + id).isTrue();
    robot.targetWindow(robot.lookup("#" + id).query().getScene().getWindow());
  }

  private static boolean hasKeys(FxRobot robot, String id) {
    return robot.lookup("#" + id).tryQuery().filter(Node::isFocused).isPresent();
  }

  private static boolean canBePressed(FxRobot robot, String id) {
    return robot
        .lookup("#" + id)
        .tryQuery()
        .filter(node -> node.isVisible() && !node.isDisabled())
        .isPresent();
  }

  private static void presses(FxRobot robot, String id) throws Exception {
    until(() -> canBePressed(robot, id));
    tabTo(robot, id);
    robot.type(KeyCode.SPACE);
  }

  private static JsonNode web(LivePractice practice) throws Exception {
    return practice
        .cluster
        .get(ObjectKind.DEPLOYMENTS, "shop", "web")
        .at("/spec/template/spec/containers/0/image");
  }

  @Test
  void rebuildsRollsOutToTheLastPodAndTakesItBack(FxRobot robot) throws Exception {
    try (LivePractice practice = LivePractice.faster(folder, 0, 10);
        FakeForge forge = new FakeForge()) {
      withoutThePodThatNothingReplaces(practice);
      Files.createDirectories(practice.live.folder());
      Files.writeString(practice.live.folder().resolve("hotfix.json"), settings(forge, folder));
      JsonNode before = web(practice);
      practice.model.begin();
      show(robot, practice.model);
      chooses(robot);
      rebuilds(robot, forge);
      presses(robot, "hotfix-rollout");
      until(() -> text(robot, "#rollout-figures").equals("2"));
      presses(robot, "rollout-do");
      until(() -> text(robot, "#rollout-against").startsWith("\u2713 Through"));
      assertThat(text(robot, "#rollout-figures")).isEqualTo("2 \u2192 0");
      assertThat(web(practice).asString()).endsWith("@" + FIXED);
      Course course =
          new RunLog(practice.live.custody().ledger())
              .course(BuiltIn.named("vulnerable-image").orElseThrow());
      assertThat(course.facts().value(Fact.ROLL_OUT)).contains("through");
      assertThat(course.facts().value(Fact.BAD_DIGEST_PODS)).contains("0");
      presses(robot, "rollout-back");
      until(() -> text(robot, "#rollout-against").contains("Rolled back"));
      assertThat(web(practice)).isEqualTo(before);
      presses(robot, "rollout-close");
      until(() -> robot.lookup("#rollout-sheet").tryQuery().isEmpty());
    }
  }

  @Test
  void seesWhatDoesNotStartAndFindsItAmongTheActions(FxRobot robot) throws Exception {
    try (LivePractice practice = LivePractice.faster(folder, 0, 10)) {
      practice.model.begin();
      show(robot, practice.model);
      chooses(robot);
      robot.press(KeyCode.SHIFT).type(KeyCode.R).release(KeyCode.SHIFT);
      until(() -> text(robot, "#rollout-offered").endsWith(FIXED));
      TableView<?> rows = robot.lookup("#rollout-rows").query();
      assertThat(((Label) rows.getPlaceholder()).getText()).isEqualTo("Nothing is planned yet.");
      until(() -> hasKeys(robot, "rollout-fixed"));
      robot.interact(() ->
          robot.lookup("#rollout-fixed").<TextField>query().setText("sha256:" + "b".repeat(64)));
      robot.type(KeyCode.ENTER);
      until(() -> text(robot, "#rollout-figures").equals("3"));
      tabTo(robot, "rollout-reason");
      robot.write("CVE 1");
      robot.type(KeyCode.ENTER);
      presses(robot, "rollout-do");
      until(() -> text(robot, "#rollout-against").contains("do not start: ErrImagePull"));
      assertThat(robot.lookup("#rollout-against").query().getStyleClass()).contains("failure");
      until(() -> canBePressed(robot, "rollout-back"));
      robot.type(KeyCode.ESCAPE);
      until(() -> robot.lookup("#rollout-sheet").tryQuery().isEmpty());
      tabTo(robot, "live-tabs");
      robot.type(KeyCode.END);
      robot.type(KeyCode.LEFT);
      TableView<?> measures = robot.lookup("#measures").query();
      until(() -> !measures.getItems().isEmpty());
      robot.interact(() -> measures.getSelectionModel().select(0));
      until(() -> text(robot, "#measure-about").startsWith("\u25b2 1 of 2 replaced"));
      assertThat(text(robot, "#measure-about")).contains("DOES NOT START: web-", "ErrImagePull");
    }
  }

  private static void withoutThePodThatNothingReplaces(LivePractice practice) throws Exception {
    JsonNode bare = practice.cluster.get(ObjectKind.PODS, "staging", "web-bare");
    String uid = bare.at("/metadata/uid").asString();
    practice.cluster.change(
        new Change.Delete(ObjectKind.PODS, "staging", "web-bare", uid, 0L), false, () -> {});
  }

  private static void chooses(FxRobot robot) throws Exception {
    TableView<?> pods = robot.lookup("#pods").query();
    until(() -> pods.getItems().size() > 5);
    until(pods::isFocused);
    robot.type(KeyCode.SLASH);
    until(() -> robot.lookup("#live-filter").query().isFocused());
    robot.write("8ppl7");
    until(() -> pods.getItems().size() == 1);
    tabTo(robot, "pods");
    robot.type(KeyCode.HOME);
    until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
  }

  private static void rebuilds(FxRobot robot, FakeForge forge) throws Exception {
    robot.press(KeyCode.SHIFT).type(KeyCode.H).release(KeyCode.SHIFT);
    until(() -> text(robot, "#hotfix-against").startsWith("Read-only"));
    assertThat(forge.asked).isEmpty();
    tabTo(robot, "hotfix-reason");
    robot.write("CVE 1");
    robot.type(KeyCode.ENTER);
    forge
        .then(200, "{\"workflow_runs\": []}")
        .then(200, "{\"workflow_run_id\": 42, \"html_url\": \"https://forge.example/42\"}")
        .then(200, "{\"id\": 42, \"status\": \"completed\", \"conclusion\": \"success\"}");
    presses(robot, "hotfix-trigger");
    until(() -> text(robot, "#hotfix-stands").contains("does not tell the digest"));
    assertThat(forge.asked.get(1).line()).startsWith("POST ");
    tabTo(robot, "hotfix-said");
    robot.write(FIXED);
    tabTo(robot, "hotfix-why");
    robot.write("the registry");
    presses(robot, "hotfix-confirm");
    until(() -> text(robot, "#hotfix-digest").contains(FIXED));
  }
}

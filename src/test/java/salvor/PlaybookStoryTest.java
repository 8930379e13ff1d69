package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.casefile.Opening;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.custody.CaseLedger;
import salvor.playbook.BuiltIn;
import salvor.playbook.Course;
import salvor.playbook.Playbook;
import salvor.playbook.RunLog;
import salvor.workbench.fx.Theme;

/** A responder is guided through the web shell incident, by the keyboard alone. */
@Timeout(300)
class PlaybookStoryTest extends WindowStory {
  @TempDir Path folder;

  PlaybookStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static Course course(LivePractice practice) throws Exception {
    Playbook playbook = BuiltIn.named("web-shell").orElseThrow();
    return new RunLog(practice.live.custody().ledger()).course(playbook);
  }

  private static boolean isListed(FxRobot robot, String id) {
    return robot
        .lookup(id)
        .tryQuery()
        .filter(node -> node instanceof ListView<?> list && !list.getItems().isEmpty())
        .isPresent();
  }

  /** Goes to the tab of the playbook, from wherever the keys are. */
  private static void toPlaybook(FxRobot robot) throws Exception {
    byTab(robot, "live-tabs");
    robot.type(KeyCode.END);
    robot.type(KeyCode.LEFT);
    robot.type(KeyCode.LEFT);
    until(() -> robot.lookup("#dwell").tryQuery().filter(Node::isVisible).isPresent());
  }

  @Test
  void isolatesTheSiblingsInOnePlanAndLearnsWhatIsStillOpen(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 60)) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() ->
          !pods.getItems().isEmpty()
              && pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
      until(pods::isFocused);
      begins(robot);
      assertThat(course(practice).began()).isNotNull();
      finds(robot, pods);
      until(() -> listed(practice));
      isolates(robot);
      assertThat(
              practice.cluster.list(ObjectKind.PODS, "shop").stream()
                  .filter(pod -> pod.at("/metadata/labels").has(LivePod.QUARANTINE))
                  .map(pod -> pod.at("/metadata/name").asString()))
          .as("both, by one plan")
          .contains(LivePractice.VICTIM, LivePractice.SIBLING);
      toPlaybook(robot);
      byTab(robot, "steps");
      robot.type(KeyCode.HOME);
      until(() -> text(robot, "#step-not-yet").startsWith("Not done: 1 of 1 condition"));
      leavesOut(robot, practice);
      says(robot, practice);
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
    until(() -> !text(robot, "#dwell-compromise").startsWith("--"));
  }

  /** From the third step: those that run the image are chosen together in the table. */
  private static void finds(FxRobot robot, TableView<?> pods) throws Exception {
    byTab(robot, "steps");
    robot.type(KeyCode.HOME);
    robot.type(KeyCode.DOWN);
    robot.type(KeyCode.DOWN);
    until(() -> text(robot, "#step-title").startsWith("3"));
    robot.type(KeyCode.ENTER);
    until(() -> pods.getSelectionModel().getSelectedItems().size() > 1);
    assertThat(pods.getSelectionModel().getSelectedItems().toString())
        .contains(LivePractice.VICTIM, LivePractice.SIBLING);
    until(pods::isFocused);
  }

  private static boolean listed(LivePractice practice) {
    try {
      return course(practice).step("scope").orElseThrow().gateHolds();
    } catch (Exception cause) {
      throw new AssertionError(cause);
    }
  }

  private static void isolates(FxRobot robot) throws Exception {
    robot.press(KeyCode.SHIFT).type(KeyCode.I).release(KeyCode.SHIFT);
    until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
    byTab(robot, "isolate-reason");
    robot.write("incident 7");
    robot.type(KeyCode.ENTER);
    until(() ->
        robot.lookup("#isolate-do").tryQuery().filter(button -> !button.isDisabled()).isPresent());
    byTab(robot, "isolate-do");
    robot.type(KeyCode.SPACE);
    until(() -> text(robot, "#isolate-result").startsWith("The cluster accepted it for"));
    assertThat(text(robot, "#isolate-result")).doesNotContain("for 1 pod,");
    byTab(robot, "isolate-close");
    robot.type(KeyCode.SPACE);
    until(() -> robot.lookup("#isolate-close").tryQuery().isEmpty());
    robot.targetWindow(robot.lookup("#live-tabs").query().getScene().getWindow());
  }

  /** The network was not looked at from inside: the first step is left out, for a reason. */
  private static void leavesOut(FxRobot robot, LivePractice practice) throws Exception {
    byTab(robot, "step-skip");
    robot.type(KeyCode.SPACE);
    until(() -> isAt(robot, "say-text"));
    robot.targetWindow(robot.lookup("#say-text").query().getScene().getWindow());
    robot.write("looked at from the node");
    robot.type(KeyCode.ENTER);
    until(() -> state(practice, "isolate") == Course.State.SKIPPED);
    robot.targetWindow(robot.lookup("#live-tabs").query().getScene().getWindow());
    until(() -> text(robot, "#step-title").startsWith("2"));
  }

  /** Its gate is passed by what the ledger tells, so that it can be said to be done. */
  private static void says(FxRobot robot, LivePractice practice) throws Exception {
    byTab(robot, "steps");
    robot.type(KeyCode.HOME);
    robot.type(KeyCode.DOWN);
    robot.type(KeyCode.DOWN);
    until(() -> text(robot, "#step-chip").contains("READY"));
    byTab(robot, "step-done");
    robot.type(KeyCode.SPACE);
    until(() -> isAt(robot, "say-text"));
    robot.targetWindow(robot.lookup("#say-text").query().getScene().getWindow());
    robot.write("the table of pods");
    robot.type(KeyCode.ENTER);
    until(() -> state(practice, "scope") == Course.State.DONE);
    assertThat(course(practice).deviations())
        .extracting(each -> each.key())
        .contains("skipped:isolate", "out-of-order:scope:collect");
    assertThat(Files.readAllLines(practice.live.custody().ledger().file().orElseThrow()))
        .as("each deviation once")
        .filteredOn(line -> line.contains("\"deviation\":\"skipped:isolate\""))
        .hasSize(1);
  }

  private static Course.State state(LivePractice practice, String step) {
    try {
      return course(practice).step(step).orElseThrow().state();
    } catch (Exception cause) {
      throw new AssertionError(cause);
    }
  }

  @Test
  void aRunOfTheTerminalIsSeenAtOnce(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      show(robot, practice.model);
      until(() -> robot.lookup("#pods").query().isFocused());
      toPlaybook(robot);
      until(() -> isListed(robot, "#playbooks"));
      Terminal terminal = new Terminal();
      terminal.run(
          "playbook",
          "run",
          "crypto-miner",
          "--case",
          practice.live.folder().toString(),
          "--assign",
          "isolate=Ann");
      until(() -> isListed(robot, "#steps"));
      assertThat(text(robot, "#playbook-title")).isEqualTo("A miner in a container");
      ListView<?> steps = robot.lookup("#steps").query();
      assertThat(List.copyOf(steps.getItems()).getFirst().toString()).contains("owner=Ann");
    }
  }

  @Test
  void aRunGoesOnInTheWindowOfWhatWasRecorded(FxRobot robot) throws Exception {
    Parent window = scene.getRoot();
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
      robot.interact(() -> scene.setRoot(window));
    }
    Path recorded = folder.resolve("case");
    open(
        robot,
        Salvor.request(
            Salvor.cases(),
            Opening.inFolder(List.of(recorded), List.of(), folder.resolve("opened"))));
    commands(robot, "go by the playbook");
    until(() -> isListed(robot, "#steps"));
    commands(robot, "go by the playbook");
    until(() -> isAt(robot, "steps"));
    assertThat(text(robot, "#playbook-title")).isEqualTo("Commands through a web server");
    robot.type(KeyCode.HOME);
    until(() -> text(robot, "#step-against").contains("in the terminal: salvor contain apply"));
    byTab(robot, "step-skip");
    robot.type(KeyCode.SPACE);
    until(() -> isAt(robot, "say-text"));
    robot.targetWindow(robot.lookup("#say-text").query().getScene().getWindow());
    robot.write("done at the switch");
    robot.type(KeyCode.ENTER);
    RunLog log = new RunLog(CaseLedger.in(recorded, InstantSource.system()));
    Playbook playbook = BuiltIn.named("web-shell").orElseThrow();
    until(() -> isSkipped(log, playbook));
    robot.targetWindow(stage);
    commands(robot, "go by the playbook");
    until(() -> isAt(robot, "steps"));
    robot.type(KeyCode.END);
    until(() ->
        robot
            .lookup("#act-pods-review")
            .tryQuery()
            .filter(button -> !button.isDisabled())
            .isPresent());
  }

  /** Does a command by its name. */
  private static void commands(FxRobot robot, String name) throws Exception {
    robot.press(KeyCode.CONTROL).type(KeyCode.P).release(KeyCode.CONTROL);
    until(() -> isAt(robot, "palette"));
    robot.targetWindow(robot.lookup("#palette").query().getScene().getWindow());
    robot.write(name);
    robot.type(KeyCode.ENTER);
    until(() -> robot.lookup("#palette").tryQuery().isEmpty());
  }

  private static boolean isSkipped(RunLog log, Playbook playbook) {
    try {
      return log.course(playbook).step("isolate").orElseThrow().state() == Course.State.SKIPPED;
    } catch (Exception cause) {
      throw new AssertionError(cause);
    }
  }
}

package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Progress;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.LoggedRequest;
import salvor.workbench.cluster.PodsMemory;
import salvor.workbench.fx.Theme;

/**
 * A responder collects the attacked pod into a sealed bundle and opens it, by the keyboard alone.
 */
@Timeout(300)
class CollectStoryTest extends WindowStory {
  private static final Instant UNDER_ATTACK = Instant.parse("2026-11-23T04:46:00Z");

  @TempDir Path folder;

  /** That for evidence, while the cluster is shown. */
  private Parent window;

  CollectStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static List<LoggedRequest> additions(LivePractice practice) {
    return practice.practice.requests().stream()
        .filter(request -> request.path().endsWith("/ephemeralcontainers"))
        .filter(request -> !request.query().contains("dryRun"))
        .toList();
  }

  @Test
  void collectsTheAttackedPodSealsItAndOpensItJudged(FxRobot robot) throws Exception {
    String home = System.setProperty("user.home", folder.toString()); // where a key is made
    try (LivePractice practice =
        new LivePractice(folder, 1, UNDER_ATTACK, List.of(WEB_SHELL.resolve("baseline.json")))) {
      LinkedBlockingQueue<List<Path>> opened = new LinkedBlockingQueue<>();
      window = scene.getRoot();
      practice.model.begin();
      show(robot, practice.model, PodsMemory.none(), opened::add);
      chooses(robot);
      robot.press(KeyCode.SHIFT).type(KeyCode.C).release(KeyCode.SHIFT);
      until(() -> text(robot, "#collect-against").startsWith("Read-only"));
      assertThat(text(robot, "#collect-verdict")).contains("Nobody has asked the cluster yet");
      assertThat(mnemonics(robot)).hasSizeGreaterThan(10).doesNotHaveDuplicates();
      wishesForMore(robot, practice);
      byTab(robot, "collect-passphrase");
      robot.write("a long one");
      byTab(robot, "collect-again");
      robot.write("a long one");
      byTab(robot, "collect-reason");
      robot.write("incident 7");
      robot.type(KeyCode.ENTER);
      until(() -> !robot.lookup("#collect-do").query().isDisabled());
      assertThat(text(robot, "#collect-verdict")).contains("The toolbox would be let in");
      assertThat(additions(practice)).as("asking changes nothing").isEmpty();
      byTab(robot, "collect-do");
      robot.type(KeyCode.SPACE);
      until(() -> !text(robot, "#collect-result").isEmpty());
      assertThat(text(robot, "#collect-chip")).isEqualTo("\u2713 SEALED, VALID");
      assertThat(text(robot, "#collect-result"))
          .contains("nothing is wanting", "The container is the same before and after");
      assertThat(additions(practice)).hasSize(1);
      assertThat(robot.lookup("#collect-items").<TableView<?>>query().getItems().toString())
          .contains("files of web: /etc/passwd", "checkpoint of web");
      byTab(robot, "collect-open");
      robot.type(KeyCode.SPACE);
      until(() -> !opened.isEmpty());
      opensJudged(robot, opened.take());
    } finally {
      System.setProperty("user.home", home);
    }
  }

  /** The letters by which what is shown of the sheet can be chosen. */
  private static List<String> mnemonics(FxRobot robot) {
    return robot.lookup("#collect-sheet").<Parent>query().lookupAll("*").stream()
        .filter(node -> node instanceof Labeled of && of.isMnemonicParsing() && isShown(node))
        .map(Labeled.class::cast)
        .map(Labeled::getText)
        .filter(text -> text.replace("__", "").contains("_"))
        .map(
            text -> text.replace("__", "").replaceFirst(".*?_(.).*", "$1").toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isShown(Node node) {
    return node.isVisible() && (node.getParent() == null || isShown(node.getParent()));
  }

  /** A file, and a checkpoint, of which the plan says what it takes. */
  private static void wishesForMore(FxRobot robot, LivePractice practice) throws Exception {
    practice
        .practice
        .faults()
        .plan(
            1, // the practice cluster has no kubelet that could write one
            request -> request.path().contains("/proxy/checkpoint/"),
            new Faults.Fault.Page(200, "application/json", "{\"items\": [\"/var/lib/c.tar\"]}"));
    byTab(robot, "collect-paths");
    robot.write("/etc/passwd");
    byTab(robot, "collect-checkpoint");
    robot.type(KeyCode.SPACE);
    until(() -> plan(robot).contains("nodes/proxy"));
    assertThat(plan(robot))
        .contains("files of web: /etc/passwd", "can end processes", "stays on the node");
  }

  private static String plan(FxRobot robot) {
    return robot.lookup("#collect-plan .label").queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .collect(Collectors.joining("\n"));
  }

  private static void chooses(FxRobot robot) throws Exception {
    TableView<?> pods = robot.lookup("#pods").query();
    until(() ->
        !pods.getItems().isEmpty()
            && pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
    until(pods::isFocused);
    robot.type(KeyCode.HOME);
    until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
  }

  /** In the window for evidence, where the bundle is verified once more before it opens. */
  private void opensJudged(FxRobot robot, List<Path> evidence) throws Exception {
    assertThat(
            BundleCheck.of(evidence.getFirst(), BundleCheck.Trusted.ofUser(), Progress.NONE)
                .standing())
        .isEqualTo(Standing.VALID);
    assertThat(Files.readString(evidence.getFirst().resolve("custody.jsonl")))
        .contains("\"authority\":\"incident 7\"");
    robot.interact(() -> scene.setRoot(window));
    open(robot, evidence(evidence));
    ListView<?> findings = robot.lookup("#findings").query();
    until(() -> findings.getItems().toString().contains("/tmp/kworkerds"));
    assertThat(findings.getItems().getFirst().toString()).contains("CRITICAL");
  }
}

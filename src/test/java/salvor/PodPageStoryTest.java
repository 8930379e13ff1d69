package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.live.TriageLog;
import salvor.workbench.fx.Theme;

/**
 * A responder reads all that is known of a pod, decides of it and of a sibling, and reads its log.
 */
@Timeout(180)
class PodPageStoryTest extends WindowStory {
  @TempDir Path folder;

  PodPageStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Test
  void readsAPodAndDecides(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> first(pods).contains(LivePractice.VICTIM));
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      until(() ->
          robot.lookup("#siblings-same_image .table-cell").queryAllAs(Labeled.class).stream()
              .map(Labeled::getText)
              .anyMatch("staging / web-bare"::equals));
      decides(robot, practice, pods);
      reads(robot);
      assertThat(logs(practice)).as("no log is asked for before it is looked at").isZero();
      readsTheLog(robot);
      assertThat(logs(practice)).isPositive();
      findsPods(robot, pods);
      Files.writeString(
          practice.live.folder().resolve(TriageLog.FILE), "{}\n", StandardOpenOption.APPEND);
      until(() -> text(robot, "#live-connection").contains("was changed, at its lines [2]"));
    }
  }

  @Test
  void olderLinesOfALogStayInSight(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 5)) {
      practice.model.begin();
      show(robot, practice.model);
      robot.interact(
          () -> robot.lookup("#live-filter").queryAs(TextField.class).setText(LivePractice.VICTIM));
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() == 1);
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> !robot.lookup("#pod-tabs").queryAll().isEmpty());
      tab(robot, 4);
      ListView<?> lines = robot.lookup("#log-lines").query();
      until(() -> lines.getItems().size() > 100 && isAtEnd(lines));
      int[] before = new int[1];
      robot.interact(() -> {
        lines.scrollTo(3);
        before[0] = lines.getItems().size();
      });
      until(() -> lines.getItems().size() > before[0]);
      WaitForAsyncUtils.waitForFxEvents();
      assertThat(flow(lines).getFirstVisibleCell().getIndex()).isEqualTo(3);
      robot.interact(() -> {
        before[0] = lines.getItems().size();
        lines.scrollTo(before[0] - 1);
      });
      until(() -> lines.getItems().size() > before[0] && isAtEnd(lines));
    }
  }

  @Test
  void offersAllThatCanBeDoneToAPodInANarrowWindowToo(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      robot.interact(() -> {
        stage.setWidth(1280);
        stage.setHeight(720);
      });
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty());
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> !robot.lookup("#pod-undo").queryAll().isEmpty());
      WaitForAsyncUtils.waitForFxEvents();
      Bounds page = inScene(robot.lookup("#pod-page").query());
      for (String act : List.of("isolate", "collect", "measure", "verify", "undo", "fix")) {
        Region button = robot.lookup("#pod-" + act).query();
        assertThat(page.contains(inScene(button))).as(act + " is in sight").isTrue();
        assertThat(button.getWidth()).as(act).isGreaterThanOrEqualTo(button.prefWidth(-1) - 1);
        assertThat(button.getAccessibleHelp()).as(act + " is explained").isNotBlank();
      }
      assertThat(robot.lookup("#pod-undo").query().isDisabled()).isTrue();
      assertThat(robot.lookup("#pod-undo").query().getAccessibleHelp())
          .startsWith("Nothing was done to this pod");
      focus(robot, "#pod-fix");
      robot.type(KeyCode.SPACE);
      until(() -> robot.lookup("#pod-rollout").tryQuery().isPresent());
      robot.type(KeyCode.DOWN, KeyCode.ENTER);
      until(() -> robot.lookup("#rollout-sheet").tryQuery().isPresent());
      robot.interact(() -> robot.lookup("#rollout-sheet").query().getScene().getWindow().hide());
    }
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  private static VirtualFlow<?> flow(ListView<?> lines) {
    return (VirtualFlow<?>) lines.lookup(".virtual-flow");
  }

  private static boolean isAtEnd(ListView<?> lines) {
    IndexedCell<?> last = flow(lines).getLastVisibleCell();
    return last != null && last.getIndex() == lines.getItems().size() - 1;
  }

  private static void decides(FxRobot robot, LivePractice practice, TableView<?> pods)
      throws Exception {
    robot.write("4");
    until(() -> first(pods).contains("state=COMPROMISED"));
    TableView<?> siblings = robot.lookup("#siblings-same_image").query();
    robot.interact(() -> {
      siblings.requestFocus();
      siblings.getSelectionModel().clearSelection();
    });
    until(() -> page(robot).contains("compromised, by "));
    assertThat(practice.live.triage().latest().values())
        .extracting(entry -> entry.subject().name(), TriageLog.Entry::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(LivePractice.VICTIM, TriageLog.State.COMPROMISED));
    assertThat(TriageLog.in(practice.live.folder()).latest())
        .as("is there after the window was closed")
        .hasSize(1);
  }

  private static void reads(FxRobot robot) throws Exception {
    tab(robot, 1);
    until(() -> page(robot).contains("running since"));
    tab(robot, 2);
    until(() -> page(robot).contains("runs as root"));
    assertThat(page(robot))
        .contains("everybody: no policy selects it", "read secrets", "by Role web bound as web");
    tab(robot, 3);
    until(() -> page(robot).contains("ReplicaSet web-5468d8c4df ← Deployment web"));
    assertThat(page(robot)).contains("leads to it now", "Ready true");
    tab(robot, 5);
    until(() ->
        robot.lookup("#pod-yaml").queryAs(TextArea.class).getText().contains("kind: \"Pod\""));
    assertThat(robot.lookup("#pod-yaml").queryAs(TextArea.class).getText())
        .doesNotContain("managedFields:");
  }

  private static long logs(LivePractice practice) {
    return practice.practice.requests().stream()
        .filter(request -> request.path().endsWith(LivePractice.VICTIM + "/log"))
        .count();
  }

  private static void readsTheLog(FxRobot robot) throws Exception {
    tab(robot, 4);
    ListView<?> lines = robot.lookup("#log-lines").query();
    until(() -> !lines.getItems().isEmpty());
    int all = lines.getItems().size();
    focus(robot, "#log-search"); // a click would miss what moves below a line that appears
    robot.write("export");
    until(() -> lines.getItems().size() < all && !lines.getItems().isEmpty());
    assertThat(lines.getItems()).allMatch(line -> line.toString().contains("export"));
    until(() -> robot.lookup("#log-about").queryAs(Labeled.class).getText().contains(" of "));
    focus(robot, "#log-previous");
    robot.type(KeyCode.SPACE);
    until(() -> robot.lookup("#log-about").queryAs(Labeled.class).getText().contains("previous"));
  }

  private static void findsPods(FxRobot robot, TableView<?> pods) throws Exception {
    robot.interact(pods::requestFocus);
    robot.type(KeyCode.SLASH);
    robot.write("triage=compromised");
    until(() -> pods.getItems().size() == 1);
    TextField filter = robot.lookup("#live-filter").query();
    robot.interact(() -> {
      filter.setText("triage=compromised and colour=red");
      filter.end();
    });
    until(() -> !robot.lookup("#live-slip").queryAs(Labeled.class).getText().isEmpty());
    assertThat(robot.lookup("#live-slip").queryAs(Labeled.class).getText())
        .contains("a field: ", "status");
    assertThat(pods.getItems()).as("as before the slip").hasSize(1);
    robot.type(KeyCode.ESCAPE);
    until(() -> pods.getItems().size() > 10);
    ChoiceBox<?> by = robot.lookup("#group-by").query();
    robot.interact(() -> by.getSelectionModel().select(2));
    TableView<?> groups = robot.lookup("#groups").query();
    until(() -> groups.getItems().size() == 2 && groups.isVisible());
    robot.interact(() -> {
      groups.requestFocus();
      groups.getSelectionModel().select(0);
    });
    until(() -> pods.getItems().size() < 10);
    assertThat(pods.getItems()).allMatch(row -> row.toString().contains("node=node1"));
  }

  private static void tab(FxRobot robot, int index) {
    TabPane tabs = robot.lookup("#pod-tabs").query();
    robot.interact(() -> tabs.getSelectionModel().select(index));
  }

  private static String first(TableView<?> pods) {
    return pods.getItems().isEmpty() ? "" : pods.getItems().getFirst().toString();
  }

  private static String page(FxRobot robot) {
    return robot.lookup("#pod-page .label").queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .collect(Collectors.joining("\n"));
  }
}

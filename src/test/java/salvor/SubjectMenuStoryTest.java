package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.triage.NetworkPeers.Talk;
import salvor.workbench.fx.Theme;

/** Peers, images, processes, places and findings have menus of their own. */
class SubjectMenuStoryTest extends WindowStory {
  SubjectMenuStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private void opened(FxRobot robot) throws TimeoutException {
    open(robot, evidence(WEB_SHELL));
  }

  private static List<MenuItem> menu() {
    return Window.getWindows().stream()
        .filter(w -> w instanceof ContextMenu menu && menu.isShowing())
        .flatMap(w -> ((ContextMenu) w).getItems().stream())
        .filter(item -> item.getText() != null)
        .toList();
  }

  private static List<String> texts() {
    return menu().stream().map(MenuItem::getText).toList();
  }

  private static void choose(FxRobot robot, String text) throws TimeoutException {
    until(() -> texts().contains(text));
    robot.interact(() ->
        menu().stream()
            .filter(item -> item.getText().equals(text))
            .toList()
            .forEach(MenuItem::fire));
    robot.interact(() ->
        List.copyOf(Window.getWindows()).stream()
            .filter(ContextMenu.class::isInstance)
            .forEach(Window::hide));
  }

  /** The headless platform knows no gesture for menus. */
  private static void pointAt(FxRobot robot, Node row) {
    robot.interact(() -> {
      Bounds at = row.localToScreen(row.getBoundsInLocal());
      Event.fireEvent(
          row,
          new ContextMenuEvent(
              ContextMenuEvent.CONTEXT_MENU_REQUESTED,
              9,
              9,
              at.getMinX() + 9,
              at.getMinY() + 9,
              false,
              null));
    });
  }

  private static Node row(FxRobot robot, String control, int place) throws TimeoutException {
    until(() -> cell(robot, control, place) != null);
    return Objects.requireNonNull(cell(robot, control, place));
  }

  private static @Nullable Node cell(FxRobot robot, String control, int place) {
    return robot
        .lookup(control)
        .tryQuery()
        .flatMap(view ->
            view.lookupAll(".indexed-cell").stream()
                .filter(n ->
                    n instanceof IndexedCell<?> c
                        && c.isVisible()
                        && !c.isEmpty()
                        && c.getIndex() == place)
                .findFirst())
        .orElse(null);
  }

  private static void tab(FxRobot robot, String pane, int place) {
    robot.interact(() -> robot.lookup(pane).<TabPane>query().getSelectionModel().select(place));
  }

  private static String filter(FxRobot robot) {
    return robot.lookup("#filter").<TextField>query().getText();
  }

  private static String copied() throws Exception {
    return WaitForAsyncUtils.asyncFx(() -> Clipboard.getSystemClipboard().getString()).get();
  }

  @Test
  void aPeerIsLeftAloneLeftOutAndCopiedByThePointer(FxRobot robot) throws Exception {
    opened(robot);
    tab(robot, "#tabs", 2);
    Node third = row(robot, "#peers", 2);
    TableView<Talk> peers = robot.lookup("#peers").query();
    Talk talk = peers.getItems().get(2);
    int all = peers.getItems().size();
    String only = "Only events of this program with this peer";
    pointAt(robot, third);
    choose(robot, only);
    until(() -> text(robot, "#peers-filtered").contains("the filter hides "));
    assertThat(filter(robot)).contains("peer=" + talk.remote().address());
    assertThat(peers.getItems()).isNotEmpty().hasSizeLessThan(all).contains(talk);
    robot.interact(() -> robot.lookup("#filter").<TextField>query().clear());
    until(() -> peers.getItems().size() == all);
    pointAt(robot, row(robot, "#peers", 2));
    choose(robot, "Leave out events of this program with this peer");
    until(() -> peers.getItems().size() < all);
    assertThat(filter(robot)).startsWith("not (");
    assertThat(peers.getItems()).doesNotContain(talk);
    pointAt(robot, row(robot, "#peers", 0));
    choose(robot, "Copy as JSON");
    assertThat(copied()).startsWith("{").contains("\"direction\"").contains("\"source\"");
  }

  @Test
  void everyKindOfRowHasItsMenuByKeys(FxRobot robot) throws Exception {
    opened(robot);
    record Kind(String pane, int tab, String control, String only, String json) {}
    for (Kind kind :
        List.of(
            new Kind("#tabs", 1, "#processes", "Only events of this container", "\"processes\""),
            new Kind(
                "#tabs", 3, "#images", "Only events of this image in these pods", "\"digest\""),
            new Kind("#left", 0, "#findings", "Only events of this workload", "\"findings\""),
            new Kind("#left", 1, "#navigator", "Only events of this namespace", "\"level\""))) {
      tab(robot, kind.pane(), kind.tab());
      until(() -> robot.lookup(kind.control()).tryQuery().isPresent());
      robot.interact(() -> {
        Node view = robot.lookup(kind.control()).query();
        view.requestFocus();
        switch (view) {
          case TableView<?> table -> {
            table.getSelectionModel().clearAndSelect(0);
            table.scrollTo(0);
          }
          case ListView<?> list -> list.getSelectionModel().clearAndSelect(0);
          case TreeView<?> tree -> tree.getSelectionModel().clearAndSelect(0);
          default -> throw new AssertionError(view);
        }
      });
      robot.push(KeyCode.SHIFT, KeyCode.F10);
      until(() -> texts().contains(kind.only()));
      assertThat(texts())
          .containsExactly(
              kind.only(),
              kind.only().replace("Only", "Leave out"),
              "Go to its first event",
              "Copy as text",
              "Copy as JSON");
      choose(robot, "Copy as JSON");
      assertThat(copied()).startsWith("{").contains(kind.json());
    }
  }
}

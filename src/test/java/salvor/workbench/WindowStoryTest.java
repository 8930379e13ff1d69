package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.WindowStory;
import salvor.baseline.Verdict;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.timeline.Palette;
import salvor.workbench.commands.Command;
import salvor.workbench.fx.Theme;

/** What an investigator does in the window, by keys and pointer. */
@ExtendWith(FxWatchdog.class)
class WindowStoryTest extends WindowStory {

  WindowStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Override
  protected OpenRequest evidence(List<Path> paths) {
    return SampleCase.request();
  }

  private Session open(FxRobot robot) throws TimeoutException {
    open(robot, SampleCase.request());
    return SampleCase.session(model);
  }

  @Test
  void byKeysAlone(FxRobot robot) throws Exception {
    Session session = open(robot);
    ImageView picture = robot.lookup("#timeline-picture").query();
    assertThat(holds(picture.getImage(), Palette.LIGHT.out())).as("the attack is seen").isTrue();
    focus(robot, "#timeline");
    robot.type(KeyCode.ESCAPE);
    until(() -> session.selection().row().get() < 0);
    robot.write(".");
    until(() -> session.selection().row().get() >= 0);
    assertThat(robot.lookup("#reason").<Labeled>query().getText()).contains("shape");
    TableView<Integer> table = robot.lookup("#events").query();
    until(() -> table.getSelectionModel().getSelectedItem() != null);
    assertThat(table.getSelectionModel().getSelectedItem())
        .isEqualTo(session.selection().row().get());
    long wide = session.timeline().viewport().get().span();
    robot.type(KeyCode.W).type(KeyCode.D).type(KeyCode.UP).type(KeyCode.END).type(KeyCode.HOME);
    until(() -> session.timeline().viewport().get().span() < wide);
    int all = table.getItems().size();
    robot.type(KeyCode.B).type(KeyCode.B);
    until(() -> table.getItems().size() < all);
    assertThat(robot.lookup(".hidden-count").<Labeled>query().getText())
        .contains("hidden by the baseline");
    robot.write("...,").type(KeyCode.W).type(KeyCode.S).type(KeyCode.B);
    until(() -> table.getItems().size() == all);
    robot.type(KeyCode.ENTER).type(KeyCode.F).type(KeyCode.ESCAPE);
    until(() -> session.selection().row().get() < 0);
  }

  @Test
  void anEventThatTheFilterHidesSaysSoAndIsShownAgain(FxRobot robot) throws Exception {
    Session session = open(robot);
    Node bar = robot.lookup("#hidden-event").query();
    assertThat(bar.isVisible()).isFalse();
    until(() -> robot.lookup("#siblings").tryQuery().isPresent());
    robot.interact(() -> session.filter().text().set("pod=nosuchpod"));
    until(bar::isVisible);
    robot.clickOn("#show-hidden-event");
    until(() -> !bar.isVisible() && session.filter().inForce().get().isEmpty());
    int in = session.timeline().model().observations().size() - 1;
    while (session.timeline().model().drawingClass(in) != DrawingClass.IN) {
      in--;
    }
    int row = in;
    robot.interact(() -> {
      session.selection().select(row);
      session.timeline().appearance().display(BaselineDisplay.HIDE);
    });
    until(bar::isVisible);
    robot.clickOn("#show-hidden-event");
    until(() -> !bar.isVisible());
    assertThat(session.selection().row().get()).isEqualTo(row);
  }

  @Test
  void byThePointer(FxRobot robot) throws Exception {
    Session session = open(robot);
    Node picture = robot.lookup("#timeline-picture").query();
    Bounds at =
        WaitForAsyncUtils.asyncFx(() -> picture.localToScreen(picture.getBoundsInLocal())).get();
    double y = at.getMinY() + 60;
    long wide = session.timeline().viewport().get().span();
    robot.moveTo(at.getMinX() + 300, y).scroll(2, javafx.geometry.VerticalDirection.UP);
    until(() -> session.timeline().viewport().get().span() != wide);
    long from = session.timeline().viewport().get().from();
    robot
        .press(KeyCode.SHIFT)
        .press(MouseButton.PRIMARY)
        .moveBy(-80, 0)
        .moveBy(-40, 0)
        .release(MouseButton.PRIMARY)
        .release(KeyCode.SHIFT);
    until(() -> session.timeline().viewport().get().from() > from);
    robot.press(MouseButton.PRIMARY).moveBy(150, 0).moveBy(50, 0).release(MouseButton.PRIMARY);
    until(() -> session.selection().range().get() != null);
    TableView<Integer> table = robot.lookup("#events").query();
    until(() ->
        table.getItems().size()
            < session.investigation().opened().evidence().observations().size());
    robot.clickOn("Show all times");
    until(() -> session.selection().range().get() == null);
    robot.clickOn(robot.from(table).lookup("Verdict").<Node>query());
    until(() -> session.table().order().get().row(0) != 0);
    robot.clickOn("New peer");
    until(() -> session.findings().findings().get(1).equals(session.findings().current().get()));
  }

  @Test
  void aFilterIsWrittenCompletedAndCleared(FxRobot robot) throws Exception {
    Session session = open(robot);
    TableView<Integer> table = robot.lookup("#events").query();
    int all = table.getItems().size();
    focus(robot, "#timeline");
    robot.write("/");
    until(() -> robot.lookup("#filter").query().isFocused());
    robot.write("verd").type(KeyCode.DOWN).type(KeyCode.ENTER);
    until(() -> session.filter().text().get().equals("verdict="));
    until(() -> text(robot, ".filter-trouble").startsWith("Expected next"));
    assertThat(table.getItems()).as("half a filter changes nothing").hasSize(all);
    robot.write("out");
    long out = session.counts().get(Verdict.OUT);
    until(() -> table.getItems().size() == out);
    assertThat(session.timeline().model().shown()).isEqualTo(out);
    assertThat(robot.lookup(".hidden-count").<Labeled>query().getText())
        .startsWith(out + " of ")
        .contains("hidden by the filter");
    robot.type(KeyCode.ESCAPE);
    until(() -> table.getItems().size() == all);
    assertThat(session.sight().rows().get()).isNull();
    robot.clickOn("#chip-UNKNOWN");
    until(() -> table.getItems().size() == session.counts().get(Verdict.UNKNOWN));
    assertThat(session.filter().text().get()).isEqualTo("verdict=unknown");
    robot.clickOn("#chip-UNKNOWN");
    until(() -> table.getItems().size() == all);
  }

  @Test
  void whatDoesNotFitIsDimmedByAKeyAndByTheFilterBar(FxRobot robot) throws Exception {
    Session session = open(robot);
    TableView<Integer> table = robot.lookup("#events").query();
    int all = table.getItems().size();
    int out = session.counts().get(Verdict.OUT).intValue();
    robot.interact(() -> session.filter().text().set("verdict=out"));
    until(() -> table.getItems().size() == out);
    focus(robot, "#timeline");
    assertThat(robot.lookup("#legend-dimmed").query().isVisible()).isFalse();
    robot.write("h");
    until(() -> table.getItems().size() == all);
    assertThat(robot.lookup("#legend-dimmed").query().isVisible()).isTrue();
    assertThat(robot.lookup("#dim-others").<ToggleButton>query().isSelected()).isTrue();
    assertThat(robot.lookup(".hidden-count").<Labeled>query().getText())
        .contains("dimmed by the filter");
    until(() -> !robot.lookup(".row-dimmed").queryAll().isEmpty());
    robot.interact(() -> session.filter().text().set("verdict=in"));
    until(() -> !robot.lookup(".finding-dimmed").queryAll().isEmpty());
    assertThat(robot.lookup(".findings-filtered").<Labeled>query().getText())
        .endsWith("the others dimmed");
    robot.interact(() -> session.filter().text().set("verdict=out"));
    robot.clickOn("#dim-others");
    until(() -> table.getItems().size() == out);
    assertThat(robot.lookup(".row-dimmed").queryAll()).isEmpty();
  }

  @Test
  void theNavigatorLeavesOnlyAWorkload(FxRobot robot) throws Exception {
    Session session = open(robot);
    long all = session.timeline().model().shown();
    robot.clickOn("Navigator");
    until(() -> robot.lookup("#navigator").tryQuery().filter(Node::isVisible).isPresent());
    robot.interact(() -> robot.lookup("#navigator").query().requestFocus());
    robot.type(KeyCode.HOME).type(KeyCode.DOWN).type(KeyCode.ENTER);
    until(() -> session.timeline().model().shown() < all);
    assertThat(session.filter().text().get()).isEqualTo("workload=web");
    robot.clickOn("Findings " + session.findings().findings().size());
    until(() -> robot.lookup("#findings").tryQuery().filter(Node::isVisible).isPresent());
    robot.interact(() -> robot.lookup("#findings").query().requestFocus());
    int lines = session.findings().rows().get().size();
    robot.type(KeyCode.HOME).type(KeyCode.LEFT);
    until(() -> session.findings().rows().get().size() < lines);
    robot.type(KeyCode.RIGHT);
    until(() -> session.findings().rows().get().size() == lines);
  }

  @Test
  void aCommandIsFoundByItsLettersAndRun(FxRobot robot) throws Exception {
    Session session = open(robot);
    focus(robot, "#timeline");
    robot.type(KeyCode.ESCAPE).type(KeyCode.ESCAPE);
    until(() -> session.selection().row().get() < 0);
    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    until(() -> robot.lookup("#palette").tryQuery().isPresent());
    robot.write("next out").type(KeyCode.ENTER);
    until(() -> session.selection().row().get() >= 0);
    until(() -> robot.lookup("#palette").tryQuery().isEmpty());
    focus(robot, "#timeline");
    robot.write("?");
    until(() -> robot.lookup("#key-sheet").tryQuery().isPresent());
    for (Command command : session.commands().all()) {
      assertThat(robot.lookup(command.name()).tryQuery()).as(command.id()).isPresent();
    }
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#key-sheet").tryQuery().isEmpty());
  }

  @Test
  void aLongOpeningIsStopped(FxRobot robot) throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    robot.interact(() ->
        model.open(
            new OpenRequest(
                "huge",
                progress -> {
                  progress.onCancel(stopped::countDown);
                  progress.at(1, 100, "reading");
                  stopped.await();
                  progress.at(2, 100, "reading");
                  throw new AssertionError("it went on");
                })));
    until(() -> robot.lookup("#cancel-opening").tryQuery().isPresent());
    robot.clickOn("#cancel-opening");
    until(() ->
        model.state().get() instanceof WorkbenchViewModel.State.Welcome(String message)
            && message.contains("cancelled"));
  }

  @Test
  void everyControlCanBeReadAloud(FxRobot robot) throws Exception {
    open(robot);
    robot.write(".");
    until(() -> !text(robot, "#reason").isEmpty());
    Scene scene = robot.lookup("#timeline").query().getScene();
    robot.interact(() -> walk(scene.getRoot()));
  }

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
      parent.getChildrenUnmodifiable().forEach(WindowStoryTest::walk);
    }
  }

  private static boolean holds(Image image, int argb) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getPixelReader().getArgb(x, y) == argb) {
          return true;
        }
      }
    }
    return false;
  }
}

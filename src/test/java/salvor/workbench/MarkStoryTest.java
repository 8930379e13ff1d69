package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import salvor.WindowStory;
import salvor.casefile.Mark;
import salvor.casefile.Marks;
import salvor.timeline.Milestone;
import salvor.workbench.fx.Theme;
import salvor.workbench.wording.Moments;

/** What an investigator adds to a case, and takes back, by keys. */
@ExtendWith(FxWatchdog.class)
class MarkStoryTest extends WindowStory {
  MarkStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private Session open(FxRobot robot) throws TimeoutException {
    open(robot, SampleCase.request());
    focus(robot, "#timeline");
    return SampleCase.session(model);
  }

  private static Marks marks(Session session) {
    return session.investigation().opened().marks();
  }

  private static String notice(FxRobot robot) {
    return robot.lookup("#notice-text").<Labeled>query().getText();
  }

  @Test
  void aTagIsSetFoundUndoneAndSetAgainByKeysAlone(FxRobot robot) throws Exception {
    Session session = open(robot);
    TableView<Integer> table = robot.lookup("#events").query();
    int all = table.getItems().size();
    robot.write(".");
    until(() -> session.selection().row().get() >= 0);
    int row = session.selection().row().get();
    robot.write("t");
    until(() -> robot.lookup("#tag-field").tryQuery().isPresent());
    robot.write("checked").type(KeyCode.ENTER);
    until(() -> marks(session).of(row).tags().contains("checked"));
    robot.write("lateral").type(KeyCode.ENTER).type(KeyCode.ENTER);
    until(() -> robot.lookup("#tag-field").tryQuery().isEmpty());
    until(() -> marks(session).of(row).tags().size() == 2);
    until(() -> notice(robot).equals("Tag “lateral” on 1 event"));
    assertThat(robot.lookup("#marks-of-event").lookup("checked").tryQuery()).isPresent();

    robot.write("/");
    until(() -> robot.lookup("#filter").query().isFocused());
    robot.write("tag=ch");
    until(() -> session.filter().text().get().equals("tag=ch"));
    assertThat(session.filter().offers(6)).extracting(o -> o.shown()).containsExactly("checked");
    robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
    until(() -> table.getItems().size() == 1);
    focus(robot, "#timeline");
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> marks(session).of(row).tags().size() == 1);
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> table.getItems().isEmpty());
    until(() -> notice(robot).equals("Undone: tag “checked” on 1 event"));
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
    until(() -> table.getItems().size() == 1);
    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    until(() -> robot.lookup("#palette").tryQuery().isPresent());
    assertThat(robot.lookup("Undo: tag “checked” on 1 event").tryQuery()).isPresent();
    robot.type(KeyCode.ESCAPE).write("/").type(KeyCode.ESCAPE).type(KeyCode.ESCAPE);
    until(() -> table.getItems().size() == all);
  }

  @Test
  void severalAreStarredAtOnceAndUndoneByTheButton(FxRobot robot) throws Exception {
    Session session = open(robot);
    TableView<Integer> table = robot.lookup("#events").query();
    robot.interact(() -> {
      session.selection().select(table.getItems().get(10));
      table.requestFocus();
    });
    robot.push(KeyCode.SHIFT, KeyCode.DOWN).push(KeyCode.SHIFT, KeyCode.DOWN);
    until(() -> session.selection().count() == 3);
    assertThat(robot.lookup("#several").<Labeled>query().getText()).isEqualTo("3 selected");
    robot.write("x");
    until(() -> marks(session).starred().cardinality() == 3);
    until(() -> notice(robot).equals("Star on 3 events"));
    robot.clickOn("#notice-undo");
    until(() -> marks(session).starred().isEmpty());
    robot.interact(table::requestFocus);
    robot.push(KeyCode.SHORTCUT, KeyCode.A);
    until(() -> session.selection().count() == table.getItems().size());
    robot.type(KeyCode.DOWN);
    until(() -> session.selection().count() == 1);
  }

  @Test
  void aMilestoneStandsOnTheRulerAndACommentUnderTheVerdict(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.write(".");
    until(() -> session.selection().row().get() >= 0);
    int row = session.selection().row().get();
    robot.write("m");
    until(() -> robot.lookup("#milestones").tryQuery().isPresent());
    robot.type(KeyCode.DIGIT4);
    until(() -> marks(session).of(row).milestones().contains(Milestone.ISOLATED));
    until(() -> session.marking().ruler().get().isSet(Milestone.ISOLATED));
    until(() -> robot.lookup("#milestone-4").tryQuery().filter(Node::isVisible).isPresent());
    Button flag = robot.lookup("#milestone-4").query();
    assertThat(flag.getAccessibleText()).contains("Isolated").contains("Set by ");
    assertThat(flag.isFocusTraversable()).isTrue();
    robot.interact(() -> session.selection().clear());
    robot.interact(flag::fire);
    assertThat(session.selection().row().get()).isEqualTo(row);
    WritableImage[] drawn = new WritableImage[1];
    robot.interact(() -> drawn[0] = flag.getScene().snapshot(null));
    Bounds at = flag.localToScene(flag.getBoundsInLocal());
    Color there =
        drawn[0].getPixelReader().getColor((int) at.getMinX() + 2, (int) at.getMinY() + 5);
    assertThat(there.getBrightness()).as("a flag that was set is solid").isLessThan(0.4);
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> robot.lookup("#milestone-4").tryQuery().filter(Node::isVisible).isEmpty());
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
    until(() -> session.marking().ruler().get().isSet(Milestone.ISOLATED));
    robot.write("n");
    until(() -> robot.lookup("#comment-text").tryQuery().isPresent());
    robot.write("seen by me").push(KeyCode.SHORTCUT, KeyCode.ENTER);
    until(() -> marks(session).of(row).comments().size() == 1);
    until(() -> robot.lookup("#marks-of-event").lookup("seen by me").tryQuery().isPresent());
  }

  @Test
  void whatIsAcceptedWithAllOfItsKindKeepsItsVerdict(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.write(".");
    until(() -> session.selection().row().get() >= 0);
    int row = session.selection().row().get();
    var verdict = session.investigation().opened().verdicts().judgement(row);
    robot.write("k");
    until(() -> robot.lookup("#accept-reason").tryQuery().isPresent());
    Button these = robot.lookup("#accept-these").query();
    assertThat(these.isDisabled()).as("a reason is needed").isTrue();
    robot.write("the weekly export");
    robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
    until(() -> marks(session).of(row).accepted() != null);
    assertThat(session.investigation().opened().verdicts().judgement(row)).isEqualTo(verdict);
    robot.write("k");
    until(() -> robot.lookup("#accept-no-longer").tryQuery().isPresent());
    robot.clickOn("#accept-no-longer");
    until(() -> marks(session).of(row).equals(Mark.NONE));
  }

  @Test
  void allOfTheSameKindAreAcceptedByOneButtonAndUndoneAsOne(FxRobot robot) throws Exception {
    Session session = open(robot);
    int row = 0; // an event of quiet life, of which there are many
    robot.interact(() -> session.selection().select(row));
    robot.write("k");
    until(() -> robot.lookup("#accept-reason").tryQuery().isPresent());
    Button same = robot.lookup("#accept-same").query();
    until(() -> same.getText().startsWith("Accept _all "));
    assertThat(same.isDisabled()).as("a reason is needed").isTrue();
    robot.write("known to its team");
    robot.interact(same::fire);
    until(() -> marks(session).accepted().cardinality() > 1);
    int count = marks(session).accepted().cardinality();
    assertThat(same.getText()).contains(Moments.count(count));
    assertThat(marks(session).of(row).accepted()).isNotNull();
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> marks(session).accepted().isEmpty());
  }

  @Test
  void aMarkedEventHasAStarOnItsLaneUntilItIsUndone(FxRobot robot) throws Exception {
    Session session = open(robot);
    robot.write(".");
    until(() -> session.selection().row().get() >= 0);
    int row = session.selection().row().get();
    var timeline = session.timeline();
    robot.interact(() -> session.selection().clear()); // nothing but the mark is to change
    WritableImage before = picture(robot);
    robot.interact(() -> session.selection().select(row));
    robot.write("x");
    until(() -> marks(session).of(row).starred());
    until(() -> session.marking().marked().get().get(row));
    robot.interact(() -> session.selection().clear());
    int line = timeline.lanes().get().lineOf(timeline.model().laneOf(row));
    var viewport = timeline.viewport().get();
    int x = viewport.x(timeline.model().observations().time(row));
    int foot =
        timeline.lanes().get().top(line, viewport.rowHeight())
            - viewport.scroll()
            + viewport.rowHeight();
    until(() -> differs(before, picture(robot), robot, x, foot));
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> session.marking().marked().get().isEmpty());
    until(() -> !differs(before, picture(robot), robot, x, foot));
  }

  private static WritableImage picture(FxRobot robot) {
    WritableImage[] drawn = new WritableImage[1];
    Node timeline = robot.lookup("#timeline").query();
    robot.interact(() -> drawn[0] = timeline.getScene().snapshot(null));
    return drawn[0];
  }

  /** Whether the pixel in the middle of a star at the foot of a lane is another one. */
  private static boolean differs(
      WritableImage one, WritableImage other, FxRobot robot, int x, int foot) {
    Node picture = robot.lookup("#timeline-picture").query();
    Bounds at = picture.localToScene(picture.getBoundsInLocal());
    int there = (int) at.getMinX() + x - 2;
    int height = (int) at.getMinY() + foot - 5;
    return one.getPixelReader().getArgb(there, height)
        != other.getPixelReader().getArgb(there, height);
  }
}

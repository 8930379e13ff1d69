package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import salvor.WindowStory;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.timeline.LanePlaces;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.fx.Theme;
import salvor.workbench.timeline.LaneWords;
import salvor.workbench.wording.Moments;

/** Which lanes stand at the top. */
@ExtendWith(FxWatchdog.class)
class LaneStoryTest extends WindowStory {
  LaneStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  private Session open(FxRobot robot) throws TimeoutException {
    open(robot, SampleCase.request());
    focus(robot, "#timeline");
    return SampleCase.session(model);
  }

  private static Lane first(Session session) {
    return session.timeline().lanes().get().lines().stream()
        .filter(line -> !line.heading())
        .findFirst()
        .orElseThrow()
        .lane();
  }

  @Test
  void theAttackedPodIsInSightAtOnceAndTheOrderIsRemembered(FxRobot robot) throws Exception {
    Session session = open(robot);
    assertThat(session.timeline().model().worst(first(session))).isEqualTo(DrawingClass.OUT);
    assertThat(session.timeline().viewport().get().scroll()).isZero();
    MenuButton menu = robot.lookup("#lane-order").query();
    assertThat(menu.getText()).isEqualTo("_Lanes: worst first");
    robot.clickOn(menu).clickOn("By name: alphabetical, the Kubernetes API last");
    until(() -> session.timeline().arrangement().order().get() == LaneOrder.NAME);
    assertThat(session.timeline().lanes().get().lines())
        .isEqualTo(session.timeline().model().lanes().lines());
    assertThat(session.memory().get(WindowMemory.Item.LANES)).contains("NAME");
    robot.interact(() ->
        session.commands().all().stream()
            .filter(command -> command.id().equals("lanes.events"))
            .forEach(command -> command.run()));
    assertThat(menu.getText()).isEqualTo("_Lanes: most events");
  }

  private static void run(FxRobot robot, Session session, String id) {
    robot.interact(() ->
        session.commands().all().stream()
            .filter(command -> command.id().equals(id))
            .forEach(command -> command.run()));
  }

  @Test
  void groupsAreClosedAndOpenedAtOnce(FxRobot robot) throws Exception {
    Session session = open(robot);
    var timeline = session.timeline();
    var atFirst = timeline.lanes().get().lines();
    run(robot, session, "lanes.fold-namespace");
    until(() ->
        timeline.lanes().get().size() == timeline.model().tree().roots().size()
            && timeline.lanes().get().lines().stream().noneMatch(line -> line.heading()));
    run(robot, session, "lanes.fold-workload");
    until(() ->
        timeline.lanes().get().lines().stream()
            .anyMatch(line -> !line.heading() && line.lane().level() == Lane.Level.WORKLOAD));
    run(robot, session, "lanes.fold-container");
    until(() -> timeline.lanes().get().size() >= atFirst.size());
    assertThat(timeline.lanes().get().lines())
        .containsAll(
            atFirst.stream().filter(l -> l.lane().level() == Lane.Level.CONTAINER).toList());
    Lane track = first(session);
    robot.interact(() -> {
      timeline.toggle(track);
      timeline.toggle(track);
      timeline.toggle(track);
    });
    until(() -> timeline.lanes().get().isOpen(track));
    assertThat(timeline.lanes().get().parts(track)).isNotEmpty();
  }

  @Test
  void hiddenLanesAreCountedAndShownAgain(FxRobot robot) throws Exception {
    Session session = open(robot);
    var timeline = session.timeline();
    int atFirst = timeline.lanes().get().size();
    assertThat(robot.lookup("#hidden-lanes").query().isVisible()).isFalse();
    Lane hidden = timeline.model().laneOf(session.selection().row().get());
    run(robot, session, "lanes.hide");
    assertThat(timeline.lanes().get().lineOf(hidden)).isNegative();
    assertThat(robot.lookup("#hidden-lanes").query().isVisible()).isTrue();
    assertThat(robot.lookup(".hidden-lanes-count").queryLabeled().getText())
        .isEqualTo("1 lane hidden");
    assertThat(robot.lookup(".hidden-count").queryLabeled().getText()).contains(" on hidden lanes");
    assertThat(robot.lookup("#hidden-event").query().isVisible()).isTrue();
    assertThat(robot.lookup("#hidden-event .label").queryLabeled().getText())
        .isEqualTo("Its lane is hidden on the timeline.");
    robot.clickOn("#show-hidden-event");
    until(() -> timeline.lanes().get().lineOf(hidden) >= 0);
    assertThat(robot.lookup("#hidden-event").query().isVisible()).isFalse();
    assertThat(robot.lookup("#hidden-lanes").query().isVisible()).isFalse();
    run(robot, session, "lanes.hide-quiet");
    assertThat(timeline.lanes().get().unseen()).isNotEmpty();
    assertThat(session.memory().get(WindowMemory.Item.QUIET_LANES)).contains("yes");
    assertThat(robot.lookup("#hidden-lanes").query().isVisible()).isTrue();
    robot.clickOn("#show-hidden-lanes");
    until(() -> timeline.lanes().get().size() == atFirst);
    assertThat(robot.lookup("#hidden-lanes").query().isVisible()).isFalse();
  }

  /** What stands in the pixel of the selected event, counted row by row. */
  private static String cell(Session session) {
    var model = session.timeline().model();
    var viewport = session.timeline().viewport().get();
    int selected = session.selection().row().get();
    int x = viewport.x(model.observations().time(selected));
    int[] there =
        IntStream.range(0, model.observations().timed())
            .filter(row -> model.laneOf(row) == model.laneOf(selected))
            .filter(row -> viewport.x(model.observations().time(row)) == x)
            .toArray();
    long out = IntStream.of(there).filter(row -> model.drawingClass(row).isOut()).count();
    return Moments.range(viewport.time(x), viewport.time(x + 1), true)
        + ", "
        + Moments.count(there.length, "event")
        + ", "
        + out
        + " out of profile";
  }

  private static String spoken(FxRobot robot) {
    return robot.lookup("#timeline").query().getAccessibleText();
  }

  private static boolean tells(String words) {
    return Window.getWindows().stream()
        .anyMatch(window -> window instanceof Tooltip tip && tip.getText().contains(words));
  }

  @Test
  void theCellThatTheKeyboardIsAtIsSpokenAndToldAtThePointer(FxRobot robot) throws Exception {
    Session session = open(robot);
    var timeline = session.timeline();
    for (KeyCode key : new KeyCode[] {KeyCode.PERIOD, KeyCode.W, KeyCode.PERIOD}) {
      robot.type(key);
      until(() ->
          spoken(robot).startsWith("Timeline, lane ")
              && spoken(robot).contains(LaneWords.name(timeline.laneAtHand().orElseThrow()) + ", ")
              && spoken(robot).contains(", " + cell(session) + ". Selected: "));
    }
    robot.push(KeyCode.SHIFT, KeyCode.LEFT);
    until(() -> !spoken(robot).contains("Selected"));
    assertThat(spoken(robot)).startsWith("Timeline, lane ");
    robot.type(KeyCode.ESCAPE).type(KeyCode.COMMA);
    until(() -> spoken(robot).contains(cell(session)));
    Lane lane = timeline.laneAtHand().orElseThrow();
    var viewport = timeline.viewport().get();
    var lanes = timeline.lanes().get();
    int y = new LanePlaces(lanes, viewport).top(lanes.lineOf(lane)) + viewport.rowHeight() / 2;
    int x = viewport.x(timeline.model().observations().time(session.selection().row().get()));
    var picture = robot.lookup("#timeline-picture").query();
    robot.moveTo(picture.localToScreen(x, y));
    until(() -> tells(cell(session)));
    robot.moveTo(picture.localToScreen(-60, y));
    until(() -> tells(LaneWords.path(lane) + "\nWorst in it: "));
  }

  @Test
  void whatIsHiddenSinceItFitsIsNotSpokenOfAsAbsent(FxRobot robot) throws Exception {
    Session session = open(robot);
    var model = session.timeline().model();
    int fits =
        IntStream.range(0, model.observations().timed())
            .filter(row -> in(session, row))
            .findFirst()
            .orElseThrow();
    robot.interact(() -> session.selection().select(fits));
    until(() -> spoken(robot).contains(cell(session) + ". Selected: In profile"));
    robot.type(KeyCode.B, 2);
    until(() -> spoken(robot).contains(cell(session) + ", hidden. Selected: In profile"));
  }

  /** Whether nothing else than what fits stands in the pixel of a row. */
  private static boolean in(Session session, int row) {
    var model = session.timeline().model();
    var cell =
        model.cellAt(model.laneOf(row), session.timeline().viewport().get(), x(session, row));
    return cell != null && cell.worst() == DrawingClass.IN;
  }

  @Test
  void keysGoFromMarkToMarkAlongAndAcrossTheLanes(FxRobot robot) throws Exception {
    Session session = open(robot);
    var timeline = session.timeline();
    var model = timeline.model();
    int first = session.selection().row().get();
    Lane lane = timeline.laneAtHand().orElseThrow();
    robot.push(KeyCode.CONTROL, KeyCode.RIGHT);
    until(() -> session.selection().row().get() > first);
    int next = session.selection().row().get();
    assertThat(timeline.laneAtHand()).contains(lane);
    assertThat(
            IntStream.range(0, model.observations().timed())
                .filter(row -> model.laneOf(row) == lane)
                .map(row -> x(session, row))
                .filter(x -> x > x(session, first))
                .min())
        .hasValue(x(session, next));
    until(() -> spoken(robot).contains(cell(session)));
    robot.push(KeyCode.CONTROL, KeyCode.DOWN);
    until(() -> !timeline.laneAtHand().equals(Optional.of(lane)));
    assertThat(timeline.lanes().get().lineOf(timeline.laneAtHand().orElseThrow()))
        .isGreaterThan(timeline.lanes().get().lineOf(lane));
    robot.push(KeyCode.CONTROL, KeyCode.UP);
    until(() -> timeline.laneAtHand().equals(Optional.of(lane)));
  }

  private static int x(Session session, int row) {
    var timeline = session.timeline();
    return timeline.viewport().get().x(timeline.model().observations().time(row));
  }

  @Test
  void lanesArePinnedOrderedAndUnpinnedByKeys(FxRobot robot) throws Exception {
    Session session = open(robot);
    var timeline = session.timeline();
    var atFirst = timeline.lanes().get().lines();
    Lane one = timeline.laneAtHand().orElseThrow();
    robot.type(KeyCode.P);
    until(() -> timeline.lanes().get().pins().lanes().equals(List.of(one)));
    while (timeline.laneAtHand().orElseThrow() == one) {
      robot.interact(timeline::nextOut);
    }
    Lane other = timeline.laneAtHand().orElseThrow();
    robot.type(KeyCode.P);
    until(() -> timeline.lanes().get().pins().lanes().equals(List.of(one, other)));
    robot.push(KeyCode.ALT, KeyCode.UP);
    until(() -> timeline.lanes().get().pins().lanes().equals(List.of(other, one)));
    robot.push(KeyCode.ALT, KeyCode.UP);
    robot.type(KeyCode.PAGE_DOWN);
    until(() -> timeline.viewport().get().scroll() > 0);
    assertThat(new LanePlaces(timeline.lanes().get(), timeline.viewport().get()).lineAt(3))
        .isZero();
    assertThat(timeline.lanes().get().lines().getFirst().lane()).isSameAs(other);
    assertThat(session.memory().get(WindowMemory.Item.PINNED_LANES).orElseThrow()).hasSize(33);
    robot.push(KeyCode.ALT, KeyCode.DOWN);
    until(() -> timeline.lanes().get().pins().lanes().equals(List.of(one, other)));
    robot.type(KeyCode.P);
    until(() -> timeline.lanes().get().pins().lanes().equals(List.of(one)));
    run(robot, session, "lanes.unpin-all");
    assertThat(timeline.lanes().get().lines()).isEqualTo(atFirst);
  }

  @Test
  void aLaneOffersWhatCanBeDoneWithItWhateverIsSelected(FxRobot robot) throws Exception {
    Session session = open(robot);
    int selected = session.selection().row().get();
    var timeline = session.timeline();
    Lane lane =
        timeline.lanes().get().lines().stream()
            .filter(line -> line.lane().level() == Lane.Level.CONTAINER)
            .skip(1)
            .findFirst()
            .orElseThrow()
            .lane();
    int line = timeline.lanes().get().lineOf(lane);
    int y = timeline.lanes().get().top(line, timeline.viewport().get().rowHeight()) + 8;
    var picture = robot.lookup("#timeline-picture").query();
    var at = picture.localToScreen(picture.getBoundsInLocal());
    robot.clickOn(at.getMinX() - 60, at.getMinY() + y, javafx.scene.input.MouseButton.SECONDARY);
    assertThat(session.selection().row().get()).isEqualTo(selected);
    String name = LaneWords.name(lane);
    until(() -> robot.lookup("Pin " + name).tryQuery().isPresent());
    robot.clickOn("Pin " + name);
    until(() -> timeline.lanes().get().lines().getFirst().lane() == lane);
    robot.clickOn(at.getMinX() - 60, at.getMinY() + 8, javafx.scene.input.MouseButton.SECONDARY);
    until(() -> robot.lookup("Unpin " + name).tryQuery().isPresent());
    robot.clickOn("Unpin " + name);
    until(() -> timeline.lanes().get().lineOf(lane) == line);
    robot.clickOn(at.getMinX() - 60, at.getMinY() + y, javafx.scene.input.MouseButton.SECONDARY);
    long other = timeline.model().shown();
    until(() -> robot.lookup("Leave out events of " + name).tryQuery().isPresent());
    robot.clickOn("Leave out events of " + name);
    until(() -> !session.filter().busy().get() && !session.filter().inForce().get().isEmpty());
    assertThat(session.filter().trouble().get()).isEmpty();
    assertThat(timeline.model().worst(lane)).isNull();
    assertThat(timeline.model().shown()).isBetween(1L, other - 1);
    assertThat(timeline.lanes().get().lines())
        .filteredOn(l -> l.lane().level() == Lane.Level.CONTAINER && l.lane() != lane)
        .allMatch(l -> timeline.model().worst(l.lane()) != null);
    robot.interact(session.filter()::clear);
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    robot.type(KeyCode.L);
    until(() -> robot.lookup("Copy its name").tryQuery().isPresent());
  }
}

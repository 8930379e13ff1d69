package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import salvor.WindowStory;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.fx.Theme;

/** Times that cannot be believed, in the window. */
@ExtendWith(FxWatchdog.class)
class ClockStoryTest extends WindowStory {
  ClockStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static final long HOUR = 3_600L * SampleCase.SECOND;

  @Test
  void impossibleTimesDoNotStretchTheTimelineAndCanBeSeen(FxRobot robot) throws Exception {
    open(robot, new OpenRequest("far", _ -> SampleCase.withFarTimes()));
    Session session = SampleCase.session(model);
    assertThat(session.timeline().viewport().get().span()).isLessThan(HOUR);
    assertThat(
            session
                .timeline()
                .ruler()
                .ruler()
                .get()
                .extent(session.timeline().model().observations())
                .orElseThrow())
        .as("from the first to the last out of profile")
        .isLessThan(HOUR);
    until(() -> robot.lookup("#notice-far").tryQuery().isPresent());
    Hyperlink later =
        robot.lookup("#notice-far .hyperlink").<Hyperlink>queryAll().stream()
            .filter(link -> link.getText().equals("Show the later"))
            .findFirst()
            .orElseThrow();
    robot.interact(later::fire);
    TableView<?> events = robot.lookup("#events").query();
    until(() -> events.getItems().size() == 1);
    int row = session.selection().row().get();
    assertThat(row).isEqualTo(session.timeline().model().observations().timed() - 1);
    robot.interact(() -> session.timeline().fitAll());
    assertThat(session.timeline().viewport().get().span()).isLessThan(HOUR);
    assertThat(session.table().cells().text(EventColumn.TIME, row))
        .as("a time of another day has its date")
        .startsWith("2081-03-04");
    assertThat(session.table().cells().text(EventColumn.TIME, row / 2))
        .as("one far time dates no other row")
        .doesNotContain("2026");
    Hyperlink filter =
        robot.lookup("#notice-far .hyperlink").<Hyperlink>queryAll().stream()
            .filter(link -> link.getText().equals("Filter them"))
            .findFirst()
            .orElseThrow();
    robot.interact(() -> session.selection().range().set(null));
    robot.interact(filter::fire);
    until(() -> events.getItems().size() == 2);
  }

  @Test
  void whatRanBeforeTheSensorDoesNotStretchTheTimelineAndCanBeSeen(FxRobot robot) throws Exception {
    open(robot, new OpenRequest("before", _ -> SampleCase.withWhatRanBefore()));
    Session session = SampleCase.session(model);
    assertThat(session.timeline().viewport().get().span()).isLessThan(HOUR);
    until(() -> robot.lookup("#notice-running .hyperlink").tryQuery().isPresent());
    assertThat(robot.lookup("#notice-far").tryQuery()).isEmpty();
    Hyperlink starts = robot.lookup("#notice-running .hyperlink").query();
    robot.interact(starts::fire);
    TableView<?> events = robot.lookup("#events").query();
    until(() -> events.getItems().size() == 1);
    assertThat(session.selection().row().get()).isZero();
  }

  @Test
  void theStatusLineLeadsToWhatHasNoTime(FxRobot robot) throws Exception {
    open(robot, SampleCase.request());
    until(() -> robot.lookup("#to-untimed").tryQuery().isPresent());
    Hyperlink link = robot.lookup("#to-untimed").query();
    assertThat(link.getText()).isEqualTo("1 without a time");
    robot.interact(link::fire);
    TableView<?> events = robot.lookup("#events").query();
    until(() -> events.getItems().size() == 1);
    assertThat(robot.lookup("#untimed").<ToggleButton>query().isSelected()).isTrue();
  }

  /** The first row of a source at so many seconds after the attack began. */
  static int rowOf(Session session, int source, int second) {
    var all = session.timeline().model().observations();
    int row = all.firstAtOrAfter(SampleCase.ATTACK + second * SampleCase.SECOND);
    while (all.sourceId(row) != source) {
      row++;
    }
    return row;
  }

  @Test
  void anOrderThatIsNotKnownIsToldInTheTableAndTheDetails(FxRobot robot) throws Exception {
    open(robot, new OpenRequest("seconds", _ -> SampleCase.withWholeSeconds()));
    Session session = SampleCase.session(model);
    int row = rowOf(session, 1, 33);
    robot.interact(() -> session.selection().select(row));
    until(() -> robot.lookup("#exactness").tryQuery().isPresent());
    assertThat(robot.lookup("#exactness").queryLabeled().getText())
        .startsWith("within 1 s; order among ")
        .endsWith(" events of other sources uncertain");
    assertThat(robot.lookup(".field-value").<Label>queryAll())
        .extracting(Label::getAccessibleText)
        .contains("Tells: when an agent took notice, after it happened");
    until(() -> timeOf(robot, row).isPresent());
    TableCell<?, ?> time = timeOf(robot, row).orElseThrow();
    assertThat(time.getAccessibleText()).endsWith(", order uncertain");
    assertThat(time.getGraphic()).isNotNull();
    int sure = rowOf(session, 0, -100);
    robot.interact(() -> session.selection().select(sure));
    until(() -> timeOf(robot, sure).isPresent());
    assertThat(robot.lookup("#exactness").tryQuery()).isEmpty();
    assertThat(timeOf(robot, sure).orElseThrow().getAccessibleText()).doesNotContain("uncertain");
  }

  private static Optional<TableCell<?, ?>> timeOf(FxRobot robot, int row) {
    return robot.lookup("#events .cell-time").<TableCell<?, ?>>queryAll().stream()
        .filter(cell -> Objects.equals(cell.getItem(), row))
        .findFirst();
  }
}

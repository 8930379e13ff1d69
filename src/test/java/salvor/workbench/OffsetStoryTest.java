package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.LocalClock;
import salvor.WindowStory;
import salvor.casefile.EventId;
import salvor.casefile.KeptClocks;
import salvor.evidence.Observations;
import salvor.timeline.Palette;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.fx.Theme;
import salvor.workbench.wording.Moments;

/** A clock is corrected in the window, by keys alone. */
@ExtendWith(FxWatchdog.class)
class OffsetStoryTest extends WindowStory {
  @TempDir private Path dir;

  OffsetStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private Session session() {
    return SampleCase.session(model);
  }

  private Observations observations() {
    return session().timeline().model().observations();
  }

  private EventId selected() {
    int row = session().selection().row().get();
    return session().investigation().opened().marks().event(row);
  }

  private boolean isShown(FxRobot robot, String node) {
    return robot.lookup(node).tryQuery().isPresent();
  }

  @Test
  void aClockIsCorrectedAfterALookAndSetBack(FxRobot robot) throws Exception {
    open(robot, storedIn(dir.resolve("case"), WEB_SHELL));
    robot.write("/");
    until(() -> robot.lookup("#filter").query().isFocused());
    robot.write("verdict=out").type(KeyCode.ENTER);
    focus(robot, "#timeline");
    robot.write(".");
    until(() -> session().selection().row().get() >= 0);
    final EventId event = selected();
    final long recorded = observations().time(session().selection().row().get());

    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    until(() -> isShown(robot, "#palette"));
    robot.write("clock offset").type(KeyCode.ENTER);
    until(() -> isShown(robot, "#sources") && robot.lookup("#sources").query().isFocused());
    ListView<?> sources = robot.lookup("#sources").query();
    int falco = source("/falco.jsonl.gz");
    while (sources.getSelectionModel().getSelectedIndex() < falco) {
      robot.type(KeyCode.DOWN);
    }
    robot.type(KeyCode.ENTER);
    until(() -> isShown(robot, "#offset-text"));
    robot.write("+90");
    until(() -> text(robot, "#offset-preview").startsWith("Not an offset"));
    assertThat(robot.lookup("#offset-set").<Button>query().isDisabled()).isTrue();
    robot.write("s");
    until(() -> text(robot, "#offset-preview").contains(" events move, "));
    String said = text(robot, "#offset-preview");
    assertThat(said).contains("all stay in sight", " change");
    long moving = session().investigation().opened().evidence().sources().get(falco).observations();
    assertThat(text(robot, "#offset-set").replace(",", ""))
        .isEqualTo("_Move " + moving + " events");
    assertThat(observations().clocks().isEmpty()).as("nothing is set by looking").isTrue();
    robot.type(KeyCode.ENTER);

    until(() -> isShown(robot, "#notice-clocks"));
    TextFlow banner = robot.lookup("#notice-clocks TextFlow").query();
    assertThat(banner.getAccessibleText()).contains("+1m30s for falco.jsonl.gz");
    assertThat(selected()).isEqualTo(event);
    int row = session().selection().row().get();
    assertThat(observations().time(row)).isEqualTo(recorded + 90 * SampleCase.SECOND);
    assertThat(observations().recordedTime(row)).isEqualTo(recorded);
    assertThat(session().filter().inForce().get()).isEqualTo("verdict=out");
    until(() -> isShown(robot, "#sources"));
    until(() -> text(robot, "#notice-text").equals("Clock offset +1m30s set for falco.jsonl.gz"));
    until(() ->
        robot.lookup(".entry .muted").queryAllAs(Labeled.class).stream()
            .anyMatch(line -> line.getText().equals("Clock: offset +1m30s in force")));
    until(() -> robot.lookup("+1m30s, added in this case").tryQuery().isPresent());

    until(() -> painted(robot, "#timeline-picture"));
    assertThat(session().table().cells().text(EventColumn.RECORDED_TIME, row))
        .isEqualTo(Moments.full(recorded));
    until(() -> hasTick(robot, row));
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> !isShown(robot, "#notice-clocks"));
    assertThat(selected()).isEqualTo(event);
    assertThat(observations().time(session().selection().row().get())).isEqualTo(recorded);
    until(() -> text(robot, "#notice-text").equals("Undone: clock offset +1m30s set"));
  }

  @Test
  void theZoneOfTimesWithoutOneIsNamedAndTakenBack(FxRobot robot) throws Exception {
    Path evidence = Files.createDirectories(dir.resolve("evidence"));
    Path given = WEB_SHELL.resolve("evidence");
    LocalClock.copy(
        given.resolve("falco.jsonl.gz"),
        evidence.resolve("falco.jsonl"),
        ZoneId.of("Asia/Kolkata"));
    Files.copy(given.resolve("k8s/audit.jsonl.gz"), evidence.resolve("audit.jsonl.gz"));
    open(robot, storedIn(dir.resolve("case"), evidence));
    until(() -> text(robot, "#to-untimed").equals("7,308 without a time"));
    robot.interact(() -> session().selection().select(observations().timed()));
    until(() ->
        text(robot, "#exactness").startsWith("Written as 2026-11-23 10:")
            && text(robot, "#exactness").contains("until the zone of its source is named"));

    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    until(() -> isShown(robot, "#palette"));
    robot.write("clock offset").type(KeyCode.ENTER);
    until(() -> isShown(robot, "#sources") && robot.lookup("#sources").query().isFocused());
    ListView<?> sources = robot.lookup("#sources").query();
    int falco = source("/falco.jsonl");
    robot.interact(() -> sources.getSelectionModel().select(falco));
    until(() ->
        robot.lookup(".entry .muted").queryAllAs(Labeled.class).stream()
            .anyMatch(line ->
                line.getText()
                    .contains("whose source names no zone: name it by Set clock offset")));
    robot.type(KeyCode.ENTER);
    until(() -> isShown(robot, "#offset-zone"));
    robot.type(KeyCode.TAB).write("Asia/Kolkat");
    until(() -> text(robot, "#offset-preview").startsWith("Not a zone"));
    robot.write("a");
    until(() -> text(robot, "#offset-preview").startsWith("7,308 events move, "));
    robot.type(KeyCode.ENTER);
    until(() -> isShown(robot, "#notice-clocks"));
    TextFlow banner = robot.lookup("#notice-clocks TextFlow").query();
    assertThat(banner.getAccessibleText()).contains("zone Asia/Kolkata for falco.jsonl");
    assertThat(observations().timed()).isEqualTo(observations().size());
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> !isShown(robot, "#notice-clocks"));
    until(() -> text(robot, "#to-untimed").equals("7,308 without a time"));
  }

  @Test
  void thatTimesAreNotByTheOffsetsInForceStaysInSightUntilTheyAre(FxRobot robot) throws Exception {
    open(robot, storedIn(dir.resolve("case"), WEB_SHELL));
    int falco = source("/falco.jsonl.gz");
    String source = session().investigation().opened().evidence().sources().get(falco).sha256();
    robot.interact(() ->
        session()
            .marking()
            .edits()
            .ask(edits -> edits.clocks(KeptClocks.NONE.offset(source, Long.MAX_VALUE))));
    until(() -> text(robot, "#notice-text").contains("do not follow the clock offsets"));
    until(() -> isShown(robot, "#notice-clocks-stale"));
    focus(robot, "#timeline");
    robot.push(KeyCode.SHORTCUT, KeyCode.Z);
    until(() -> text(robot, "#notice-text").startsWith("Undone"));
    until(() -> !isShown(robot, "#notice-clocks-stale"));
  }

  @Test
  void aSheetGoesWithWhatItIsAbout(FxRobot robot) throws Exception {
    open(robot, storedIn(dir.resolve("case"), WEB_SHELL));
    robot.write(".");
    until(() -> session().selection().row().get() >= 0);
    robot.write("n");
    until(() -> isShown(robot, "#comment-text"));
    String source = session().investigation().opened().evidence().sources().getFirst().sha256();
    robot.interact(() ->
        session()
            .marking()
            .edits()
            .ask(edits -> edits.clocks(KeptClocks.NONE.offset(source, SampleCase.SECOND))));
    until(() -> isShown(robot, "#notice-clocks"));
    assertThat(isShown(robot, "#comment-text")).isFalse();
  }

  /** Whether the accent stands at the foot of the lane where the event was recorded. */
  private boolean hasTick(FxRobot robot, int row) {
    var timeline = session().timeline();
    var viewport = timeline.viewport().get();
    Node picture = robot.lookup("#timeline-picture").query();
    Bounds at = picture.localToScene(picture.getBoundsInLocal());
    int line = timeline.lanes().get().lineOf(timeline.model().laneOf(row));
    int foot = timeline.lanes().get().top(line, viewport.rowHeight()) - viewport.scroll();
    int x = (int) at.getMinX() + viewport.x(observations().recordedTime(row));
    int y = (int) at.getMinY() + foot + viewport.rowHeight() - 5;
    int argb = scene.snapshot(null).getPixelReader().getArgb(x, y);
    return argb == Palette.LIGHT.selection();
  }

  private int source(String end) {
    var sources = session().investigation().opened().evidence().sources();
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).path().endsWith(end)) {
        return i;
      }
    }
    throw new AssertionError("no " + end);
  }
}

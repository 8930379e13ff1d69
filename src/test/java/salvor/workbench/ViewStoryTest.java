package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.WindowStory;
import salvor.report.SharedView;
import salvor.workbench.fx.Clip;
import salvor.workbench.fx.Theme;

/** A view is copied, left, pasted and gone back from, by keys alone. */
@ExtendWith(FxWatchdog.class)
class ViewStoryTest extends WindowStory {
  ViewStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  private static String clipboard() throws Exception {
    return WaitForAsyncUtils.asyncFx(() -> Clipboard.getSystemClipboard().getString()).get();
  }

  @Test
  void aViewIsHandedOverByKeys(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    Session session = SampleCase.session(model);
    robot.write("/");
    until(() -> robot.lookup("#filter").query().isFocused());
    robot.write("verdict=out").type(KeyCode.ENTER);
    until(() -> session.filter().inForce().get().equals("verdict=out"));
    focus(robot, "#timeline");
    robot.write("hp.f");
    until(() ->
        session.filter().dims().get()
            && session.timeline().lanes().get().pins().lanes().size() == 1
            && session.timeline().inSight() != null);
    robot.write("v");
    until(() -> text(robot, ".outcome-text").startsWith("The view was copied"));
    String json = clipboard();
    SharedView copied = SharedView.read(json);
    assertThat(copied.filter()).isEqualTo("verdict=out");
    assertThat(copied.dims()).isTrue();
    assertThat(copied.event()).isNotNull();
    assertThat(copied.lanes().pinned()).hasSize(1);
    assertThat(copied.tab()).isEqualTo("events");
    robot.interact(() -> {
      session.filter().clear();
      session.timeline().arrangement().unpinAll();
      robot.lookup("#tabs").<TabPane>query().getSelectionModel().select(2);
    });
    focus(robot, "#timeline");
    robot.type(KeyCode.ESCAPE).type(KeyCode.HOME);
    until(() -> session.selection().row().get() < 0 && !session.filter().busy().get());
    SharedView elsewhere = session.sharing().now();
    robot.push(KeyCode.SHORTCUT, KeyCode.V);
    until(() ->
        session.sharing().now().equals(copied)
            && robot.lookup("#tabs").<TabPane>query().getSelectionModel().getSelectedIndex() == 0);
    assertThat(text(robot, "#notice-text")).startsWith("The view is shown; back");
    robot.push(KeyCode.ALT, KeyCode.LEFT);
    until(() -> session.sharing().now().equals(elsewhere));
    robot.push(KeyCode.ALT, KeyCode.RIGHT);
    until(() -> session.sharing().now().equals(copied));
  }

  @Test
  void aWrittenViewIsUnderstoodWhereTimesAre(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    Session session = SampleCase.session(model);
    robot.interact(() -> Clip.put("{\n \"version\": 1,\n \"filter\": \"verdict = \"\n}"));
    robot.push(KeyCode.SHORTCUT, KeyCode.V);
    until(() -> robot.lookup("#go-to-time").tryQuery().isPresent());
    Labeled moment = robot.lookup("#go-to-moment").query();
    assertThat(moment.getText()).isEqualTo("This view cannot be read");
    assertThat(robot.lookup(".go-to .muted").queryLabeled().getText())
        .startsWith("filter, character 11: expected ");
    robot.push(KeyCode.SHORTCUT, KeyCode.A).write("{\"version\":1,\"filter\":\"kind=exec\"}");
    until(() -> moment.getText().equals("A view of all time"));
    robot.type(KeyCode.ENTER);
    until(() -> session.filter().inForce().get().equals("kind=exec"));
    assertThat(robot.lookup("#go-to-time").tryQuery()).isEmpty();
    robot.interact(() -> Clip.put("2026-11-23T04:37:40Z"));
    focus(robot, "#timeline");
    robot.push(KeyCode.SHORTCUT, KeyCode.V);
    until(() -> session.timeline().goToTime().cursor().get() != null);
  }

  @Test
  void aCaseIsOpenedWithAView(FxRobot robot) throws Exception {
    SharedView view =
        SharedView.read(
            "{\"version\":1,\"from\":\"2026-11-23T04:37:40Z\",\"until\":\"2026-11-23T04:37:50Z\","
                + "\"filter\":\"verdict=out\",\"tab\":\"processes\"}");
    open(robot, evidence(WEB_SHELL).showing(view));
    Session session = SampleCase.session(model);
    until(() -> session.filter().inForce().get().equals("verdict=out"));
    SharedView now = session.sharing().now();
    assertThat(List.of(now.from(), now.until())).isEqualTo(List.of(view.from(), view.until()));
    until(() -> robot.lookup("#tabs").<TabPane>query().getSelectionModel().getSelectedIndex() == 1);
    assertThat(session.timeline().history().canGoBack().get()).isTrue();
  }
}

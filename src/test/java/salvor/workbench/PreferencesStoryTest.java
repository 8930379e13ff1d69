package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.WindowStory;
import salvor.workbench.commands.Command;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Theme;
import salvor.workbench.wording.Moments;

/** What an investigator makes of the window to suit herself. */
@ExtendWith(FxWatchdog.class)
class PreferencesStoryTest extends WindowStory {
  PreferencesStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Override
  protected void close() {
    super.close();
    Moments.tellIn(ZoneOffset.UTC);
    Scale.set(100, Scale.Density.COMFORTABLE);
  }

  private void open(FxRobot robot) throws TimeoutException {
    open(robot, SampleCase.request());
  }

  @Test
  void everyTimeIsToldInTheZoneChosen(FxRobot robot) throws Exception {
    open(robot);
    TableView<Integer> table = robot.lookup("#events").query();
    assertThat(headings(table)).contains("Time (UTC)");
    robot.interact(() -> model.preferences().zone("Asia/Kathmandu"));
    assertThat(headings(table)).contains("Time (Asia/Kathmandu)");
    assertThat(robot.lookup("#zone").<Labeled>query().getText())
        .isEqualTo("All times Asia/Kathmandu");
    assertThat(robot.lookup(".figures").<Labeled>query().getText())
        .endsWith("Asia/Kathmandu (+05:45)");
    assertThat(robot.lookup("#timeline").query().getAccessibleText()).contains("Asia/Kathmandu");
    for (String tab : List.of("Peers", "Images", "Processes")) {
      robot.clickOn(tab);
      until(
          () -> robot.lookup("#" + tab.toLowerCase(java.util.Locale.ROOT)).tryQuery().isPresent());
    }
    TableView<?> peers = robot.lookup("#peers").query();
    robot.interact(() -> model.preferences().zone("Europe/Berlin"));
    assertThat(headings(peers)).as("a tab out of sight follows").contains("First (Europe/Berlin)");
  }

  @Test
  void whatCanBeDoneStandsInMenus(FxRobot robot) throws Exception {
    until(() -> robot.lookup("#menus").tryQuery().isPresent());
    MenuBar menus = robot.lookup("#menus").query();
    assertThat(menus.getMenus())
        .extracting(Menu::getText)
        .containsExactly("_Case", "_Edit", "_Help");
    open(robot);
    assertThat(menus.getMenus())
        .extracting(Menu::getText)
        .containsSubsequence("_Case", "_View", "_Go", "_Timeline", "_Help");
    Session session = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    robot.interact(() -> session.selection().clear());
    robot.clickOn("Go");
    until(() -> robot.lookup("Next event out of profile").tryQuery().isPresent());
    robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
    until(() -> session.selection().row().get() >= 0);
  }

  @Test
  void aPreferredKeyIsHeardInPlaceOfTheFirst(FxRobot robot) throws Exception {
    open(robot);
    Session session = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    long wide = session.timeline().viewport().get().span();
    robot.interact(() -> {
      robot.lookup("#timeline").query().requestFocus();
      model.preferences().keys().set(Map.of("timeline.in", "Z"));
    });
    robot.type(KeyCode.W);
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(session.timeline().viewport().get().span()).isEqualTo(wide);
    robot.type(KeyCode.Z);
    until(() -> session.timeline().viewport().get().span() < wide);
  }

  @Test
  void everyHintNamesTheKeysThatAreHeardNow(FxRobot robot) throws Exception {
    open(robot);
    Session session = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    robot.interact(() -> session.selection().select(0));
    until(() -> robot.lookup("#star").tryQuery().isPresent());
    assertThat(robot.lookup("#star").query().getAccessibleText()).isEqualTo("Star (X)");
    assertThat(robot.lookup("#baseline").query().getAccessibleHelp()).endsWith("profile (B)");
    robot.interact(() -> {
      model
          .preferences()
          .keys()
          .set(
              Map.of(
                  "mark.star",
                  "9",
                  "timeline.baseline",
                  "",
                  "filter.write",
                  "Shortcut+L",
                  "timeline.next-out",
                  "",
                  "edit.undo",
                  "Shortcut+U"));
      model.preferences().keysChanged();
    });
    assertThat(robot.lookup("#star").query().getAccessibleText()).isEqualTo("Star (9)");
    assertThat(robot.lookup("#baseline").<Button>query().getTooltip().getText())
        .isEqualTo("Show, dim or hide what is in profile");
    assertThat(robot.lookup("#filter").<TextField>query().getPromptText()).endsWith("( Ctrl+L )");
    assertThat(robot.lookup("#timeline").query().getAccessibleHelp())
        .contains("Choose \u201cNext event out of profile\u201d in the Go menu");
    robot.interact(() -> session.marking().star());
    until(() -> robot.lookup("#notice-undo").query().isVisible());
    assertThat(robot.lookup("#notice-undo").query().getAccessibleHelp())
        .isEqualTo("Undo it (Ctrl+U)");
    assertThat(robot.lookup("#star").query().getAccessibleText())
        .isEqualTo("Take the star off (9)");
    robot.interact(() -> {
      session.selection().clear();
      session.filter().text().set("nowhere");
    });
    until(() -> session.table().order().get().size() == 0);
    TableView<?> table = robot.lookup("#events").query();
    assertThat(((Labeled) table.getPlaceholder()).getText())
        .contains("Choose \u201cShow, dim or hide the baseline\u201d in the Timeline menu");
    robot.interact(() -> {
      model.preferences().keys().reset();
      model.preferences().keysChanged();
    });
    assertThat(((Labeled) table.getPlaceholder()).getText()).contains("Press B to show");
  }

  @Test
  void everyPreferenceHoldsAtOnceByKeysAlone(FxRobot robot) throws Exception {
    open(robot);
    TableView<?> table = robot.lookup("#events").query();
    double row = table.getFixedCellSize();
    int lane =
        model.state().get() instanceof WorkbenchViewModel.State.Open(Session session)
            ? session.timeline().viewport().get().rowHeight()
            : 0;
    robot.push(KeyCode.SHORTCUT, KeyCode.COMMA);
    until(() -> robot.lookup("#preferences").tryQuery().isPresent());
    robot.interact(() -> robot.lookup("#letters").query().requestFocus());
    for (int i = 0; i < 10; i++) {
      robot.type(KeyCode.RIGHT);
    }
    until(() -> model.preferences().now().get().letters() == 150);
    assertThat(table.getFixedCellSize()).isEqualTo(row * 1.5);
    Session session = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    until(() -> session.timeline().viewport().get().rowHeight() == lane * 3 / 2);
    robot.interact(() -> robot.lookup("#prefer-compact").query().requestFocus());
    robot.type(KeyCode.SPACE);
    until(() -> table.getFixedCellSize() < row * 1.5);
    robot.interact(() -> robot.lookup("#prefer-dark").query().requestFocus());
    robot.type(KeyCode.SPACE);
    until(() -> Theme.isDark(scene));
    robot.interact(() -> robot.lookup("#zone-search").query().requestFocus());
    robot.targetWindow(robot.lookup("#zone-search").query().getScene().getWindow());
    robot.write("kolkata").type(KeyCode.ENTER);
    until(() -> robot.lookup("#zone").<Labeled>query().getText().endsWith("Asia/Kolkata"));
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#preferences").tryQuery().isEmpty());
  }

  @Test
  void takenKeysAreSaidBeforeTheyChangeHands(FxRobot robot) throws Exception {
    open(robot);
    robot.push(KeyCode.SHORTCUT, KeyCode.COMMA);
    until(() -> robot.lookup("#keys").tryQuery().isPresent());
    ListView<Command> keys = robot.lookup("#keys").query();
    robot.interact(() -> {
      keys.requestFocus();
      keys.getItems().stream()
          .filter(c -> c.id().equals("timeline.fit-all"))
          .findFirst()
          .ifPresent(keys.getSelectionModel()::select);
    });
    robot.type(KeyCode.ENTER).type(KeyCode.F);
    until(() -> robot.lookup("#key-take").query().isVisible());
    assertThat(robot.lookup("#key-state").<Labeled>query().getText())
        .contains("F already does", "Fit the selection");
    assertThat(model.preferences().now().get().keys()).isEmpty();
    robot.interact(() -> robot.lookup("#key-take").query().requestFocus());
    robot.type(KeyCode.SPACE);
    until(() ->
        model
            .preferences()
            .now()
            .get()
            .keys()
            .equals(Map.of("timeline.fit-all", "F", "timeline.fit", "")));
    robot.interact(() -> robot.lookup("#keys-reset").query().requestFocus());
    robot.type(KeyCode.SPACE);
    until(() -> model.preferences().now().get().keys().isEmpty());
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#preferences").tryQuery().isEmpty());
  }

  private static List<String> headings(TableView<?> table) {
    return table.getColumns().stream().map(TableColumn::getText).toList();
  }
}

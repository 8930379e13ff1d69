package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.workbench.casefile.WindowMemory.Item;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Theme;

/** The event table has the columns that the investigator wants, and has them again later. */
@ExtendWith({ApplicationExtension.class, FxWatchdog.class})
class TableStoryTest {
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
  private @TempDir Path folder;

  @Start
  void start(Stage stage) {
    Scene scene =
        new Scene(
            new Workbench(model, _ -> new OpenRequest("chosen", _ -> SampleCase.investigation())),
            1600,
            1000);
    Theme.LIGHT.applyTo(scene);
    stage.setScene(scene);
    stage.show();
  }

  @Stop
  void stop() {
    model.close();
  }

  private Session open(FxRobot robot) throws TimeoutException {
    robot.interact(() -> model.open(new OpenRequest("webshell", _ -> SampleCase.investigation())));
    until(() -> robot.lookup("#events").tryQuery().isPresent());
    return ((WorkbenchViewModel.State.Open) model.state().get()).session();
  }

  private static void until(BooleanSupplier holds) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  private static List<Object> columns(FxRobot robot) {
    TableView<Integer> table = robot.lookup("#events").query();
    return table.getColumns().stream().map(c -> c.getUserData()).toList();
  }

  @Test
  void columnsAreChosenAndMovedByKeysAlone(FxRobot robot) throws Exception {
    Session session = open(robot);
    assertThat(columns(robot)).isEqualTo(EventColumn.atFirst());
    robot.push(KeyCode.SHORTCUT, KeyCode.P).write("choose the columns").type(KeyCode.ENTER);
    until(() -> robot.lookup("#columns").tryQuery().isPresent());
    ListView<EventColumn> list = robot.lookup("#columns").query();
    until(() -> list.isFocused() && list.getSelectionModel().getSelectedIndex() == 0);
    robot.type(KeyCode.SPACE);
    until(() -> !columns(robot).contains(EventColumn.MARKS));
    robot.type(KeyCode.DOWN).push(KeyCode.ALT, KeyCode.DOWN).push(KeyCode.ALT, KeyCode.DOWN);
    until(() -> columns(robot).indexOf(EventColumn.TIME) == 1);
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#columns").tryQuery().isEmpty());
    assertThat(session.memory().get(Item.COLUMNS)).contains(session.table().columns().kept().get());
    robot.interact(() ->
        session.commands().all().stream()
            .filter(c -> c.id().equals("table.columns-reset"))
            .forEach(c -> c.run()));
    until(() -> columns(robot).equals(EventColumn.atFirst()));
  }

  @Test
  void theTableFitsItsPlaceUntilSomebodyWidensTheDetails(FxRobot robot) throws Exception {
    Session session = open(robot);
    TableView<Integer> table = robot.lookup("#events").query();
    until(() -> width(table) <= table.getWidth() && width(table) > table.getWidth() - 40);
    robot.interact(() -> table.getColumns().getLast().setPrefWidth(60));
    until(() -> width(table) <= table.getWidth() && width(table) > table.getWidth() - 40);
    assertThat(session.table().columns().width(EventColumn.POD)).isEqualTo(60);
    robot.interact(() -> session.table().columns().widen(EventColumn.DETAILS, 900));
    until(() -> width(table) > table.getWidth());
  }

  private static double width(TableView<Integer> table) {
    return table.getColumns().stream().mapToDouble(c -> c.getWidth()).sum();
  }

  @Test
  void orderTabAndColumnsAreRememberedAndExportHasTheColumns(FxRobot robot) throws Exception {
    Session session = open(robot);
    TableView<Integer> table = robot.lookup("#events").query();
    robot.interact(() -> {
      session.table().columns().restore("TIME GAP PROGRAM NODE RECORD");
      table.getSortOrder().setAll(List.of(table.getColumns().get(2)));
      robot.lookup("#tabs").<TabPane>query().getSelectionModel().select(2);
    });
    until(() -> !session.table().busy().get());
    assertThat(session.memory().get(Item.SORT)).contains("PROGRAM");
    assertThat(session.memory().get(Item.TAB)).contains("tab-peers");
    Path file = folder.resolve("rows.csv");
    robot.interact(() -> session.export().rows(session.table().words(), file));
    until(() -> session.export().outcome().get().text().contains("5 columns of the table"));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).isEqualTo("Time,Gap before,Program,Node,Record");
    assertThat(lines).hasSize(session.table().order().get().size() + 1);
    assertThat(lines.get(1)).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z,,.*");
  }

  @Test
  void aCaseThatIsShownAgainListensOnce(FxRobot robot) throws Exception {
    Session session = open(robot);
    Node outcome = robot.lookup("#outcome").query();
    Node notice = robot.lookup("#notice").query();
    robot.interact(() ->
        model.open(
            new OpenRequest(
                "broken",
                _ -> {
                  throw new NoSuchFileException("/nowhere");
                })));
    until(() -> robot.lookup("#back").tryQuery().isPresent());
    robot.clickOn("#back");
    until(() -> robot.lookup("#outcome").tryQuery().isPresent());
    assertThat(((WorkbenchViewModel.State.Open) model.state().get()).session()).isSameAs(session);
    assertThat(robot.lookup("#outcome").<Node>query()).isSameAs(outcome);
    assertThat(robot.lookup("#notice").<Node>query()).isSameAs(notice);
  }

  @Test
  void everyKeyCanBeScrolledToInASmallWindowWithLargeLetters(FxRobot robot) throws Exception {
    open(robot);
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
    Stage stage = (Stage) robot.lookup("#events").query().getScene().getWindow();
    robot.interact(() -> {
      stage.setWidth(1280);
      stage.setHeight(720);
      Scale.set(150, Scale.Density.COMFORTABLE);
      robot.lookup("#timeline").query().requestFocus();
    });
    try {
      robot.write("?");
      until(() -> robot.lookup("#key-sheet").tryQuery().isPresent());
      Region sheet = robot.lookup("#key-sheet").query();
      ScrollPane scroll = robot.lookup("#key-sheet-scroll").query();
      until(() -> sheet.getHeight() > 0 && sheet.getHeight() <= 720);
      until(() ->
          scroll.getContent().getLayoutBounds().getHeight()
              > scroll.getViewportBounds().getHeight());
      assertThat(sheet.getWidth()).isLessThanOrEqualTo(1280);
      assertThat(scroll.getContent().getLayoutBounds().getWidth())
          .isLessThanOrEqualTo(scroll.getViewportBounds().getWidth() + 1);
      robot.type(KeyCode.ESCAPE);
      until(() -> robot.lookup("#key-sheet").tryQuery().isEmpty());
    } finally {
      robot.interact(() -> Scale.set(100, Scale.Density.COMFORTABLE));
    }
  }
}

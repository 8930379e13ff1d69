package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import salvor.workbench.FxWatchdog;

/** Ten million rows, the greatest first, so that a row's number is not its place. */
@ExtendWith({ApplicationExtension.class, FxWatchdog.class})
class LongTableTest {
  private static final int ALL = 10_000_000;

  private TableView<Integer> table;
  private final AtomicInteger chosen = new AtomicInteger(-1);
  private LongTable rows;

  @Start
  void start(Stage stage) {
    table = new TableView<>();
    TableColumn<Integer, Integer> column = new TableColumn<>("Row");
    column.setPrefWidth(300);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    table.getColumns().add(column);
    table.setFixedCellSize(26);
    rows = new LongTable(table, chosen::set);
    Scene scene = new Scene(rows, 500, 400);
    Theme.LIGHT.applyTo(scene);
    stage.setScene(scene);
    stage.show();
    rows.show(ALL, place -> ALL - 1 - place, row -> ALL - 1 - row);
  }

  private static void until(BooleanSupplier holds) throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
  }

  /** The numbers of the rows in sight, from top to bottom. */
  private List<Integer> inSight() {
    return table.lookupAll(".table-row-cell").stream()
        .map(cell -> (TableRow<?>) cell)
        .filter(cell -> cell.isVisible() && cell.getItem() != null)
        .sorted(Comparator.comparing(TableRow::getIndex))
        .map(cell -> (Integer) cell.getItem())
        .toList();
  }

  private ScrollBar bar() {
    return (ScrollBar) rows.getRight();
  }

  @Test
  void aRowFarAwayIsSelectedAndBroughtIntoSight(FxRobot robot) throws Exception {
    for (int place : new int[] {7_000_000, 7_000_100, 12, ALL - 1, 0}) {
      robot.interact(() -> rows.select(place, true));
      until(() -> inSight().contains(ALL - 1 - place));
      assertThat(table.getSelectionModel().getSelectedItem()).isEqualTo(ALL - 1 - place);
      assertThat(table.getItems()).hasSize(LongTable.MOST);
    }
    assertThat(table.getItems().indexOf(ALL - 1)).isZero();
    assertThat(table.getItems().contains(0)).as("far from what is in sight").isFalse();
  }

  @Test
  void theBarLeadsOverAllRowsAndFollowsThem(FxRobot robot) throws Exception {
    robot.interact(() -> bar().setValue(5_000_000));
    until(() -> inSight().contains(ALL - 1 - 5_000_000));
    robot.interact(() -> bar().setValue(5_000_010));
    until(() -> inSight().getFirst() == ALL - 1 - 5_000_010);
    robot.interact(() -> bar().setValue(bar().getMax()));
    until(() -> inSight().contains(0));
    robot.interact(() -> rows.select(3_000_000, true));
    until(() -> Math.abs(bar().getValue() - 3_000_000) < 100);
    assertThat(table.lookup(".virtual-flow > .scroll-bar:vertical").getLayoutBounds().getWidth())
        .as("the bar of the list itself")
        .isLessThan(1);
  }

  @Test
  void scrollingGoesOnWhereTheListEnds(FxRobot robot) throws Exception {
    robot.interact(() -> rows.select(LongTable.MOST - 100, true));
    until(() -> inSight().contains(ALL - 1 - (LongTable.MOST - 100)));
    VirtualFlow<?> flow = (VirtualFlow<?>) table.lookup(".virtual-flow");
    for (int i = 1; i < 20; i++) {
      int row = WaitForAsyncUtils.asyncFx(() -> inSight().getFirst()).get();
      robot.interact(() -> flow.scrollPixels(26 * 1_000));
      until(() -> inSight().getFirst() <= row - 900 && inSight().getFirst() >= row - 1_100);
      WaitForAsyncUtils.waitForFxEvents();
    }
    assertThat(table.getSelectionModel().getSelectedItem())
        .as("out of the list now, and nobody chose another")
        .isIn(null, ALL - 1 - (LongTable.MOST - 100));
  }

  @Test
  void keysLeadToTheFirstAndTheLastOfAll(FxRobot robot) throws Exception {
    robot.interact(table::requestFocus);
    robot.type(KeyCode.END);
    until(() -> chosen.get() == 0);
    robot.type(KeyCode.HOME);
    until(() -> chosen.get() == ALL - 1);
  }

  @Test
  void fewRowsAreInTheTablesOwnList(FxRobot robot) throws Exception {
    robot.interact(() -> rows.show(100, place -> place, row -> row < 100 ? row : -1));
    until(() -> inSight().contains(3));
    assertThat(table.getItems()).hasSize(100);
    assertThat(bar().isVisible()).isFalse();
    robot.interact(() -> rows.show(0, place -> place, _ -> -1));
    until(() -> inSight().isEmpty());
  }
}

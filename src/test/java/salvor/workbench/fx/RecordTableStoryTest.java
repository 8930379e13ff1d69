package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.skin.VirtualFlow;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import salvor.WindowStory;

/** A table that is shown anew while it is looked at. */
class RecordTableStoryTest extends WindowStory {
  RecordTableStoryTest() {
    super(800, 600, Theme.LIGHT);
  }

  private record Row(int id, int changes) {}

  private static List<Row> rows(int changes) {
    return IntStream.range(0, 1000).mapToObj(id -> new Row(id, changes)).toList();
  }

  private static int first(RecordTable<Row> table) {
    return ((VirtualFlow<?>) table.lookup(".virtual-flow")).getFirstVisibleCell().getIndex();
  }

  @Test
  void staysWhereOneHasScrolledToWhileItsRecordsChange(FxRobot robot) throws Exception {
    RecordTable<Row> table =
        new RecordTable<>("Rows", rows(0), null, "")
            .with("Id", 100, row -> Integer.toString(row.id()))
            .with("Changes", 100, row -> Integer.toString(row.changes()))
            .knownBy(Row::id);
    robot.interact(() -> scene.setRoot(table));
    robot.interact(() -> table.getSelectionModel().select(3));
    robot.interact(() -> {
      table.scrollTo(500);
      table.layout();
    });
    until(() -> first(table) == 500);
    robot.interact(() -> {
      table.show(rows(1), "");
      table.layout();
    });
    assertThat(first(table)).isEqualTo(500);
    assertThat(table.getSelectionModel().getSelectedItem()).isEqualTo(new Row(3, 1));
    robot.interact(() -> table.show(rows(2).subList(10, 20), ""));
    assertThat(table.getSelectionModel().getSelectedItem()).isNull();
  }

  private static RecordTable<Row> growing() {
    return new RecordTable<>("Rows", rows(0), null, "")
        .with("Id", 100, row -> Integer.toString(row.id()))
        .with("Changes", 100, row -> Integer.toString(row.changes()))
        .growing(1)
        .with("More", 100, row -> "more of " + row.id())
        .growing(3);
  }

  private static List<Double> widths(RecordTable<Row> table) {
    return table.getColumns().stream().map(TableColumnBase::getWidth).toList();
  }

  @Test
  void columnsTakeTheRoomThatIsThereAndOneThatWasDrawnStays(FxRobot robot) throws Exception {
    RecordTable<Row> table = growing();
    robot.interact(() -> scene.setRoot(table));
    until(() -> table.getColumns().get(2).getWidth() > 200);
    List<Double> wide = widths(table);
    assertThat(wide.getFirst()).isEqualTo(100);
    assertThat(wide.get(2) - 100).isCloseTo(3 * (wide.get(1) - 100), within(4.0));
    assertThat(wide.stream().mapToDouble(each -> each).sum())
        .as("no column is out of sight")
        .isBetween(table.getWidth() - 25, table.getWidth());
    assertThat(table.left().columns()).as("as it was meant").allMatch(each -> each.width() == 100);

    robot.interact(() -> table.resizeColumn(table.getColumns().get(2), -150));
    double drawn = table.getColumns().get(2).getWidth();
    robot.interact(() -> stage.setWidth(1000));
    until(() -> table.getColumns().get(1).getWidth() > 300);
    assertThat(table.getColumns().get(2).getWidth()).isCloseTo(drawn, within(1.0));

    RecordTable<Row> again = growing();
    again.restore(table.left());
    robot.interact(() -> scene.setRoot(again));
    until(() -> again.getColumns().get(1).getWidth() > 300);
    assertThat(again.getColumns().get(2).getWidth()).isCloseTo(drawn, within(1.0));
  }
}

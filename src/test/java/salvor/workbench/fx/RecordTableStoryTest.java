package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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
}

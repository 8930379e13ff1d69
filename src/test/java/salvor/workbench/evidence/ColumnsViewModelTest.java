package salvor.workbench.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ColumnsViewModelTest {
  private final ColumnsViewModel columns = new ColumnsViewModel();

  @Test
  void aColumnTakenAwayComesBackToItsPlace() {
    List<EventColumn> before = columns.shown().get();
    columns.show(EventColumn.KIND, false);
    assertThat(columns.shown().get()).doesNotContain(EventColumn.KIND);
    columns.show(EventColumn.KIND, true);
    assertThat(columns.shown().get()).isEqualTo(before);
  }

  @Test
  void oneColumnIsAlwaysLeft() {
    for (EventColumn column : EventColumn.values()) {
      columns.show(column, false);
    }
    assertThat(columns.shown().get()).hasSize(1);
  }

  @Test
  void draggedColumnsKeepTheHiddenOnesBetweenThem() {
    List<EventColumn> turned = new ArrayList<>(columns.shown().get());
    Collections.reverse(turned);
    columns.arrange(turned);
    assertThat(columns.shown().get()).isEqualTo(turned);
    assertThat(columns.all().get()).containsExactlyInAnyOrder(EventColumn.values());
    columns.arrange(List.of(EventColumn.NODE));
    assertThat(columns.shown().get()).as("these are not what is shown").isEqualTo(turned);
  }

  @Property(tries = 200)
  void whatIsKeptBringsAllOfItBack(@ForAll long seed) {
    Random random = new Random(seed);
    EventColumn[] all = EventColumn.values();
    for (int i = 0; i < 20; i++) {
      EventColumn column = all[random.nextInt(all.length)];
      switch (random.nextInt(3)) {
        case 0 -> columns.show(column, random.nextBoolean());
        case 1 -> columns.move(column, random.nextInt(9) - 4);
        default -> columns.widen(column, random.nextInt(900));
      }
    }
    ColumnsViewModel again = new ColumnsViewModel();
    again.restore(columns.kept().get());
    assertThat(again.all().get()).isEqualTo(columns.all().get());
    assertThat(again.shown().get()).isEqualTo(columns.shown().get());
    for (EventColumn column : all) {
      assertThat(again.width(column)).isEqualTo(columns.width(column));
    }
  }

  @Test
  void whatIsNotUnderstoodIsLeftOut() {
    List<EventColumn> before = columns.shown().get();
    for (String text : List.of("", "x y z", "-TIME", ":9", "TIME2:5")) {
      columns.restore(text);
      assertThat(columns.shown().get()).as(text).isEqualTo(before);
    }
    columns.restore("DETAILS:99999 FUTURE:7 -POD TIME:0 TIME");
    assertThat(columns.shown().get()).containsExactly(EventColumn.DETAILS, EventColumn.TIME);
    assertThat(columns.all().get()).containsExactlyInAnyOrder(EventColumn.values());
    assertThat(columns.isWidened(EventColumn.DETAILS)).isFalse();
    assertThat(columns.width(EventColumn.TIME)).isEqualTo(ColumnsViewModel.NARROWEST);
  }
}

package salvor.workbench.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Several;

/** Several rows of the table at once. */
class TableChoiceTest {
  private final Selection selection = new Selection();
  private final TableChoice choice = new TableChoice(selection, RowOrder.natural(10_000_000));

  @Test
  void aRangeGrowsAndShrinksFromWhereItBegan() {
    choice.only(5);
    choice.extend(8);
    assertThat(selection.rows()).containsExactly(5, 6, 7, 8);
    assertThat(selection.row().get()).isEqualTo(8);
    choice.extend(4);
    assertThat(selection.rows()).containsExactly(4, 5);
    choice.extend(5);
    assertThat(selection.several().get()).isSameAs(Several.NONE);
    assertThat(selection.rows()).containsExactly(5);
  }

  @Test
  void singleRowsAreAddedAndTakenAway() {
    choice.only(5);
    choice.toggle(9);
    choice.toggle(2);
    assertThat(selection.rows()).containsExactly(2, 5, 9);
    choice.toggle(9);
    choice.toggle(5);
    assertThat(selection.count()).isEqualTo(1);
    assertThat(selection.row().get()).isEqualTo(2);
    choice.toggle(2);
    assertThat(selection.count()).isZero();
  }

  @Test
  void tenMillionAreChosenWithoutAnObjectForEach() {
    choice.only(7);
    choice.all();
    assertThat(selection.count()).isEqualTo(10_000_000);
    assertThat(selection.row().get()).as("what is shown stays").isEqualTo(7);
    assertThat(choice.has(9_999_999)).isTrue();
  }

  @Test
  void whatIsSelectedElsewhereAndAnotherOrderEndTheChoice() {
    choice.only(5);
    choice.extend(8);
    selection.select(70);
    assertThat(selection.rows()).containsExactly(70);
    choice.extend(72);
    assertThat(selection.rows()).containsExactly(70, 71, 72);
    choice.show(RowOrder.natural(50));
    assertThat(selection.rows()).containsExactly(72);
    assertThat(choice.has(70)).isFalse();
  }
}

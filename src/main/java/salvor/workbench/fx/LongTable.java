package salvor.workbench.fx;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import javafx.collections.ObservableListBase;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/**
 * A table over any number of rows, of a fixed height each.
 *
 * <p>A table of JavaFX keeps a number for each item of its list and goes over them whenever it is
 * laid out: ten million cost a quarter of a second each time. So its list holds {@value #MOST} rows
 * at most, those about what is in sight, and where there are more a scroll bar beside it stands for
 * all of them. The list is exchanged when one comes near its end.
 */
public final class LongTable extends BorderPane {
  /** So many rows are in the table's own list at most. */
  public static final int MOST = 50_000;

  private static final int NEAR = 2_000;
  private static final PseudoClass PART = PseudoClass.getPseudoClass("part");

  private final TableView<Integer> table;
  private final IntConsumer chosen;
  private final ScrollBar bar = new ScrollBar();
  private Rows rows = new Rows(0, row -> row, row -> row, 0);
  private int selected = -1;
  private boolean replacing;
  private boolean telling;
  private @Nullable VirtualFlow<?> flow;

  /**
   * @param table with a fixed cell size; its items are this one's business
   * @param chosen gets the row that is chosen by a key that leads out of the table's list
   */
  public LongTable(TableView<Integer> table, IntConsumer chosen) {
    this.table = table;
    this.chosen = chosen;
    getStyleClass().add("long-table");
    bar.setOrientation(Orientation.VERTICAL);
    bar.setAccessibleText("Place among all rows");
    bar.valueProperty().subscribe(this::drag);
    setCenter(table);
    setRight(bar);
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    table.heightProperty().subscribe(this::measure);
    table
        .skinProperty()
        .subscribe(() -> {
          flow = null;
          watch();
        });
    show(0, row -> row, row -> row);
  }

  /**
   * Shows these rows; the selection is kept where it was by its place.
   *
   * @param rowAt the number of the row at a place
   * @param placeOf the place of a row, -1 where it is not shown
   */
  public void show(int size, IntUnaryOperator rowAt, IntUnaryOperator placeOf) {
    selected = -1;
    replace(new Rows(size, rowAt, placeOf, 0));
    measure();
  }

  /** Whether the list is being exchanged: what the table says meanwhile nobody did. */
  public boolean isReplacing() {
    return replacing;
  }

  /** The place among all rows of an index of the table's own list. */
  public int place(int index) {
    return rows.first() + index;
  }

  /** The place of the row that is the first in sight. */
  public int top() {
    watch();
    var first = flow == null ? null : flow.getFirstVisibleCell();
    return first == null ? 0 : rows.first() + first.getIndex();
  }

  /** Has the row at a place be the first in sight. */
  public void scrollTo(int place) {
    if (!rows.holds(place) || isNearEnd(place - rows.first())) {
      bring(place);
    } else {
      table.scrollTo(place - rows.first());
    }
  }

  /** Has the row at a place selected, or none when negative, and in sight if that is wanted. */
  public void select(int place, boolean inSight) {
    selected = place;
    boolean far = place >= 0 && !rows.holds(place);
    if (far) {
      replace(rows.from(place - MOST / 2));
    } else {
      mark();
    }
    if (place >= 0 && inSight && (far || !isInSight(place - rows.first()))) {
      InSight.scroll(table, place - rows.first());
    }
  }

  private void mark() {
    boolean before = replacing;
    replacing = true;
    if (selected < 0 || !rows.holds(selected)) {
      table.getSelectionModel().clearSelection();
    } else if (table.getSelectionModel().getSelectedIndex() != selected - rows.first()) {
      table.getSelectionModel().clearAndSelect(selected - rows.first());
    }
    replacing = before;
  }

  /** Replacing the items clears selection and sort order, which is not the investigator's doing. */
  private void replace(Rows next) {
    replacing = true;
    List<TableColumn<Integer, ?>> sorted = List.copyOf(table.getSortOrder());
    rows = next;
    table.setItems(next);
    table.getSortOrder().setAll(sorted);
    boolean part = next.all() > MOST;
    bar.setVisible(part);
    bar.setManaged(part);
    table.pseudoClassStateChanged(PART, part);
    mark();
    replacing = false;
    requestLayout();
  }

  private boolean isInSight(int index) {
    if (flow == null) {
      return false;
    }
    var first = flow.getFirstVisibleCell();
    var last = flow.getLastVisibleCell();
    return first != null && last != null && first.getIndex() <= index && index < last.getIndex();
  }

  private void watch() {
    if (flow == null && table.lookup(".virtual-flow") instanceof VirtualFlow<?> found) {
      flow = found;
      found.positionProperty().addListener((_, _, _) -> moved());
    }
  }

  private void measure() {
    double visible = Math.max(1, table.getHeight() / Math.max(1, table.getFixedCellSize()));
    bar.setMax(Math.max(0, rows.all() - visible + 2)); // the header takes room as well
    bar.setVisibleAmount(visible);
    bar.setBlockIncrement(visible);
  }

  /** What follows from it is done in its turn: the table may be in the midst of its own layout. */
  private void moved() {
    if (rows.all() > MOST) {
      requestLayout();
    }
  }

  private void tell(int place) {
    if (!bar.isPressed() && bar.lookupAll(".thumb").stream().noneMatch(Node::isPressed)) {
      telling = true;
      bar.setValue(place);
      telling = false;
    }
  }

  private boolean isNearEnd(int index) {
    return (index < NEAR && rows.first() > 0)
        || (index > MOST - NEAR && rows.first() + MOST < rows.all());
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    table.layout(); // what is asked to be in sight is so now
    watch();
    var first = flow == null ? null : flow.getFirstVisibleCell();
    if (first == null || rows.all() <= MOST) {
      return;
    }
    int place = rows.first() + first.getIndex();
    tell(place);
    if (isNearEnd(first.getIndex())) {
      bring(place);
    }
  }

  private void bring(int place) {
    replace(rows.from(place - MOST / 2));
    table.scrollTo(place - rows.first());
  }

  private void drag() {
    if (telling || rows.all() <= MOST) {
      return;
    }
    boolean end = bar.getValue() >= bar.getMax() - 1;
    int place = end ? rows.all() - 1 : (int) bar.getValue();
    scrollTo(place);
    if (end && flow != null) { // a row brought to the top of the last page ends one too early
      table.layout();
      flow.scrollPixels(table.getFixedCellSize() * MOST);
    }
  }

  private void key(KeyEvent event) {
    if (rows.all() <= MOST || event.isShiftDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case HOME -> chosen.accept(rows.rowAt().applyAsInt(0));
      case END -> chosen.accept(rows.rowAt().applyAsInt(rows.all() - 1));
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** A part of the rows as a list that is never filled. */
  private static final class Rows extends ObservableListBase<Integer> {
    private final int all;
    private final IntUnaryOperator rowAt;
    private final IntUnaryOperator placeOf;
    private final int first;

    Rows(int all, IntUnaryOperator rowAt, IntUnaryOperator placeOf, int first) {
      this.all = all;
      this.rowAt = rowAt;
      this.placeOf = placeOf;
      this.first = Math.clamp(first, 0, Math.max(0, all - MOST));
    }

    Rows from(int other) {
      return new Rows(all, rowAt, placeOf, other);
    }

    int all() {
      return all;
    }

    int first() {
      return first;
    }

    IntUnaryOperator rowAt() {
      return rowAt;
    }

    boolean holds(int place) {
      return place >= first && place < first + size();
    }

    @Override
    public Integer get(int index) {
      return rowAt.applyAsInt(first + index);
    }

    @Override
    public int size() {
      return Math.min(all, MOST);
    }

    @Override
    public int indexOf(@Nullable Object row) {
      int place = row instanceof Integer number ? placeOf.applyAsInt(number) : -1;
      return holds(place) ? place - first : -1;
    }

    @Override
    public int lastIndexOf(@Nullable Object row) {
      return indexOf(row);
    }

    @Override
    public boolean contains(@Nullable Object row) {
      return indexOf(row) >= 0;
    }
  }
}

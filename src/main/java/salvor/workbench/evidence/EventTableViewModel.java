package salvor.workbench.evidence;

import java.util.BitSet;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.Area;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.wording.Moments;

/**
 * Which events the table shows, in which order, and which of them is selected. Sorting and
 * filtering happen elsewhere.
 */
public final class EventTableViewModel {
  private final EventCells cells;
  private final Selection selection;
  private final NewestFirst<RowSort.Wanted, Ordered> work;
  private final ReadOnlyObjectWrapper<RowOrder> order;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper untimed = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
  private final TableChoice choice;
  private final ColumnsViewModel columns = new ColumnsViewModel();
  private final ReadOnlyObjectWrapper<Sorting> sorting =
      new ReadOnlyObjectWrapper<>(Sorting.AT_FIRST);
  private RowSort.Wanted wanted = RowSort.Wanted.ALL;
  private RowSort.Wanted shown = RowSort.Wanted.ALL;

  private int dimmed;

  private record Ordered(RowSort.Wanted wanted, RowOrder order, int dimmed) {}

  /**
   * @param cells what the cells say
   * @param selection the selection that is shared with the other views
   * @param sight what the filter leaves
   * @param fx where properties change
   */
  public EventTableViewModel(
      EventCells cells, Selection selection, Sight sight, Jobs jobs, Executor fx) {
    this.cells = cells;
    this.selection = selection;
    this.order = new ReadOnlyObjectWrapper<>(RowOrder.natural(cells.observations().size()));
    this.choice = new TableChoice(selection, order.get());
    RowSort sort = new RowSort(cells);
    this.work =
        new NewestFirst<>(
            "order of events",
            jobs,
            fx,
            true,
            (asked, progress) -> {
              RowOrder made = sort.order(asked, progress);
              return new Ordered(asked, made, RowSort.dimmed(asked, made));
            },
            this::show,
            this::failed);
    selection
        .section()
        .subscribe(range ->
            want(
                new RowSort.Wanted(
                    wanted.hideIn(),
                    range,
                    range == null && wanted.untimed(),
                    wanted.sight(),
                    wanted.dims(),
                    wanted.by(),
                    wanted.ascending())));
    sight.rows().subscribe(this::leave);
    selection.row().subscribe(row -> leaveTray(row.intValue()));
    describe();
  }

  /** Shows or hides what is in profile. */
  public void hideIn(boolean hide) {
    want(
        new RowSort.Wanted(
            hide,
            wanted.range(),
            wanted.untimed(),
            wanted.sight(),
            wanted.dims(),
            wanted.by(),
            wanted.ascending()));
  }

  /** Shows only what the filter leaves. */
  private void leave(@Nullable BitSet rows) {
    want(
        new RowSort.Wanted(
            wanted.hideIn(),
            wanted.range(),
            wanted.untimed(),
            rows,
            wanted.dims(),
            wanted.by(),
            wanted.ascending()));
  }

  /** Shows faintly what the filter leaves out, or hides it. */
  public void dim(boolean dims) {
    want(
        new RowSort.Wanted(
            wanted.hideIn(),
            wanted.range(),
            wanted.untimed(),
            wanted.sight(),
            dims,
            wanted.by(),
            wanted.ascending()));
  }

  /** Whether a row is shown faintly since the filter leaves it out. */
  boolean isDimmed(int row) {
    BitSet left = shown.sight();
    return shown.dims() && left != null && !left.get(row);
  }

  /** How many of the rows shown are faint. */
  public int dimmed() {
    return dimmed;
  }

  /** Puts the events in the order of a column. */
  public void sortBy(EventColumn column, boolean ascending) {
    sorting.set(new Sorting(column, ascending));
    want(
        new RowSort.Wanted(
            wanted.hideIn(),
            wanted.range(),
            wanted.untimed(),
            wanted.sight(),
            wanted.dims(),
            column,
            ascending));
  }

  /** The column that the events are in the order of. */
  public ReadOnlyObjectProperty<Sorting> sorting() {
    return sorting.getReadOnlyProperty();
  }

  /** Which columns there are. */
  public ColumnsViewModel columns() {
    return columns;
  }

  /** What the table says now. */
  public TableWords words() {
    return new TableWords(
        cells, columns.shown().get(), order.get(), shown.by() == EventColumn.TIME);
  }

  /** Shows only what has no time, or everything again. */
  public void showUntimed(boolean only) {
    want(
        new RowSort.Wanted(
            wanted.hideIn(),
            wanted.range(),
            only,
            wanted.sight(),
            wanted.dims(),
            wanted.by(),
            wanted.ascending()));
  }

  /** An event with a time that is selected elsewhere must be found in the table. */
  private void leaveTray(int row) {
    if (row >= 0 && row < cells.observations().timed()) {
      showUntimed(false);
    }
  }

  /** How many events have no time. */
  public int untimedCount() {
    return cells.observations().size() - cells.observations().timed();
  }

  /** Whether only what has no time is shown. */
  public ReadOnlyBooleanProperty untimed() {
    return untimed.getReadOnlyProperty();
  }

  private void want(RowSort.Wanted next) {
    untimed.set(next.untimed());
    if (!next.equals(wanted)) {
      wanted = next;
      busy.set(true);
      work.ask(next);
    }
  }

  private void show(Ordered result) {
    if (result.wanted().equals(wanted)) {
      busy.set(false);
      shown = result.wanted();
      dimmed = result.dimmed();
      choice.show(result.order());
      order.set(result.order());
      describe();
    }
  }

  private void failed(Throwable cause) {
    busy.set(false);
    caption.set("The events could not be put in order: " + cause);
  }

  private void describe() {
    int all = cells.observations().size();
    int left = order.get().size();
    Section range = wanted.range();
    String part =
        (left == all
                ? Moments.count(all, "event")
                : Moments.count(left) + " of " + Moments.count(all, "event"))
            + (dimmed == 0 ? "" : ", " + Moments.count(dimmed) + " dimmed");
    caption.set(
        wanted.untimed()
            ? part + ", without a time"
            : range == null ? part : part + ", " + selected(range));
  }

  private static String selected(Section part) {
    Area area = part.area();
    return Moments.length(part.span().to() - part.span().from())
        + (area == null ? "" : " on " + Moments.count(area.lanes().size(), "lane"))
        + " selected";
  }

  /** What each cell says. */
  public EventCells cells() {
    return cells;
  }

  /** The rows that are shown, in order. */
  public ReadOnlyObjectProperty<RowOrder> order() {
    return order.getReadOnlyProperty();
  }

  /** Whether a new order is being made. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** How many events are shown, in words. */
  public ReadOnlyStringProperty caption() {
    return caption.getReadOnlyProperty();
  }

  /** Chooses several of the rows at once. */
  TableChoice choice() {
    return choice;
  }

  /** The only time and lanes that are shown, null for all. */
  public @Nullable Section range() {
    return wanted.range();
  }

  /** The selection shared with the other views. */
  public Selection selection() {
    return selection;
  }
}

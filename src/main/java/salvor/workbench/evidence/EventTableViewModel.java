package salvor.workbench.evidence;

import java.util.BitSet;
import java.util.concurrent.Executor;
import java.util.function.IntUnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
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
  private EventCells cells;
  private final Selection selection;
  private final NewestFirst<Asked, Later> work;
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

  private final ReadOnlyIntegerWrapper grown = new ReadOnlyIntegerWrapper();
  private @Nullable IntUnaryOperator again;

  private record Asked(EventCells cells, RowSort.Wanted wanted) {
    Later ordered(Progress progress) {
      RowOrder order = new RowSort(cells).order(wanted, progress);
      return new Later(this, order, RowSort.dimmed(wanted, order));
    }
  }

  /** Events in the order that was asked for, made by an {@link Ordering}. */
  public static final class Later {
    private final Asked asked;
    private final RowOrder order;
    private final int dimmed;

    private Later(Asked asked, RowOrder order, int dimmed) {
      this.asked = asked;
      this.order = order;
      this.dimmed = dimmed;
    }
  }

  /** Finds time and lanes again among later events. */
  @FunctionalInterface
  public interface Again {
    /** The same part; null where it was all. */
    @Nullable Section of(@Nullable Section part);
  }

  /** Puts events in the order that was asked for when it was made; from any thread. */
  @FunctionalInterface
  public interface Ordering {
    /**
     * @param range finds the time and lanes that are shown again
     */
    Later of(EventCells cells, Again range, Progress progress);
  }

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
    this.work =
        new NewestFirst<>(
            "order of events", jobs, fx, true, Asked::ordered, this::show, this::failed);
    selection.section().subscribe(range -> want(wanted.in(range)));
    sight.rows().subscribe(this::leave);
    selection.row().subscribe(row -> leaveTray(row.intValue()));
    describe();
  }

  /** Whether there are none, whatever is hidden. */
  boolean isWithoutEvents() {
    return cells.observations().size() == 0;
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
      work.ask(new Asked(cells, next));
    }
  }

  private void show(Later result) {
    if (result.asked.wanted().equals(wanted) && result.asked.cells() == cells) {
      put(result);
    }
  }

  private void put(Later result) {
    busy.set(false);
    shown = result.asked.wanted();
    dimmed = result.dimmed;
    choice.show(result.order);
    order.set(result.order);
    describe();
  }

  /** Orders later events as is asked for now. */
  public Ordering ordering() {
    RowSort.Wanted now = wanted;
    return (later, range, progress) ->
        new Asked(later, now.in(range.of(now.range()))).ordered(progress);
  }

  /**
   * Shows later events.
   *
   * @param later of an {@link #ordering} of this table
   * @param rows where a row of before is now, negative when it is gone
   * @param rest what shows them elsewhere: the selection is that of before until it is done
   */
  public void grow(Later later, IntUnaryOperator rows, Runnable rest) {
    RowSort.Wanted now = wanted.in(later.asked.wanted().range());
    again = rows;
    cells = later.asked.cells();
    wanted = later.asked.wanted();
    put(later);
    rest.run();
    again = null;
    grown.set(grown.get() + 1);
    want(now.in(wanted.range())); // another order may have been asked for meanwhile
  }

  /** How often later events came. */
  ReadOnlyIntegerProperty grown() {
    return grown.getReadOnlyProperty();
  }

  /** Where the rows of before are, while later events come; null otherwise. */
  @Nullable IntUnaryOperator again() {
    return again;
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

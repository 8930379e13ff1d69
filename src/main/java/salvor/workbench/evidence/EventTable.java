package salvor.workbench.evidence;

import java.util.List;
import java.util.function.IntUnaryOperator;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import salvor.workbench.casefile.MarkingViewModel;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedText;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.LongTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/** The event table: also the list that a screen reader reads in place of the timeline's pixels. */
public final class EventTable extends BorderPane implements FollowsPreferences {
  private final EventTableViewModel model;
  private final TableView<Integer> table = new TableView<>();
  private final LongTable rows;
  private final EventTableColumns columns;
  private final ColumnSheet sheet;
  private double height;
  private RowOrder shown = RowOrder.natural(0);
  private int top = -1;
  private final KeyedText empty;

  /**
   * A table of what the model shows.
   *
   * @param marking null where nothing can be added to events
   */
  public EventTable(
      EventTableViewModel model, @Nullable MarkingViewModel marking, Commands commands) {
    this.model = model;
    this.sheet = new ColumnSheet(model.columns());
    getStyleClass().add("event-table");
    setTop(heading());
    rows = new LongTable(table, model.selection()::select);
    setCenter(rows);
    table.setId("events");
    table.setAccessibleText("Events");
    table.setFixedCellSize(Scale.row(26));
    empty =
        new KeyedText(
            () ->
                marking != null && model.isWithoutEvents()
                    ? "Nothing that was opened tells of an event. The tab Sources says why, and what the columns"
                        + " of a table mean can be said there."
                    : "No event is left in sight. "
                        + (marking == null ? "" : "Clear the filter (Escape in the filter bar). ")
                        + commands.press("timeline.baseline")
                        + " to show what is in profile.",
            "empty");
    table.setPlaceholder(empty);
    columns = new EventTableColumns(table, model, marking, this::chooseColumns);
    table.setRowFactory(_ -> new VerdictRow(model, rows));
    ChoiceControls.install(table, model.choice());
    table.setSortPolicy(_ -> sort());
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    model.order().subscribe(this::show);
    model.selection().row().subscribe(_ -> follow());
    model.grown().subscribe(_ -> grown());
    if (marking != null) {
      marking.changes().subscribe(_ -> table.refresh());
    }
  }

  private HBox heading() {
    Label caption = Controls.label("", "muted");
    caption.textProperty().bind(model.caption());
    Label sorting = Controls.label("Putting in order\u2026", "muted");
    sorting.visibleProperty().bind(model.busy());
    var all =
        Controls.button(
            "Show _all times",
            "Show events of all times again",
            () -> model.selection().range().set(null));
    all.getStyleClass().add("small");
    all.setMinWidth(Region.USE_PREF_SIZE);
    all.visibleProperty().bind(model.selection().range().isNotNull());
    all.managedProperty().bind(all.visibleProperty());
    Label several = Controls.label("", "several");
    several.setId("several");
    model
        .selection()
        .several()
        .subscribe(chosen ->
            several.setText(
                chosen.count() == 0 ? "" : Moments.count(chosen.count()) + " selected"));
    Button choose =
        Controls.button(
            "Colum_ns\u2026", "Choose the columns, their order and widths", this::chooseColumns);
    choose.setId("choose-columns");
    choose.getStyleClass().add("small");
    choose.setMinWidth(Region.USE_PREF_SIZE);
    HBox heading =
        new HBox(10, caption, several, all, Controls.spring(), sorting, untimed(), choose);
    heading.setAlignment(Pos.CENTER_LEFT);
    heading.getStyleClass().add("table-heading");
    return heading;
  }

  /** What has no time stands in no lane; here is the way to it. */
  private ToggleButton untimed() {
    ToggleButton only =
        Controls.toggle(
            "",
            "Show only the events whose source gives no time: they cannot stand on the timeline");
    only.setId("untimed");
    only.getStyleClass().add("small");
    only.setMinWidth(Region.USE_PREF_SIZE);
    model
        .grown()
        .subscribe(_ -> {
          only.setText(Moments.count(model.untimedCount()) + " without a _time");
          only.setVisible(model.untimedCount() > 0);
          only.setManaged(model.untimedCount() > 0);
        });
    only.setOnAction(_ -> model.showUntimed(only.isSelected()));
    model.untimed().subscribe(only::setSelected);
    return only;
  }

  /** Times of another zone may be of several days; columns keep their width in letters. */
  @Override
  public void preferencesChanged() {
    table.setFixedCellSize(Scale.row(26));
    columns.widen();
    empty.preferencesChanged();
  }

  /** Lets the investigator choose the columns. */
  public void chooseColumns() {
    sheet.open(this);
  }

  private boolean sort() {
    if (rows.isReplacing() || columns.isArranging()) {
      return true;
    }
    columns.quietly(this::sorted);
    return true;
  }

  private void sorted() {
    if (table.getSortOrder().isEmpty()) {
      model.sortBy(EventColumn.TIME, true);
    } else {
      TableColumn<Integer, ?> by = table.getSortOrder().getFirst();
      model.sortBy(
          (EventColumn) by.getUserData(), by.getSortType() == TableColumn.SortType.ASCENDING);
    }
  }

  private void show(RowOrder order) {
    IntUnaryOperator again = model.again();
    int first = again == null ? 0 : rows.top();
    int row =
        again != null && first > 0 && first < shown.size()
            ? again.applyAsInt(shown.row(first))
            : -1;
    top = row < 0 ? -1 : order.index(row);
    shown = order;
    rows.show(order.size(), order::row, order::index);
    table.refresh(); // a row that stays may be dimmed now
    follow();
  }

  private void choose(@Nullable Integer row) {
    if (!rows.isReplacing() && row != null) {
      model.selection().select(row);
    }
  }

  /** Later events came: what is in sight stays there, and the newest where they are the first. */
  private void grown() {
    int row = model.selection().row().get();
    rows.select(row < 0 ? -1 : shown.index(row), false);
    if (top >= 0) {
      rows.scrollTo(top);
    }
  }

  private void follow() {
    if (model.again() != null) {
      return;
    }
    int row = model.selection().row().get();
    rows.select(row < 0 ? -1 : model.order().get().index(row), true);
  }

  /**
   * Where the table scrolls to depends on its height: the selected event is brought into sight
   * again when that changes.
   */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (table.getHeight() != height) {
      height = table.getHeight();
      table.layout();
      follow();
    }
  }

  private static final class VerdictRow extends TableRow<Integer> {
    private static final List<String> STYLES = List.of("row-out", "row-in", "row-dimmed");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private final EventTableViewModel model;
    private final LongTable rows;

    VerdictRow(EventTableViewModel model, LongTable rows) {
      this.model = model;
      this.rows = rows;
      ChoiceControls.install(this, model.choice(), rows::place);
      model.selection().several().subscribe(_ -> chosen());
      indexProperty().subscribe(_ -> chosen());
    }

    private void chosen() {
      pseudoClassStateChanged(CHOSEN, !isEmpty() && model.choice().has(rows.place(getIndex())));
    }

    @Override
    protected void updateItem(@Nullable Integer row, boolean empty) {
      super.updateItem(row, empty);
      getStyleClass().removeAll(STYLES);
      if (!empty && row != null) {
        switch (model.cells().verdict(row)) {
          case OUT -> getStyleClass().add("row-out");
          case IN -> getStyleClass().add("row-in");
          case EXPLAINED, UNKNOWN -> {}
        }
        if (model.isDimmed(row)) {
          getStyleClass().add("row-dimmed");
        }
      }
    }
  }
}

package salvor.workbench.evidence;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.casefile.MarkingViewModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.LongTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;

/** The event table: also the list that a screen reader reads in place of the timeline's pixels. */
public final class EventTable extends BorderPane implements FollowsPreferences {
  private static final double DATE = 86;
  private static final double LETTER = 8.2;

  private final EventTableViewModel model;
  private final TableView<Integer> table = new TableView<>();
  private final LongTable rows;
  private final MarkingViewModel marking;
  private double height;
  private double letters = Scale.letters();

  /** A table of what the model shows. */
  public EventTable(EventTableViewModel model, MarkingViewModel marking) {
    this.model = model;
    this.marking = marking;
    getStyleClass().add("event-table");
    setTop(heading());
    rows = new LongTable(table, model.selection()::select);
    setCenter(rows);
    table.setId("events");
    table.setAccessibleText("Events");
    table.setFixedCellSize(Scale.row(26));
    table.setPlaceholder(
        Controls.paragraph(
            "No event is left in sight. Clear the filter (Escape in the filter bar), or press B to show"
                + " what is in profile.",
            "empty"));
    table.getColumns().add(marks());
    for (EventColumn column : EventColumn.values()) {
      table.getColumns().add(column(column));
    }
    table.setRowFactory(_ -> new VerdictRow(model, rows));
    ChoiceControls.install(table, model.choice());
    table.setSortPolicy(_ -> sort());
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    model.order().subscribe(this::show);
    model.selection().row().subscribe(_ -> follow());
    marking.changes().subscribe(_ -> table.refresh());
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
    HBox heading = new HBox(10, caption, several, all, Controls.spring(), sorting, untimed());
    heading.setAlignment(Pos.CENTER_LEFT);
    heading.getStyleClass().add("table-heading");
    return heading;
  }

  /** What has no time stands in no lane; here is the way to it. */
  private ToggleButton untimed() {
    ToggleButton only =
        Controls.toggle(
            Moments.count(model.untimedCount()) + " without a _time",
            "Show only the events whose source gives no time: they cannot stand on the timeline");
    only.setId("untimed");
    only.getStyleClass().add("small");
    only.setVisible(model.untimedCount() > 0);
    only.setManaged(model.untimedCount() > 0);
    only.setOnAction(_ -> model.showUntimed(only.isSelected()));
    model.untimed().subscribe(only::setSelected);
    return only;
  }

  private TableColumn<Integer, Integer> marks() {
    TableColumn<Integer, Integer> shown = new TableColumn<>("Marks");
    shown.setPrefWidth(Scale.px(66));
    shown.setReorderable(false);
    shown.setSortable(false);
    shown.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    shown.setCellFactory(_ -> new MarksCell(marking));
    return shown;
  }

  private TableColumn<Integer, Integer> column(EventColumn column) {
    TableColumn<Integer, Integer> shown = new TableColumn<>(column.title());
    shown.setUserData(column);
    shown.setPrefWidth(width(column));
    shown.setReorderable(false);
    shown.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    shown.setCellFactory(_ ->
        column == EventColumn.VERDICT
            ? new VerdictCell(model.cells())
            : new TextCell(model.cells(), column));
    return shown;
  }

  private double width(EventColumn column) {
    boolean dated = column == EventColumn.TIME && !model.cells().oneDay();
    double heading = LETTER * column.title().length();
    return Scale.px(Math.max(heading, dated ? column.width() + DATE : column.width()));
  }

  /** Times of another zone may be of several days; columns keep their width in letters. */
  @Override
  public void preferencesChanged() {
    double grown = Scale.letters() / letters;
    letters = Scale.letters();
    table.setFixedCellSize(Scale.row(26));
    for (TableColumn<Integer, ?> shown : table.getColumns()) {
      shown.setPrefWidth(shown.getWidth() * grown);
      if (shown.getUserData() == EventColumn.TIME) {
        shown.setText(EventColumn.TIME.title());
        shown.setPrefWidth(width(EventColumn.TIME));
      }
    }
  }

  private boolean sort() {
    if (rows.isReplacing()) {
      return true;
    }
    if (table.getSortOrder().isEmpty()) {
      model.sortBy(EventColumn.TIME, true);
    } else {
      TableColumn<Integer, ?> by = table.getSortOrder().getFirst();
      model.sortBy(
          (EventColumn) by.getUserData(), by.getSortType() == TableColumn.SortType.ASCENDING);
    }
    return true;
  }

  private void show(RowOrder order) {
    rows.show(order.size(), order::row, order::index);
    follow();
  }

  private void choose(@Nullable Integer row) {
    if (!rows.isReplacing() && row != null) {
      model.selection().select(row);
    }
  }

  private void follow() {
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

  private static final class TextCell extends TableCell<Integer, Integer> {
    private final EventCells cells;
    private final EventColumn column;

    TextCell(EventCells cells, EventColumn column) {
      this.cells = cells;
      this.column = column;
      getStyleClass().add("cell-" + column.name().toLowerCase(Locale.ROOT));
      setTextOverrun(
          switch (column) {
            case PROGRAM -> OverrunStyle.LEADING_ELLIPSIS; // the end of a path says most
            case POD, CONTAINER -> OverrunStyle.CENTER_ELLIPSIS;
            case TIME, VERDICT, KIND, DETAILS -> OverrunStyle.ELLIPSIS;
          });
    }

    @Override
    protected void updateItem(@Nullable Integer row, boolean empty) {
      super.updateItem(row, empty);
      setText(empty || row == null ? null : cells.text(column, row));
    }
  }

  private static final class VerdictCell extends TableCell<Integer, Integer> {
    private final EventCells cells;
    private final VerdictMark mark = new VerdictMark();

    VerdictCell(EventCells cells) {
      this.cells = cells;
    }

    @Override
    protected void updateItem(@Nullable Integer row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setText(null);
        setGraphic(null);
      } else {
        mark.show(cells.mark(row));
        setText(cells.text(EventColumn.VERDICT, row));
        setGraphic(mark);
      }
    }
  }

  private static final class VerdictRow extends TableRow<Integer> {
    private static final List<String> STYLES = List.of("row-out", "row-in");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private final EventCells cells;
    private final EventTableViewModel model;
    private final LongTable rows;

    VerdictRow(EventTableViewModel model, LongTable rows) {
      this.cells = model.cells();
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
        switch (cells.verdict(row)) {
          case OUT -> getStyleClass().add("row-out");
          case IN -> getStyleClass().add("row-in");
          case EXPLAINED, UNKNOWN -> {}
        }
      }
    }
  }
}

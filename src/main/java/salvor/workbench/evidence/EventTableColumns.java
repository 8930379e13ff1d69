package salvor.workbench.evidence;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import salvor.workbench.casefile.MarkingViewModel;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.VerdictMark;

/**
 * The columns of the event table as controls: those that are chosen, as wide as they were made. As
 * long as nobody gives the details a width they take the room that the others leave, so that the
 * table fits its place.
 */
final class EventTableColumns {
  private static final double DATE = 86;
  private static final double LETTER = 7.4;
  private static final double AROUND = 18;
  private static final double SCROLL_BAR = 15;
  private static final double LEAST_DETAILS = 180;

  private final TableView<Integer> table;
  private final EventTableViewModel model;
  private final @Nullable MarkingViewModel marking;
  private final Runnable choose;
  private final Map<EventColumn, TableColumn<Integer, Integer>> made =
      new EnumMap<>(EventColumn.class);
  private boolean arranging;

  /**
   * @param choose lets the investigator choose the columns
   */
  EventTableColumns(
      TableView<Integer> table,
      EventTableViewModel model,
      @Nullable MarkingViewModel marking,
      Runnable choose) {
    this.table = table;
    this.model = model;
    this.marking = marking;
    this.choose = choose;
    model.columns().shown().subscribe(this::arrange);
    model
        .columns()
        .kept()
        .subscribe(_ -> {
          if (!arranging) {
            widen();
          }
        });
    model
        .sorting()
        .subscribe(_ -> {
          if (!arranging) {
            restoreSort();
          }
        });
    table.getColumns().addListener((javafx.collections.ListChangeListener<Object>) _ -> arranged());
    table.widthProperty().subscribe(_ -> fit());
    table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
  }

  /** Whether the columns are being arranged: what the table says meanwhile nobody did. */
  boolean isArranging() {
    return arranging;
  }

  /** Does something that is not to be taken for the investigator's doing. */
  void quietly(Runnable act) {
    boolean before = arranging;
    arranging = true;
    act.run();
    arranging = before;
  }

  private void arrange(List<EventColumn> shown) {
    if (!arranging) {
      quietly(() -> table.getColumns().setAll(shown.stream().map(this::column).toList()));
      restoreSort();
      widen();
    }
  }

  /** Shows by its arrow what the events are in the order of. */
  private void restoreSort() {
    Sorting sorting = model.sorting().get();
    TableColumn<Integer, Integer> by = made.get(sorting.by());
    quietly(() -> {
      if (by == null || !table.getColumns().contains(by) || sorting.equals(Sorting.AT_FIRST)) {
        table.getSortOrder().clear();
      } else {
        by.setSortType(
            sorting.ascending() ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING);
        table.getSortOrder().setAll(List.of(by));
      }
    });
  }

  /** The investigator dragged a column to another place. */
  private void arranged() {
    if (!arranging) {
      List<EventColumn> now =
          table.getColumns().stream().map(c -> (EventColumn) c.getUserData()).toList();
      quietly(() -> model.columns().arrange(now)); // the table has them so already
    }
  }

  /** Widths in pixels of now: letters or the zone may have changed. */
  void widen() {
    quietly(() ->
        made.forEach((column, shown) -> {
          shown.setText(column.title());
          shown.setPrefWidth(Scale.px(width(column)));
        }));
    fit();
  }

  private double width(EventColumn column) {
    if (model.columns().isWidened(column)) {
      return model.columns().width(column);
    }
    boolean dated = column == EventColumn.TIME && !model.cells().oneDay();
    double heading = LETTER * column.title().length() + AROUND;
    return Math.max(heading, dated ? column.width() + DATE : column.width());
  }

  /** Gives the details what is left. */
  private void fit() {
    TableColumn<Integer, Integer> details = made.get(EventColumn.DETAILS);
    if (details == null
        || model.columns().isWidened(EventColumn.DETAILS)
        || !table.getColumns().contains(details)
        || table.getWidth() <= 0) {
      return;
    }
    double others =
        table.getColumns().stream()
            .filter(c -> !details.equals(c))
            .mapToDouble(TableColumn::getWidth)
            .sum();
    double left = table.getWidth() - others - SCROLL_BAR;
    quietly(() -> details.setPrefWidth(Math.max(Scale.px(LEAST_DETAILS), left)));
  }

  private void resized(EventColumn column, double width) {
    if (!arranging) {
      quietly(() -> model.columns().widen(column, width / Scale.letters()));
      fit();
    }
  }

  private TableColumn<Integer, Integer> column(EventColumn column) {
    TableColumn<Integer, Integer> known = made.get(column);
    if (known != null) {
      return known;
    }
    TableColumn<Integer, Integer> shown = new TableColumn<>(column.title());
    shown.setUserData(column);
    shown.setMinWidth(ColumnsViewModel.NARROWEST);
    shown.setPrefWidth(Scale.px(width(column)));
    shown.setSortable(column.isSortable());
    shown.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    shown.setCellFactory(_ -> cell(column));
    shown.setContextMenu(menu(column));
    shown.widthProperty().addListener((_, _, width) -> resized(column, width.doubleValue()));
    made.put(column, shown);
    return shown;
  }

  private TableCell<Integer, Integer> cell(EventColumn column) {
    return switch (column) {
      case MARKS -> marking == null ? new TextCell(column) : new MarksCell(marking);
      case VERDICT -> new VerdictCell();
      case TIME -> new TimeCell(model);
      default -> new TextCell(column);
    };
  }

  private ContextMenu menu(EventColumn column) {
    MenuItem hide = new MenuItem("Hide this column");
    hide.setOnAction(_ -> model.columns().show(column, false));
    MenuItem choice = new MenuItem("Choose columns\u2026");
    choice.setOnAction(_ -> choose.run());
    MenuItem reset = new MenuItem("Columns as at first");
    reset.setOnAction(_ -> model.columns().reset());
    ContextMenu menu = new ContextMenu();
    if (column.isSortable()) {
      MenuItem up = new MenuItem("Order by " + column.plainTitle());
      up.setOnAction(_ -> model.sortBy(column, true));
      MenuItem down = new MenuItem("Order by " + column.plainTitle() + ", last first");
      down.setOnAction(_ -> model.sortBy(column, false));
      menu.getItems().addAll(up, down, new SeparatorMenuItem());
    }
    menu.getItems().addAll(hide, choice, reset);
    return menu;
  }

  private final class TextCell extends TableCell<Integer, Integer> {
    private final EventColumn column;

    TextCell(EventColumn column) {
      this.column = column;
      getStyleClass().add("cell-" + column.name().toLowerCase(Locale.ROOT));
      setTextOverrun(
          switch (column) {
            case PROGRAM, PARENT, RECORD ->
                OverrunStyle.LEADING_ELLIPSIS; // the end of a path says most
            case POD, CONTAINER, WORKLOAD, NODE, IMAGE -> OverrunStyle.CENTER_ELLIPSIS;
            default -> OverrunStyle.ELLIPSIS;
          });
    }

    @Override
    protected void updateItem(@Nullable Integer row, boolean empty) {
      super.updateItem(row, empty);
      setText(empty || row == null ? null : model.words().text(column, row));
    }
  }

  private final class VerdictCell extends TableCell<Integer, Integer> {
    private final VerdictMark mark = new VerdictMark();

    @Override
    protected void updateItem(@Nullable Integer row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setText(null);
        setGraphic(null);
      } else {
        mark.show(model.cells().mark(row));
        setText(model.cells().text(EventColumn.VERDICT, row));
        setGraphic(mark);
      }
    }
  }
}

package salvor.workbench.fx;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import salvor.timeline.DrawingClass;
import salvor.workbench.wording.Moments;

/** A table of records: each column says something of one, each can put them in order. */
public final class RecordTable<T> extends TableView<T> implements FollowsPreferences {
  private final Map<TableColumn<T, ?>, String> times = new LinkedHashMap<>();
  private final Set<TableColumn<T, ?>> states = new HashSet<>();
  private final Map<TableColumn<T, ?>, Function<T, String>> tips = new LinkedHashMap<>();
  private final ColumnWidths<T> widths = new ColumnWidths<>(this);
  private static final double TIME = 85;
  private final @Nullable Function<T, DrawingClass> mark;
  private Set<T> quiet = Set.of();
  private @Nullable Function<T, ?> key;
  private boolean following;
  private boolean several;
  private double height;

  /**
   * @param name what the records are, for a screen reader
   * @param records in the order in which they stand at first
   * @param mark how the worst of a record is drawn; null for records that are no events
   * @param none what is said when there are none
   */
  public RecordTable(
      String name, List<T> records, @Nullable Function<T, DrawingClass> mark, String none) {
    this.mark = mark;
    setAccessibleText(name);
    setPlaceholder(Controls.paragraph(none, "empty"));
    setItems(FXCollections.observableArrayList(records));
    setRowFactory(_ -> new Row());
  }

  /** Adds a column with a text; it is ordered by the text. */
  public RecordTable<T> with(String title, double width, Function<T, String> text) {
    return with(title, width, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
  }

  /** Adds a column with a text and an order of its own. */
  public RecordTable<T> with(
      String title, double width, Function<T, String> text, Comparator<T> order) {
    TableColumn<T, T> column = new TableColumn<>(title);
    column.setId(title);
    widths.add(column, width);
    column.setReorderable(false);
    column.setComparator(order);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    boolean first = getColumns().isEmpty() && mark != null;
    column.setCellFactory(_ -> new Cell(text, first));
    getColumns().add(column);
    preferencesChanged();
    return this;
  }

  /** Adds a column with a state, drawn in the {@link StateColour} of its words. */
  public RecordTable<T> withState(
      String title, double width, Function<T, String> state, Comparator<T> order) {
    with(title, width, state, order);
    states.add(getColumns().getLast());
    return this;
  }

  /** Adds a column with a time; its title names the zone in which times are told. */
  public RecordTable<T> withTime(String title, Function<T, String> text, Comparator<T> order) {
    return withTime(title, TIME, text, order);
  }

  /** Adds a column with a time that needs some width. */
  public RecordTable<T> withTime(
      String title, double width, Function<T, String> text, Comparator<T> order) {
    with(title, width, text, order);
    times.put(getColumns().getLast(), title);
    preferencesChanged();
    return this;
  }

  /**
   * Has the column that was added last take of the room that the others leave.
   *
   * @param parts how many parts it takes, where others take theirs
   */
  public RecordTable<T> growing(int parts) {
    widths.grow(getColumns().getLast(), parts);
    return this;
  }

  /**
   * Has the column that was added last be of words, cut at their end: others have their most
   * telling part there. Its tooltips say this.
   */
  public RecordTable<T> explained(Function<T, String> tip) {
    tips.put(getColumns().getLast(), tip);
    return this;
  }

  /** How it stands now. */
  public TableLayout left() {
    TableColumn<T, ?> by = getSortOrder().isEmpty() ? null : getSortOrder().getFirst();
    return new TableLayout(
        getColumns().stream().map(each -> widths.left(each, height > 0)).toList(),
        by == null ? "" : by.getId(),
        by == null || by.getSortType() == TableColumn.SortType.ASCENDING);
  }

  /** Brings it back to how it was left; columns that were not known then stay as they are. */
  public void restore(TableLayout left) {
    for (TableLayout.Column each : left.columns()) {
      for (TableColumn<T, ?> column : getColumns()) {
        if (each.name().equals(column.getId())) {
          column.setVisible(each.shown());
          widths.restore(column, each.width());
        }
      }
    }
    preferencesChanged();
    getColumns().stream()
        .filter(column -> left.sort().equals(column.getId()))
        .findFirst()
        .ifPresent(column -> {
          column.setSortType(
              left.ascending() ? TableColumn.SortType.ASCENDING : TableColumn.SortType.DESCENDING);
          getSortOrder().setAll(List.of(column));
        });
  }

  @Override
  public void preferencesChanged() {
    setFixedCellSize(Scale.row(26));
    times.forEach((column, title) -> {
      column.setText(title + " (" + Moments.zone() + ")");
    });
    widths.set();
  }

  /**
   * Records of one key are the same one, however they change: the chosen one stays chosen, and the
   * table stays where one has scrolled to.
   */
  public RecordTable<T> knownBy(Function<T, ?> key) {
    this.key = key;
    return this;
  }

  /** Lets several records be chosen together; {@link #knownBy} says which stay so. */
  public RecordTable<T> choosingSeveral() {
    several = true;
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    return this;
  }

  /** Chooses all that fit, the last of them for the keys, and nothing else; nobody is told. */
  public void choose(Predicate<T> which) {
    following = true;
    int[] all =
        IntStream.range(0, getItems().size()).filter(i -> which.test(getItems().get(i))).toArray();
    getSelectionModel().clearSelection();
    if (all.length > 0) {
      getSelectionModel().selectIndices(all[0], all);
      InSight.scroll(this, all[0]);
    }
    following = false;
  }

  /**
   * Shows other records in the order that the table has; the chosen one stays so, and nobody is
   * told.
   *
   * @param none what is said when there are none
   */
  public void show(List<T> records, String none) {
    following = true;
    @Nullable T chosen = getSelectionModel().getSelectedItem();
    List<T> together = several ? List.copyOf(getSelectionModel().getSelectedItems()) : List.of();
    setPlaceholder(Controls.paragraph(none, "empty"));
    if (!records.equals(getItems())) {
      List<TableColumn<T, ?>> order = List.copyOf(getSortOrder());
      setItems(FXCollections.observableArrayList(records));
      getSortOrder().setAll(order); // other items have made a table forget its order
      if (!order.isEmpty()) {
        sort();
      }
      Function<T, ?> by = key;
      if (by == null || chosen == null) {
        follow(chosen);
      } else if (together.size() > 1) {
        keep(together, chosen, by);
      } else {
        Object same = by.apply(chosen);
        getItems().stream()
            .filter(each -> same.equals(by.apply(each)))
            .findFirst()
            .ifPresentOrElse(getSelectionModel()::select, getSelectionModel()::clearSelection);
      }
    }
    following = false;
  }

  /** What was chosen together stays so, as far as it is there; the last chosen has the keys. */
  private void keep(List<T> together, T last, Function<T, ?> by) {
    Set<Object> keys = new HashSet<>();
    together.forEach(each -> keys.add(by.apply(each)));
    getSelectionModel().clearSelection();
    int key = -1;
    for (int i = 0; i < getItems().size(); i++) {
      if (by.apply(getItems().get(i)).equals(by.apply(last))) {
        key = i;
      } else if (keys.contains(by.apply(getItems().get(i)))) {
        getSelectionModel().select(i);
      }
    }
    if (key >= 0) {
      getSelectionModel().select(key);
    }
  }

  /** Shows these faintly from now on: they are not what is looked for. */
  public void quiet(Set<T> records) {
    if (!quiet.equals(records)) {
      quiet = records;
      refresh();
    }
  }

  /** Has a record given to somebody when it is chosen by the investigator. */
  public RecordTable<T> onChosen(Consumer<T> chosen) {
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(record -> {
          if (record != null && !following) {
            chosen.accept(record);
          }
        });
    return this;
  }

  /** Shows a record as the chosen one, or none; nobody is told. */
  public void follow(@Nullable T record) {
    following = true;
    int index = record == null ? -1 : index(record);
    if (index < 0) {
      getSelectionModel().clearSelection();
    } else if (getSelectionModel().getSelectedIndex() != index) {
      getSelectionModel().clearAndSelect(index);
      InSight.scroll(this, index);
    }
    following = false;
  }

  /** Where a record stands, or what it has become since. */
  private int index(T record) {
    Function<T, ?> by = key;
    return by == null
        ? getItems().indexOf(record)
        : getItems().stream().map(by).toList().indexOf(by.apply(record));
  }

  /** Where a table scrolls to depends on its height: what is chosen is brought into sight again. */
  @Override
  protected void layoutChildren() {
    widths.follow();
    super.layoutChildren();
    if (getHeight() != height) {
      height = getHeight();
      int index = getSelectionModel().getSelectedIndex();
      if (index >= 0 && lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
        flow.layout();
        InSight.scroll(this, index);
      }
    }
  }

  private final class Row extends TableRow<T> {
    @Override
    protected void updateItem(@Nullable T record, boolean empty) {
      super.updateItem(record, empty);
      getStyleClass().removeAll("row-out", "row-dimmed");
      if (!empty && record != null && quiet.contains(record)) {
        getStyleClass().add("row-dimmed");
      }
      if (!empty && record != null && mark != null && mark.apply(record).isOut()) {
        getStyleClass().add("row-out");
      }
    }
  }

  private final class Cell extends TableCell<T, T> {
    private final Function<T, String> text;
    private final @Nullable VerdictMark sign;
    private final @Nullable StackPane box;
    private final Tooltip whole = new Tooltip();

    Cell(Function<T, String> text, boolean first) {
      this.text = text;
      this.sign = first ? new VerdictMark() : null;
      this.box = sign == null ? null : sign.boxed();
      whole.setWrapText(true);
      whole.setMaxWidth(700);
      if (first) {
        getStyleClass().add("worst-cell");
      }
    }

    @Override
    protected void updateItem(@Nullable T record, boolean empty) {
      super.updateItem(record, empty);
      if (states.contains(getTableColumn())) {
        StateColour.of(empty || record == null ? "" : text.apply(record)).paint(this);
      }
      if (empty || record == null) {
        setText(null);
        setGraphic(null);
        setTooltip(null);
        return;
      }
      String said = text.apply(record);
      setText(said);
      Function<T, String> tip = tips.get(getTableColumn());
      setTextOverrun(tip == null ? OverrunStyle.CENTER_ELLIPSIS : OverrunStyle.ELLIPSIS);
      whole.setText(tip == null ? said : tip.apply(record));
      setTooltip(whole.getText().length() > 12 ? whole : null);
      if (sign != null && mark != null) {
        sign.show(mark.apply(record));
        setGraphic(box);
      }
    }
  }
}

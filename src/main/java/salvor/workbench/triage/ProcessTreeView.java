package salvor.workbench.triage;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;
import salvor.workbench.commands.Subject;
import salvor.workbench.commands.SubjectView;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.InSight;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/**
 * The processes of each container as a tree, opened where it leads out of profile. It is a table of
 * what is open, since a tree control makes an object for each child of what is opened and calls
 * itself for each level: neither a hundred thousand children nor a chain of ten thousand would do.
 */
public final class ProcessTreeView extends BorderPane implements FollowsPreferences, SubjectView {
  private static final int OTHERS = 470;

  private final ProcessTreeViewModel model;
  private final TableView<Integer> table = new TableView<>();
  private final TableColumn<Integer, Integer> started;
  private final ProcessRows rows;
  private boolean following;
  private double height;

  /** A tree of the model's processes. */
  public ProcessTreeView(ProcessTreeViewModel model) {
    this.model = model;
    this.rows = new ProcessRows(model);
    getStyleClass().add("process-tree");
    setCenter(table);
    table.setId("processes");
    table.setAccessibleText("Processes as a tree, the containers with the worst first");
    table.setAccessibleHelp(
        "Right and Left open and close what a process started, the asterisk opens all of it.");
    table.setPlaceholder(
        Controls.paragraph(
            "No record names a process. A rule that logs process starts (execve) with pid and"
                + " parent records them.",
            "empty"));
    TableColumn<Integer, Integer> name =
        column("Process", 460, () -> new ProcessNameCell(model, rows, this::toggle));
    table.getColumns().add(name);
    table.getColumns().add(column("Pid", 80, () -> new TextCell(model::pid)));
    started = column("", 170, () -> new TextCell(model::started));
    table.getColumns().add(started);
    table.getColumns().add(column("Ran for", 90, () -> new TextCell(model::lasted)));
    table.getColumns().add(column("Events", 110, () -> new TextCell(model::events)));
    preferencesChanged();
    table.setRowFactory(_ -> new Row());
    table.setItems(rows);
    table
        .widthProperty()
        .subscribe(width -> name.setPrefWidth(Math.max(240, width.doubleValue() - others())));
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    table.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    model.selection().row().subscribe(_ -> follow());
    model.inSight().subscribe(_ -> table.refresh());
  }

  @Override
  public Optional<Subject> subject(int place) {
    return place < 0 || place >= rows.size()
        ? Optional.empty()
        : Optional.of(model.subject(rows.node(place)));
  }

  @Override
  public int focused() {
    return table.getFocusModel().getFocusedIndex();
  }

  @Override
  public void preferencesChanged() {
    started.setText("Started (" + Moments.zone() + ")");
    table.setFixedCellSize(Scale.row(26));
    table.getColumns().stream()
        .skip(1)
        .forEach(column -> column.setPrefWidth(Scale.px((double) column.getUserData())));
    table.getColumns().getFirst().setPrefWidth(Math.max(240, table.getWidth() - others()));
  }

  /** The width of the other columns and the scroll bar. */
  private static int others() {
    return Scale.px(OTHERS);
  }

  private TableColumn<Integer, Integer> column(
      String title, double width, Supplier<TableCell<Integer, Integer>> cell) {
    TableColumn<Integer, Integer> column = new TableColumn<>(title);
    column.setPrefWidth(Scale.px(width));
    column.setUserData(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(node -> new ReadOnlyObjectWrapper<>(node.getValue()));
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  private void choose(@Nullable Integer node) {
    if (!following && node != null) {
      model.choose(node);
    }
  }

  /** Opens the way to the selected event's process. */
  private void follow() {
    int[] path = model.path();
    following = true;
    if (path.length == 0) {
      table.getSelectionModel().clearSelection();
    } else {
      int place = rows.reveal(path);
      select(place);
      show(place);
    }
    following = false;
  }

  /**
   * Where the table scrolls to depends on its height: what is chosen is brought into sight again.
   */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (table.getHeight() != height) {
      height = table.getHeight();
      table.layout();
      int place = table.getSelectionModel().getSelectedIndex();
      if (place >= 0) {
        show(place);
      }
    }
  }

  private void select(int place) {
    if (table.getSelectionModel().getSelectedIndex() != place
        || table.getSelectionModel().getSelectedItem() != rows.node(place)) {
      table.getSelectionModel().clearAndSelect(place);
    }
  }

  private boolean isInSight(int place) {
    if (table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      var first = flow.getFirstVisibleCell();
      var last = flow.getLastVisibleCell();
      return first != null && last != null && first.getIndex() <= place && place < last.getIndex();
    }
    return false;
  }

  /** The keys of a tree: what a table would do with them moves between columns. */
  private void key(KeyEvent event) {
    int place = table.getSelectionModel().getSelectedIndex();
    boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
    if (place >= 0 && place < rows.size() && plain && act(event, place)) {
      event.consume();
    }
  }

  private boolean act(KeyEvent event, int place) {
    KeyCode code = event.getCode();
    boolean open = rows.isOpen(place);
    if (code == KeyCode.RIGHT && open && rows.children(place) > 0) {
      go(place + 1);
    } else if (code == KeyCode.LEFT && !open) {
      go(rows.above(place));
    } else if (code == KeyCode.LEFT || code == KeyCode.SUBTRACT) {
      change(() -> rows.close(place), place);
    } else if (code == KeyCode.RIGHT || code == KeyCode.ADD) {
      change(() -> rows.open(place), place);
    } else if (code == KeyCode.MULTIPLY
        || code == KeyCode.ASTERISK
        || "*".equals(event.getText())) {
      change(() -> rows.openAll(place), place);
    } else {
      return false;
    }
    return true;
  }

  private void go(int place) {
    if (place >= 0) {
      table.getSelectionModel().clearAndSelect(place);
      show(place);
    }
  }

  private void show(int place) {
    if (!isInSight(place)) {
      InSight.scroll(table, place);
    }
  }

  private void toggle(int place) {
    change(() -> rows.toggle(place), table.getSelectionModel().getSelectedIndex());
  }

  /** Opening and closing chooses no other process; of a closed branch its top is left chosen. */
  private void change(Runnable change, int place) {
    int chosen = place < 0 ? -1 : rows.node(place);
    following = true;
    change.run();
    table.refresh(); // the sign and what is spoken of a row change with it, its node does not
    int now = place < 0 ? -1 : rows.place(chosen);
    if (now >= 0) {
      select(now);
    } else {
      table.getSelectionModel().clearSelection();
    }
    following = false;
  }

  private final class Row extends TableRow<Integer> {
    Row() {
      addEventHandler(
          MouseEvent.MOUSE_CLICKED,
          event -> {
            if (!isEmpty()
                && event.getButton() == MouseButton.PRIMARY
                && event.getClickCount() == 2) {
              toggle(getIndex());
            }
          });
    }

    @Override
    protected void updateItem(@Nullable Integer node, boolean empty) {
      super.updateItem(node, empty);
      getStyleClass().removeAll("row-container", "row-quiet", "row-out");
      if (empty || node == null) {
        setAccessibleText(null);
        return;
      }
      setAccessibleText(rows.spoken(getIndex()));
      if (ProcessTreeViewModel.isContainer(node)) {
        getStyleClass().add("row-container");
        return;
      }
      BitSet inSight = model.inSight().get();
      if (inSight != null && !inSight.get(node)) {
        getStyleClass().add("row-quiet");
      } else if (model.mark(node).isOut()) {
        getStyleClass().add("row-out");
      }
    }
  }

  private static final class TextCell extends TableCell<Integer, Integer> {
    private final IntFunction<String> words;

    TextCell(IntFunction<String> words) {
      this.words = words;
      setTextOverrun(OverrunStyle.ELLIPSIS);
    }

    @Override
    protected void updateItem(@Nullable Integer node, boolean empty) {
      super.updateItem(node, empty);
      setText(empty || node == null ? null : words.apply(node));
    }
  }
}

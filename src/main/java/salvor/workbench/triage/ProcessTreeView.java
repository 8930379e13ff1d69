package salvor.workbench.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableRow;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;

/** The processes of each container as a tree, opened where it leads out of profile. */
public final class ProcessTreeView extends BorderPane implements FollowsPreferences {
  /** So many nodes are opened by themselves at most. */
  private static final int OPENED = 500;

  /** The width of the other columns and the scroll bar. */
  private static final int OTHERS = 470;

  private final ProcessTreeViewModel model;
  private final TreeTableView<Integer> tree = new TreeTableView<>();
  private final TreeTableColumn<Integer, Integer> started;
  private int opened;
  private boolean following;

  /** A tree of the model's processes. */
  public ProcessTreeView(ProcessTreeViewModel model) {
    this.model = model;
    getStyleClass().add("process-tree");
    setCenter(tree);
    tree.setId("processes");
    tree.setAccessibleText("Processes, the containers with the worst first");
    tree.setShowRoot(false);
    tree.setFixedCellSize(26);
    tree.setPlaceholder(
        Controls.paragraph(
            "No record names a process. A rule that logs process starts (execve) with pid and"
                + " parent records them.",
            "empty"));
    tree.setRoot(new Node(ProcessTreeViewModel.ROOT));
    started = column("", 170, () -> new TextCell(model::started));
    preferencesChanged();
    TreeTableColumn<Integer, Integer> name = column("Process", 460, NameCell::new);
    tree.getColumns().add(name);
    tree.setTreeColumn(name);
    tree.getColumns().add(column("Pid", 80, () -> new TextCell(model::pid)));
    tree.getColumns().add(started);
    tree.getColumns().add(column("Ran for", 90, () -> new TextCell(model::lasted)));
    tree.getColumns().add(column("Events", 110, () -> new TextCell(model::events)));
    tree.setRowFactory(_ -> new Row());
    tree.widthProperty()
        .subscribe(width -> name.setPrefWidth(Math.max(300, width.doubleValue() - OTHERS)));
    tree.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    model.selection().row().subscribe(_ -> follow());
    model.inSight().subscribe(_ -> tree.refresh());
  }

  @Override
  public void preferencesChanged() {
    started.setText("Started (" + Moments.zone() + ")");
  }

  private TreeTableColumn<Integer, Integer> column(
      String title, double width, Supplier<TreeTableCell<Integer, Integer>> cell) {
    TreeTableColumn<Integer, Integer> column = new TreeTableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(node -> new ReadOnlyObjectWrapper<>(node.getValue().getValue()));
    column.setCellFactory(_ -> cell.get());
    return column;
  }

  private void choose(@Nullable TreeItem<Integer> item) {
    if (!following && item != null) {
      model.choose(item.getValue());
    }
  }

  /** Opens the way to the selected event's process. */
  private void follow() {
    int[] path = model.path();
    following = true;
    TreeItem<Integer> item = path.length == 0 ? null : tree.getRoot();
    for (int i = 0; item != null && i < path.length; i++) {
      item.setExpanded(true);
      item = find(item, path[i]);
    }
    if (item == null) {
      tree.getSelectionModel().clearSelection();
    } else {
      int row = tree.getRow(item);
      tree.getSelectionModel().clearAndSelect(row);
      tree.scrollTo(Math.max(0, row - 3));
    }
    following = false;
  }

  private static @Nullable TreeItem<Integer> find(TreeItem<Integer> parent, int node) {
    for (TreeItem<Integer> child : parent.getChildren()) {
      if (child.getValue() == node) {
        return child;
      }
    }
    return null;
  }

  /** A node whose children are made when it is opened. */
  private final class Node extends TreeItem<Integer> {
    private boolean filled;

    Node(int number) {
      super(number);
      boolean leads = number == ProcessTreeViewModel.ROOT || model.leadsToOut(number);
      if (leads && opened < OPENED) {
        opened++;
        setExpanded(true);
      }
    }

    @Override
    public boolean isLeaf() {
      return model.children(getValue()) == 0;
    }

    @Override
    public ObservableList<TreeItem<Integer>> getChildren() {
      if (!filled) {
        filled = true;
        int count = model.children(getValue());
        List<TreeItem<Integer>> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          made.add(new Node(model.child(getValue(), i)));
        }
        super.getChildren().setAll(made);
      }
      return super.getChildren();
    }
  }

  private final class Row extends TreeTableRow<Integer> {
    @Override
    protected void updateItem(@Nullable Integer node, boolean empty) {
      super.updateItem(node, empty);
      getStyleClass().removeAll("row-container", "row-quiet", "row-out");
      if (empty || node == null) {
        setAccessibleText(null);
        return;
      }
      setAccessibleText(model.spoken(node));
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

  private final class NameCell extends TreeTableCell<Integer, Integer> {
    private final VerdictMark mark = new VerdictMark();
    private final StackPane box = mark.boxed();
    private final Tooltip whole = new Tooltip();

    NameCell() {
      getStyleClass().add("cell-command");
      setTextOverrun(OverrunStyle.ELLIPSIS);
      whole.setWrapText(true);
      whole.setMaxWidth(700);
    }

    @Override
    protected void updateItem(@Nullable Integer node, boolean empty) {
      super.updateItem(node, empty);
      if (empty || node == null) {
        setText(null);
        setGraphic(null);
        setTooltip(null);
      } else {
        mark.show(model.mark(node));
        setText(model.name(node));
        setGraphic(box);
        whole.setText(model.whole(node));
        setTooltip(whole);
      }
    }
  }

  private static final class TextCell extends TreeTableCell<Integer, Integer> {
    private final IntFunction<String> words;

    TextCell(IntFunction<String> words) {
      this.words = words;
    }

    @Override
    protected void updateItem(@Nullable Integer node, boolean empty) {
      super.updateItem(node, empty);
      setText(empty || node == null ? null : words.apply(node));
    }
  }
}

package salvor.workbench.workload;

import java.util.List;
import java.util.Optional;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.commands.Subject;
import salvor.workbench.commands.SubjectView;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.VerdictMark;

/** Namespaces, workloads, pods, containers and sources as a tree. */
public final class NavigatorView extends BorderPane implements FollowsPreferences, SubjectView {
  private final NavigatorViewModel model;
  private final TreeView<NavigatorNode> tree = new TreeView<>();

  /** A tree of the model's nodes. */
  public NavigatorView(NavigatorViewModel model) {
    this.model = model;
    getStyleClass().add("navigator");
    tree.setId("navigator");
    tree.setAccessibleText("Namespaces, workloads, pods, containers and sources");
    tree.setShowRoot(false);
    preferencesChanged();
    tree.setRoot(new Item(new NavigatorNode.Root()));
    tree.setCellFactory(_ -> new Cell());
    tree.getSelectionModel()
        .selectedItemProperty()
        .subscribe(item -> {
          if (item != null) {
            model.show(item.getValue());
          }
        });
    tree.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
        only();
      }
    });
    tree.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            only();
            event.consume();
          }
        });
    model.counts().subscribe(_ -> tree.refresh());
    setCenter(tree);
    Label hint =
        Controls.paragraph(
            "Select to go to its lane; Enter or a double click leaves only its events.", "muted");
    hint.getStyleClass().add("navigator-hint");
    setBottom(hint);
  }

  @Override
  public Optional<Subject> subject(int place) {
    TreeItem<NavigatorNode> item = tree.getTreeItem(place);
    return item == null ? Optional.empty() : model.subject(item.getValue());
  }

  @Override
  public int focused() {
    return tree.getFocusModel().getFocusedIndex();
  }

  @Override
  public void preferencesChanged() {
    tree.setFixedCellSize(Scale.row(25));
  }

  private void only() {
    TreeItem<NavigatorNode> chosen = tree.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      model.only(chosen.getValue());
    }
  }

  /** An item whose parts are made when it is opened. */
  private final class Item extends TreeItem<NavigatorNode> {
    private boolean filled;

    Item(NavigatorNode node) {
      super(node);
      setExpanded(model.isOpenAtFirst(node));
    }

    @Override
    public boolean isLeaf() {
      return model.isLeaf(getValue());
    }

    @Override
    public ObservableList<TreeItem<NavigatorNode>> getChildren() {
      if (!filled) {
        filled = true;
        List<Item> parts = model.children(getValue()).stream().map(Item::new).toList();
        super.getChildren().setAll(parts);
      }
      return super.getChildren();
    }
  }

  private final class Cell extends TreeCell<NavigatorNode> {
    private final VerdictMark mark = new VerdictMark();
    private final Label name = Controls.label("", "navigator-name");
    private final Label amount = Controls.label("", "navigator-amount");
    private final HBox line = new HBox(6, mark.boxed(), name, Controls.spring(), amount);
    private final Tooltip whole = new Tooltip();

    Cell() {
      line.setAlignment(Pos.CENTER_LEFT);
      name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      amount.setMinWidth(USE_PREF_SIZE);
      whole.setWrapText(true);
      whole.setMaxWidth(600);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable NavigatorNode node, boolean empty) {
      super.updateItem(node, empty);
      setText(null);
      if (empty || node == null) {
        setGraphic(null);
        setTooltip(null);
        setAccessibleText(null);
        return;
      }
      var drawn = model.mark(node);
      mark.setVisible(drawn != null);
      if (drawn != null) {
        mark.show(drawn);
      }
      name.setText(model.name(node));
      amount.setText(model.amount(node));
      amount
          .getStyleClass()
          .setAll("label", drawn != null && drawn.isOut() ? "navigator-out" : "navigator-amount");
      whole.setText(model.whole(node));
      setTooltip(whole);
      setAccessibleText(model.whole(node));
      setGraphic(line);
    }
  }
}

package salvor.workbench.fx;

import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/**
 * The kinds of controls that an open investigation is made of, shown where nobody sees them, one in
 * each frame, while the investigation is being read. The first control of a kind costs ten times
 * what the next one does: its classes are loaded, its styles are found.
 */
public final class Rehearsal extends Pane {
  private final Gradually gradually = new Gradually();

  /** Begins at once; ends by itself, or when it is no longer in a window. */
  public Rehearsal() {
    setManaged(false);
    setMouseTransparent(true);
    setOpacity(0);
    resizeRelocate(-4_000, -4_000, 600, 300);
    List<Supplier<Node>> kinds =
        List.of(
            TextField::new,
            () -> new VBox(new ToggleButton("a"), new Hyperlink("a")),
            () -> new MenuButton("a", null, new MenuItem("a")),
            Rehearsal::list,
            () -> new TabPane(new Tab("a"), new Tab("b")),
            Rehearsal::table,
            () -> new SplitPane(new ScrollPane(new VBox()), new VBox()),
            Rehearsal::text,
            Rehearsal::upright);
    for (Supplier<Node> kind : kinds) {
      gradually.then(() -> show(kind));
    }
    gradually.then(getChildren()::clear);
  }

  private void show(Supplier<Node> kind) {
    if (getScene() == null) {
      gradually.stop();
      return;
    }
    Node node = kind.get();
    node.setFocusTraversable(false);
    node.resizeRelocate(0, 0, 500, 200);
    getChildren().setAll(node);
  }

  private static Node list() {
    ListView<String> list = new ListView<>();
    list.getItems().setAll("a", "b", "c");
    return list;
  }

  private static Node table() {
    TableView<String> table = new TableView<>();
    for (String title : List.of("a", "b")) {
      TableColumn<String, String> column = new TableColumn<>(title);
      column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
      table.getColumns().add(column);
    }
    table.getItems().setAll("a", "b", "c");
    return table;
  }

  private static Node text() {
    TextArea text = new TextArea("a\nb");
    text.setEditable(false);
    text.getStyleClass().add("code");
    return text;
  }

  private static Node upright() {
    SplitPane split = new SplitPane(new VBox(), new VBox());
    split.setOrientation(Orientation.VERTICAL);
    return split;
  }
}

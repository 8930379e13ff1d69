package salvor.workbench.cluster;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.containment.UndoSheet;
import salvor.workbench.containment.Undoable;

/** Takes back what was done to the chosen pod: by a button, a menu, a key, and by its name. */
final class UndoActs {
  private static final String MEANING =
      "Shows what would be restored of this pod, and takes nothing back yet (Shift+U)";
  private static final String NOTHING =
      "Nothing was done to this pod in this case, or all of it is taken back";
  private final LiveViewModel model;

  UndoActs(LiveViewModel model) {
    this.model = model;
  }

  /** The command. */
  Command undoing(Node owner) {
    return Command.of(
            "pods.undo",
            Menus.CLUSTER,
            "Undo what was done to the chosen pod\u2026",
            "Shift+U",
            "Shows first what would be restored",
            () -> undo(owner))
        .when(() -> !undoable().isEmpty());
  }

  /** The same as an item of the menu of a table. */
  MenuItem menuItem(Node owner) {
    MenuItem item = new MenuItem("Undo\u2026  (Shift+U)");
    item.setId("pods-undo");
    item.setOnAction(_ -> undo(owner));
    item.disableProperty().bind(nothing());
    return item;
  }

  /** The same as a button on the page of the pod, which says why where there is nothing to undo. */
  Region button() {
    Button button = new Button("_Undo\u2026");
    button.setId("pod-undo");
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> undo(button));
    StackPane around = new StackPane(button); // what is disabled hears no pointer: this tells why
    Tooltip tooltip = new Tooltip();
    Tooltip.install(around, tooltip);
    button.disableProperty().bind(nothing());
    button
        .disableProperty()
        .subscribe(none -> {
          button.setAccessibleHelp(none ? NOTHING : MEANING);
          tooltip.setText(button.getAccessibleHelp());
        });
    return around;
  }

  private BooleanBinding nothing() {
    return Bindings.createBooleanBinding(
        () -> undoable().isEmpty(), model.pages().page(), model.measures().undoable());
  }

  private List<Undoable> undoable() {
    PodPage page = model.pages().page().get();
    return page == null
        ? List.of()
        : model.measures().undoable().getValue().getOrDefault(page.row().pod().uid(), List.of());
  }

  /** Opens the sheet; of several measures it is asked which. */
  private void undo(Node owner) {
    List<Undoable> all = undoable();
    if (all.size() == 1) {
      UndoSheet.open(owner, model.measures(), all.getFirst());
    } else if (!all.isEmpty()) {
      ContextMenu which = new ContextMenu();
      which.setId("pod-undo-which");
      for (Undoable each : all) {
        MenuItem item = new MenuItem(each.what() + "  (" + each.mark() + ")");
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> UndoSheet.open(owner, model.measures(), each));
        which.getItems().add(item);
      }
      which.show(owner, Side.BOTTOM, 0, 0);
    }
  }
}

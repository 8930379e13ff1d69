package salvor.workbench.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

/** Shows what can be done with something, where it was pointed at. One menu is open at a time. */
public final class ContextMenus {
  private final Commands commands;
  private final ContextMenu menu = new ContextMenu();

  /** Menus that know these commands. */
  public ContextMenus(Commands commands) {
    this.commands = commands;
    menu.setId("context-menu");
  }

  /** Shows choices at a place of the screen; nothing where there are none. */
  public void show(Node owner, List<Choice> choices, double screenX, double screenY) {
    menu.hide();
    menu.getItems().setAll(items(choices));
    if (!menu.getItems().isEmpty()) {
      menu.show(owner, screenX, screenY);
    }
  }

  private List<MenuItem> items(List<Choice> choices) {
    List<MenuItem> items = new ArrayList<>();
    boolean line = false;
    for (Choice choice : choices) {
      if (choice instanceof Choice.Line) {
        line = !items.isEmpty();
        continue;
      }
      Optional<MenuItem> item = item(choice);
      if (item.isPresent()) {
        if (line) {
          items.add(new SeparatorMenuItem());
          line = false;
        }
        item.get().setMnemonicParsing(false); // texts of evidence have underlines
        items.add(item.get());
      }
    }
    return items;
  }

  private Optional<MenuItem> item(Choice choice) {
    return switch (choice) {
      case Choice.Act(String text, Runnable act) -> {
        MenuItem item = new MenuItem(text);
        item.setOnAction(_ -> act.run());
        yield Optional.of(item);
      }
      case Choice.Known(String id) ->
          commands.all().stream().filter(c -> c.id().equals(id)).findFirst().map(this::command);
      case Choice.More(String text, List<Choice> more) -> {
        Menu sub = new Menu(text);
        sub.getItems().setAll(items(more));
        yield sub.getItems().isEmpty() ? Optional.empty() : Optional.of(sub);
      }
      case Choice.Line() -> Optional.empty();
    };
  }

  private MenuItem command(Command command) {
    MenuItem item = new MenuItem(command.name());
    String keys = commands.keys(command);
    if (keys.contains("+")) {
      item.setAccelerator(KeyCombination.valueOf(keys));
    }
    item.setDisable(!command.enabled().getAsBoolean());
    item.setOnAction(_ -> command.run());
    return item;
  }
}

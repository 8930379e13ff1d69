package salvor.workbench.commands;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import salvor.workbench.fx.Controls;

/**
 * The menu bar: a menu for each group of commands, filled when it is opened, so that it says what
 * can be done now. Keys are shown but not heard here: the window hears them, but where text is
 * written.
 */
public final class Menus extends MenuBar {
  /** What is open, and other things to open. */
  public static final String CASE = "Case";

  /** What the investigator adds and takes back. */
  public static final String EDIT = "Edit";

  /** What is in sight, and how. */
  public static final String VIEW = "View";

  /** From one event to others. */
  public static final String GO = "Go";

  /** Time and lanes. */
  public static final String TIMELINE = "Timeline";

  /** A cluster while it runs. */
  public static final String CLUSTER = "Cluster";

  /** How things are done. */
  public static final String HELP = "Help";

  private static final List<String> ORDER = List.of(CASE, EDIT, VIEW, GO, TIMELINE);

  private static final List<String> LAST = List.of("preferences", "close", "quit");

  private final Supplier<Commands> commands;

  /**
   * @param commands those there are now
   */
  public Menus(Supplier<Commands> commands) {
    this.commands = commands;
    getStyleClass().add("menus");
    setId("menus");
    setAccessibleText("Menus");
    setMinWidth(USE_PREF_SIZE);
    renew();
  }

  /** Has a menu for each group there is now. */
  public void renew() {
    List<String> groups = new ArrayList<>(ORDER);
    commands.get().all().stream()
        .map(Command::group)
        .filter(g -> !groups.contains(g) && !g.equals(HELP))
        .forEach(groups::add);
    groups.add(HELP);
    groups.removeIf(g -> commands.get().all().stream().noneMatch(c -> c.group().equals(g)));
    getMenus().setAll(groups.stream().map(this::menu).toList());
  }

  private Menu menu(String group) {
    Menu menu = new Menu("_" + group);
    menu.setId("menu-" + group.toLowerCase(java.util.Locale.ROOT));
    menu.getItems().setAll(items(group));
    menu.setOnShowing(_ -> menu.getItems().setAll(items(group)));
    return menu;
  }

  private List<MenuItem> items(String group) {
    Commands now = commands.get();
    boolean switches = now.all().stream().anyMatch(c -> c.group().equals(group) && c.on() != null);
    return now.all().stream()
        .filter(c -> c.group().equals(group))
        .sorted(Comparator.comparingInt(Menus::place))
        .map(c -> item(now, c, switches))
        .toList();
  }

  /** What opens stands first in its menu, what leaves stands last. */
  private static int place(Command command) {
    return command.id().startsWith("open.") ? -1 : LAST.indexOf(command.id()) + 1;
  }

  private static MenuItem item(Commands now, Command command, boolean switches) {
    Label name = Controls.label(command.name(), "menu-name");
    name.setMnemonicParsing(false);
    Label keys = Controls.label(now.words(command), "menu-keys");
    keys.setMinWidth(Label.USE_PREF_SIZE);
    HBox line = new HBox(name, Controls.spring(), keys);
    if (switches) {
      Label check = Controls.label(command.isOn() ? "\u2713" : "", "menu-check");
      line.getChildren().addFirst(check);
    }
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("menu-line");
    line.setAccessibleText(command.name() + (command.isOn() ? ", on" : ""));
    MenuItem item = new MenuItem(null, line);
    item.setId("menu-" + command.id());
    item.setDisable(!command.enabled().getAsBoolean());
    item.setOnAction(_ -> command.run());
    return item;
  }
}

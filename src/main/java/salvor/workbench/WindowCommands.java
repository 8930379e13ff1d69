package salvor.workbench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.CommandPalette;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeySheet;
import salvor.workbench.commands.Menus;

/** What can be done with the window, whatever is open in it. */
final class WindowCommands {
  private final Node window;
  private final Consumer<List<Path>> open;
  private final Runnable preferences;
  private final CommandPalette palette;
  private final KeySheet sheet;

  /**
   * @param window the content of the window
   * @param open opens files and folders
   * @param preferences shows the preferences
   * @param all the commands there are now
   */
  WindowCommands(
      Node window, Consumer<List<Path>> open, Runnable preferences, Supplier<Commands> all) {
    this.preferences = preferences;
    this.window = window;
    this.open = open;
    this.palette = new CommandPalette(all);
    this.sheet = new KeySheet(all);
  }

  void addTo(Commands all) {
    all.add(
        Command.of(
            "open.files",
            Menus.CASE,
            "Open files\u2026",
            "Shortcut+O",
            "Sensor output, audit logs, cluster objects, baselines, archives of them",
            this::files));
    all.add(
        Command.of(
            "open.folder",
            Menus.CASE,
            "Open a folder of evidence\u2026",
            "Shortcut+Shift+O",
            "Everything in it that is evidence",
            this::folder));
    all.add(
        Command.of(
            "preferences",
            Menus.EDIT,
            "Preferences\u2026",
            "Shortcut+Comma",
            "Theme, time zone, size of letters, keys",
            preferences));
    all.add(
        Command.of(
            "quit",
            Menus.CASE,
            "Quit",
            "Shortcut+Q",
            "The case is kept as it is",
            () -> window.getScene().getWindow().hide()));
    all.add(
        Command.of(
            "palette",
            Menus.HELP,
            "Find a command",
            "Shortcut+P",
            "Finds a command by a few letters of its name",
            () -> palette.open(window)));
    all.add(
        Command.of(
            "keys",
            Menus.HELP,
            "Show all keys",
            "?",
            "All keys on one sheet",
            () -> sheet.open(window)));
  }

  /** Has files chosen and opened. */
  void files() {
    opened(new FileChooser().showOpenMultipleDialog(window.getScene().getWindow()));
  }

  /** Has a folder chosen and opened. */
  void folder() {
    File chosen = new DirectoryChooser().showDialog(window.getScene().getWindow());
    opened(chosen == null ? null : List.of(chosen));
  }

  private void opened(@Nullable List<File> files) {
    if (files != null) {
      open.accept(files.stream().map(File::toPath).toList());
    }
  }
}

package salvor.workbench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.CommandPalette;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeySheet;
import salvor.workbench.commands.Menus;
import salvor.workbench.welcome.RecentCase;
import salvor.workbench.welcome.WelcomeView;

/** What can be done with the window, whatever is open in it. */
final class WindowCommands implements WelcomeView.Actions {
  private final Node window;
  private final WorkbenchViewModel model;
  private final Opener opener;
  private final Runnable preferences;
  private final CommandPalette palette;
  private final KeySheet sheet;
  private final @Nullable ClusterCommands cluster;

  /**
   * @param window the content of the window
   * @param opener says how to open what is chosen
   * @param preferences shows the preferences
   * @param all the commands there are now
   */
  WindowCommands(
      Node window,
      WorkbenchViewModel model,
      Opener opener,
      Runnable preferences,
      Supplier<Commands> all) {
    this.window = window;
    this.model = model;
    this.opener = opener;
    this.preferences = preferences;
    this.palette = new CommandPalette(all);
    this.sheet = new KeySheet(all);
    this.cluster =
        opener.live().map(live -> new ClusterCommands(window, model, opener, live)).orElse(null);
  }

  /** What can be done while an investigation is open. */
  void addClosing(Commands all) {
    all.add(
        Command.of(
            "close",
            Menus.CASE,
            "Close the case",
            "Shortcut+W",
            "It is kept as it is; recent cases has it",
            model::closeCase));
  }

  void addTo(Commands all) {
    if (cluster != null) {
      cluster.addTo(all);
    }
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
            "open.case",
            Menus.CASE,
            "Open a case\u2026",
            "",
            "Shows the work of whoever made the case beside its evidence",
            this::caseFolder));
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
            "quit", Menus.CASE, "Quit", "Shortcut+Q", "The case is kept as it is", this::quit));
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

  /** As by the button of the window's frame. */
  private void quit() {
    Window frame = window.getScene().getWindow();
    frame.fireEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSE_REQUEST));
  }

  @Override
  public void files() {
    opened(new FileChooser().showOpenMultipleDialog(window.getScene().getWindow()));
  }

  @Override
  public void folder() {
    File chosen = new DirectoryChooser().showDialog(window.getScene().getWindow());
    opened(chosen == null ? null : List.of(chosen));
  }

  @Override
  public void caseFolder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Open a case: the work of whoever made it is shown");
    File chosen = chooser.showDialog(window.getScene().getWindow());
    if (chosen != null) {
      model.open(opener.caseFolder(chosen.toPath(), chosen.getName()));
    }
  }

  @Override
  public @Nullable Runnable connecting() {
    return cluster == null ? null : cluster::connect;
  }

  @Override
  public @Nullable Runnable practising() {
    return cluster == null ? null : cluster.practising();
  }

  @Override
  public void open(List<Path> evidence) {
    model.open(opener.evidence(evidence));
  }

  @Override
  public void again(RecentCase recent) {
    model.open(opener.caseFolder(recent.folder(), recent.name()));
  }

  private void opened(@Nullable List<File> files) {
    if (files != null) {
      open(files.stream().map(File::toPath).toList());
    }
  }
}

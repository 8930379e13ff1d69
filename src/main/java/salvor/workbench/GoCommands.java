package salvor.workbench;

import javafx.scene.Node;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.timeline.GoToTimePopup;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.timeline.ViewHistory;

/** From where one looks to somewhere else, and back. */
final class GoCommands {
  private GoCommands() {}

  static void add(Commands all, TimelineViewModel timeline, Node view) {
    GoToTimePopup popup = new GoToTimePopup(timeline.goToTime());
    ViewHistory history = timeline.history();
    all.add(
        Command.of(
            "go.time",
            Menus.GO,
            "Go to a time",
            "G",
            "A time in any zone, or a step such as +5m, start, first out",
            () -> popup.open(view)));
    all.add(
        Command.of(
                "go.back",
                Menus.GO,
                "Back to the view before",
                "Alt+Left",
                "The time, the lanes and the event that were looked at before",
                history::back)
            .when(history.canGoBack()::get));
    all.add(
        Command.of(
                "go.forward",
                Menus.GO,
                "Forward to the view after",
                "Alt+Right",
                "Where one went back from",
                history::forward)
            .when(history.canGoForward()::get));
    all.add(
        Command.of(
                "go.context",
                Menus.GO,
                "Show what happened around the event",
                "J",
                "Five minutes before and after the selected event, on all lanes; once more ends it",
                timeline.context()::toggle)
            .when(() -> timeline.selection().row().get() >= 0));
  }
}

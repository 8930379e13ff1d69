package salvor.workbench.timeline;

import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;

/** What can be done with a timeline, whatever it is the timeline of. */
public final class TimelineCommands {
  private TimelineCommands() {}

  /** Adds what leads through time. */
  public static void addMoves(Commands all, TimelineViewModel timeline) {
    all.add(
        Command.of(
            "timeline.next-out",
            Menus.GO,
            "Next event out of profile",
            ".",
            "In the order of time; after the last the first",
            timeline::nextOut));
    all.add(
        Command.of(
            "timeline.previous-out",
            Menus.GO,
            "Previous event out of profile",
            ",",
            "In the order of time; before the first the last",
            timeline::previousOut));
    all.add(
        Command.of(
            "timeline.fit-all",
            Menus.VIEW,
            "Show all time",
            "",
            "From first to last",
            timeline::fitAll));
  }

  /** Adds what is done while the timeline has the keys. */
  public static void add(Commands all, TimelineViewModel timeline) {
    all.add(
        Command.onTimeline(
            "timeline.fit", "Fit the selection, then all", "F", "", timeline::fitSelection));
    all.add(
        Command.onTimeline(
            "timeline.baseline",
            "Show, dim or hide the baseline",
            "B",
            "What becomes of events in profile",
            timeline::cycleBaseline));
    all.add(
        Command.onTimeline("timeline.in", "Zoom in", "W", "Less time", () -> timeline.zoom(0.7)));
    all.add(
        Command.onTimeline("timeline.out", "Zoom out", "S", "More time", () -> timeline.zoom(1.4)));
    all.add(
        Command.onTimeline(
            "timeline.earlier", "Earlier", "A", "Moves in time", () -> timeline.panPart(-0.1)));
    all.add(
        Command.onTimeline(
            "timeline.later", "Later", "D", "Moves in time", () -> timeline.panPart(0.1)));
    all.add(Command.onTimeline("timeline.home", "To the beginning", "Home", "", timeline::home));
    all.add(Command.onTimeline("timeline.end", "To the end", "End", "", timeline::end));
    all.add(
        Command.onTimeline(
            "timeline.open",
            "Open or close the lane",
            "Enter",
            "The lane of the selected event",
            timeline::toggleSelected));
    all.add(
        Command.onTimeline("timeline.escape", "Forget the selection", "Esc", "", timeline::escape));
  }

  /** Adds the ways from view to view. */
  public static void addWays(Commands all, TimelineViewModel timeline) {
    ViewHistory history = timeline.history();
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

package salvor.workbench;

import javafx.scene.Node;
import salvor.workbench.casefile.MarkSheets;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.timeline.RatesViewModel;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FilterBar;

/** What can be done with an open investigation. */
final class SessionCommands {
  private SessionCommands() {}

  static void add(Session session, Node view, FilterBar filter, MarkSheets marks) {
    Commands all = session.commands();
    all.add(
        Command.of(
            "filter.write",
            Menus.VIEW,
            "Write a filter",
            "/",
            "Leaves only the events that fit",
            filter::write));
    all.add(
        Command.of(
            "filter.clear",
            Menus.VIEW,
            "Clear the filter",
            "",
            "Brings every event into sight again",
            session.filter()::clear));
    var dims = session.filter().dims();
    all.add(
        Command.of(
            "filter.dim",
            Menus.VIEW,
            "Dim or hide what the filter leaves out",
            "H",
            "Dimmed it stays on the timeline and in the table, faintly, and is counted",
            () -> dims.set(!dims.get())));
    MarkCommands.add(all, marks, view);
    MarkCommands.addRuler(all, marks.model(), session.timeline().ruler());
    move(all, session.timeline());
    GoCommands.add(session, view);
    timeline(all, session.timeline());
    LaneCommands.add(all, session.timeline());
    rates(all, session.rates());
  }

  private static void rates(Commands all, RatesViewModel rates) {
    all.add(
        Command.onTimeline(
                "rates.show",
                "Rates by the hour",
                "E",
                "How much the selected event's container did by the hour, over what is ordinary",
                () -> rates.on().set(!rates.on().get()))
            .switching(rates.on()::get));
    all.add(
        Command.onTimeline(
            "rates.next",
            "Next unusual hour",
            "U",
            "More than expected, or expected and missing, of any container",
            rates::next));
    all.add(
        Command.onTimeline(
            "rates.previous", "Previous unusual hour", "Shift+U", "", rates::previous));
  }

  private static void move(Commands all, TimelineViewModel timeline) {
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

  private static void timeline(Commands all, TimelineViewModel timeline) {
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
}

package salvor.workbench;

import javafx.scene.Node;
import salvor.workbench.casefile.MarkSheets;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.timeline.LaneCommands;
import salvor.workbench.timeline.RatesViewModel;
import salvor.workbench.timeline.TimelineCommands;
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
    TimelineCommands.addMoves(all, session.timeline());
    GoCommands.add(session, view);
    TimelineCommands.add(all, session.timeline());
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
}

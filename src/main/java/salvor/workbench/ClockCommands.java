package salvor.workbench;

import java.util.concurrent.Executor;
import salvor.casefile.OpenedCase;
import salvor.jobs.Jobs;
import salvor.workbench.casefile.OffsetViewModel;
import salvor.workbench.casefile.SourcesTab;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;

/** What can be done about times. */
final class ClockCommands {
  private ClockCommands() {}

  /** The sources of a session, where the offsets of their clocks can be set. */
  static SourcesTab sources(Session session, Jobs jobs, Executor fx) {
    OpenedCase opened = session.investigation().opened();
    OffsetViewModel offsets =
        new OffsetViewModel(
            opened, session.marking().edits(), session.timeline()::inSight, jobs, fx);
    return new SourcesTab(opened.evidence(), session.given().sources(), offsets, jobs, fx);
  }

  static void add(Session session, Runnable untimed, SourcesTab sources) {
    session
        .commands()
        .add(
            Command.of(
                "events.untimed",
                Menus.VIEW,
                "Show events without a time",
                "",
                "They cannot stand on the timeline",
                untimed));
    session
        .commands()
        .add(
            Command.of(
                "clock.offset",
                Menus.EDIT,
                "Set the clock offset of a source",
                "",
                "Among the sources, each with what is known of its clock",
                sources::focus));
  }
}

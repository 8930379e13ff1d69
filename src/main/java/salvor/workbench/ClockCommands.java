package salvor.workbench;

import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;

/** What can be done about times. */
final class ClockCommands {
  private ClockCommands() {}

  static void add(Session session, Runnable untimed) {
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
  }
}

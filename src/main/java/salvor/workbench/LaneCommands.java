package salvor.workbench;

import java.util.Locale;
import salvor.timeline.LaneOrder;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.timeline.LaneOrderMenu;
import salvor.workbench.timeline.TimelineViewModel;

/** How the lanes of the timeline stand. */
final class LaneCommands {
  private LaneCommands() {}

  static void add(Commands all, TimelineViewModel timeline) {
    for (LaneOrder order : LaneOrder.values()) {
      all.add(
          Command.of(
                  "lanes." + order.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  Menus.TIMELINE,
                  "Lanes: " + LaneOrderMenu.words(order),
                  "",
                  LaneOrderMenu.meaning(order),
                  () -> timeline.arrangement().order(order))
              .switching(() -> timeline.arrangement().order().get() == order));
    }
  }
}
